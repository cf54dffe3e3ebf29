import { setImmediate as nextTurn } from 'node:timers/promises';
import { planRound } from '../../domain/round-opening.ts';
import type { ToldStudy } from '../../kinds/kind.ts';
import { panelPart } from '../../kinds/told/panel-part.ts';
import type { NextStep, PanelPart, SummaryFrame } from '../../kinds/told/round-summary.ts';
import type { Message } from '../../messages/message.ts';
import { loadDeviations } from '../../store/deviations.ts';
import type { Database, Transaction } from '../../store/file/database.ts';
import { loadJudgedRound } from '../../store/judged-rounds.ts';
import { loadOpenQuestions } from '../../store/open-question.ts';
import { loadPanelRounds, type PanelRound } from '../../store/panel-rounds.ts';
import { loadPanels } from '../../store/panels.ts';
import { loadReminderEffects } from '../../store/reminders.ts';
import { loadRound, type Round } from '../../store/rounds.ts';
import { loadScale, loadVersions, needStudy, type Study } from '../../store/studies.ts';
import { countFinals } from '../items/load-verdicts.ts';
import { loadBeforeRound } from '../studies/load-before-round.ts';
import { loadBeside } from './load-beside.ts';
import { divideSummary, panelLength, summaryMessages, summaryPart } from './summary-message.ts';

/** The number of parts does not depend on the zone. */
const ANY_ZONE = 'UTC';

/** Which summary is asked for. @see SummaryFrame for `afterCards` */
interface Asked {
  readonly zone: string;
  readonly afterCards?: boolean;
}

/** How a summary is split: for each message its index and the panels that it tells of. */
export type SummaryPlan = readonly {
  readonly part: number;
  readonly parts: number;
  readonly panelIds: readonly number[];
}[];

/**
 * Divides a judged round's summary into messages, a panel at a time: a large round may have some ten thousand items.
 *
 * @returns empty while the round is not judged
 */
export async function planSummary(
  db: Database,
  roundId: number,
  { afterCards = false }: Pick<Asked, 'afterCards'> = {},
): Promise<SummaryPlan> {
  const judged = loadJudged(db, roundId, { zone: ANY_ZONE, afterCards });
  if (!judged) return [];
  const { told, frame, taken } = judged;
  const lengths: number[] = [];
  for (const { panelRound } of taken) {
    lengths.push(panelLength(frame, loadPanelPart(db, told, panelRound)));
    await nextTurn();
  }
  const divided = divideSummary(frame, lengths);
  return divided.map((places, part) => ({
    ...{ part, parts: divided.length },
    panelIds: places.map((at) => taken[at]!.panel.id),
  }));
}

/** One message of a judged round's summary, as planned. @returns null while the round is not judged */
export function composeSummaryPart(
  tx: Transaction,
  roundId: number,
  { part, parts, panelIds }: SummaryPlan[number],
  asked: Asked,
): Message | null {
  const judged = loadJudged(tx, roundId, asked);
  if (!judged) return null;
  const { told, frame, taken } = judged;
  const panels = taken
    .filter(({ panel }) => panelIds.includes(panel.id))
    .map(({ panelRound }) => loadPanelPart(tx, told, panelRound));
  return summaryPart(frame, { part, parts, panels });
}

/** All messages of a round's summary, for the facilitator; empty while it is not judged. */
export function composeSummary(tx: Transaction, roundId: number, zone: string): Message[] {
  const judged = loadJudged(tx, roundId, { zone });
  if (!judged) return [];
  const { told, frame, taken } = judged;
  const panels = taken.map(({ panelRound }) => loadPanelPart(tx, told, panelRound));
  return summaryMessages({ ...frame, panels });
}

function loadJudged(tx: Transaction, roundId: number, { zone, afterCards = false }: Asked) {
  const round = loadRound(tx, roundId);
  if (round?.state !== 'judged') return null;
  const study = needStudy(tx, round.studyId);
  const panels = loadPanels(tx, study.id);
  const byPanel = new Map(
    loadPanelRounds(tx, round.id).map((panelRound) => [panelRound.panelId, panelRound]),
  );
  const taken = panels.flatMap((panel) => {
    const panelRound = byPanel.get(panel.id);
    return panelRound ? [{ panel, panelRound }] : [];
  });
  const frame: SummaryFrame = {
    title: study.title,
    round: round.number,
    closedAt: round.closedAt ?? round.deadline,
    closedBy: round.closedBy ?? 'deadline',
    ...{ zone, afterCards },
    absent: panels.filter(({ id }) => !byPanel.has(id)).map(({ name }) => name),
    deviations: loadDeviations(tx, study.id).length,
    openQuestion: loadOpenQuestions(tx, study.id).get(round.number) ?? null,
    reminders: loadReminderEffects(tx, study.id).get(round.number) ?? null,
    next: nextStep(tx, study, round),
  };
  return { told: toldStudy(tx, study), frame, taken };
}

/** What is needed of a study to tell of its judged rounds. */
export function toldStudy(tx: Transaction, { id, kind, maxRounds }: Study): ToldStudy {
  return { kind, maxRounds, scale: loadScale(tx, id), versions: loadVersions(tx, id) };
}

function loadPanelPart(tx: Transaction, study: ToldStudy, { id }: PanelRound): PanelPart {
  const judged = loadJudgedRound(tx, id)!;
  return panelPart(judged, loadBeside(tx, judged), study);
}

/** What comes after a round by the rules; null where something already has. */
function nextStep(tx: Transaction, study: Study, { number }: Round): NextStep | null {
  const { before } = loadBeforeRound(tx, study);
  if (study.state === 'finished' || before.rounds.some((round) => round.number > number)) return null;
  const next = planRound(before, new Set());
  if (!next.ok) return { step: 'finish', ...countFinals(tx, study.id) };
  const { number: round, panels } = next.opening;
  return panels.length > 0 ? { step: 'open', panels: panels.length, round } : { step: 'openOrFinish', round };
}
