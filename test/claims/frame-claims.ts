import { momentOf } from './moment-told.ts';
import type { ProtocolFile, ResultsFile } from './results-file.ts';
import { type Claim, when } from './summary-claims.ts';
import { tells } from './told-sentences.ts';

/** A round's summary around its panels. */
export interface Frame {
  readonly file: ResultsFile;
  readonly protocol: ProtocolFile;
  /** The round's number. */
  readonly number: number;
  readonly isFinished: boolean;
  /** Messages that the summary came in. */
  readonly parts: number;
}

const roundsOf = ({ file, number }: Frame) =>
  file.panels.flatMap((panel) => panel.rounds.filter((round) => round.number === number));
const isEarly = ({ file, number }: Frame) =>
  file.deviations.some(({ field, round }) => field === 'closed_early' && round === number);
const asked = ({ file, number }: Frame) => file.open_question.find(({ round }) => round === number);
const isNewest = ({ file, number, isFinished }: Frame) => !isFinished && file.study.rounds === number;
const isLast = ({ protocol, number }: Frame) => number >= protocol.rules.max_rounds;
const absent = ({ file, number }: Frame) =>
  file.panels.filter(({ rounds }) => !rounds.some((round) => round.number === number));

/** Panels that the next round asks: those still at work, where its plan names any. */
function goingOn({ file, protocol, number }: Frame): number {
  const rows = protocol.round_plan.filter((row) => row.number === number + 1);
  const isPlanned = (code: string) =>
    rows.length === 0 || rows.some(({ panels }) => panels.length === 0 || panels.includes(code));
  return file.panels.filter(({ status, code }) => status === 'active' && isPlanned(code)).length;
}

export const FRAME: Readonly<Record<string, Claim<Frame>>> = {
  'summary.heading': ({ number, file, parts }) =>
    Array.from({ length: parts }, () => ({ round: number, title: file.study.title })),
  'summary.part': ({ parts }) =>
    parts === 1
      ? []
      : Array.from({ length: parts }, (_, at) => ({ part: (told: string) => tells(told, at + 1), parts })),
  'summary.closedBy.deadline': (frame) => closed(frame, !isEarly(frame), { round: frame.number }),
  'summary.closedBy.facilitator': (frame) => closed(frame, isEarly(frame), {}),
  'summary.openQuestion.nobody': (frame) =>
    when(asked(frame)?.wrote === 0, () => ({ asked: asked(frame)!.asked })),
  'summary.openQuestion.wrote': (frame) =>
    when((asked(frame)?.wrote ?? 0) > 0, () => ({ asked: asked(frame)!.asked, wrote: asked(frame)!.wrote })),
  'summary.next.absent': (frame) =>
    when(absent(frame).length > 0, () => ({
      panels: absent(frame)
        .map(({ name }) => name)
        .join('، '),
    })),
  'protocol.deviations.toCome': ({ file }) =>
    when(file.deviations.length > 0, () => ({ deviations: file.deviations.length })),
  'summary.next.open': (frame) =>
    when(isNewest(frame) && !isLast(frame) && goingOn(frame) > 0, () => ({
      ...{ panels: goingOn(frame), round: frame.number + 1 },
    })),
  'summary.next.openOrFinish': (frame) =>
    when(isNewest(frame) && mayGoOn(frame) && goingOn(frame) === 0, () => ({ round: frame.number + 1 })),
  'summary.next.final': (frame) => {
    const kept = frame.file.final.filter((item) => item.kept === true).length;
    return when(isAtEnd(frame) && kept > 0, () => ({ kept }));
  },
  'summary.next.differing': (frame) => {
    const items = frame.file.final.filter(({ decided }) => decided === 'open').length;
    return when(isAtEnd(frame) && items > 0, () => ({ items }));
  },
  'summary.next.finish': (frame) => when(isAtEnd(frame)),
};

/** Whether a settled panel could be taken into another round. */
const mayGoOn = (frame: Frame) =>
  !isLast(frame) && frame.file.panels.some(({ status }) => status === 'agreed' || status === 'stable');
const isAtEnd = (frame: Frame) =>
  isNewest(frame) && (isLast(frame) || (goingOn(frame) === 0 && !mayGoOn(frame)));

function closed(frame: Frame, holds: boolean, gaps: { round?: number }) {
  const at = momentOf(roundsOf(frame)[0]!.closed_at);
  return holds ? Array.from({ length: frame.parts }, () => ({ ...gaps, at })) : [];
}
