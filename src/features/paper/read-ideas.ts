import { foldText } from '../../domain/digits.ts';
import { grouped } from '../../domain/grouped.ts';
import { readIdea } from '../../domain/proposals.ts';
import type { CallOfExpert } from '../../store/asked-on-paper.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadEveryIdea, type Proposal } from '../../store/proposals.ts';
import { joinCodes, NO_OPINION_LABELS } from '../../workbook/headers.ts';
import type { FormRow } from '../../workbook/read-form.ts';
import type { WorkbookFault } from '../../workbook/remark.ts';
import { faultAt, isAmong } from './form-fault.ts';

/** A proposal that a form gives for an expert, in a row without an item. */
export interface PaperIdea {
  readonly row: number;
  readonly expertId: number;
  readonly questionnaireId: number;
  readonly panelId: number;
  readonly text: string;
}

/** @param calls the calls for proposals to the row's expert @returns null where nothing is written */
export function readIdeaRow(row: FormRow, calls: readonly CallOfExpert[]): PaperIdea | WorkbookFault | null {
  if (calls.length === 0) return faultAt(row, 'code', 'cellMissing');
  const { panelCodes, answer } = row;
  const allowed = joinCodes(calls.map(({ panelCode }) => panelCode));
  const [call, other] =
    panelCodes.length === 0 ? calls : calls.filter(({ panelCode }) => isAmong(panelCode, panelCodes));
  if (!call || other || panelCodes.length > 1)
    return faultAt(row, 'panels', 'formIdeaOfWhichPanel', { allowed });
  if (row.reason !== '') return faultAt(row, 'reason', 'formIdeaReason');
  if (!answer) return null;
  if (isAmong(answer.text, NO_OPINION_LABELS)) return faultAt(row, 'answer', 'formIdeaNone');
  const { expertId, questionnaireId, panelId } = call;
  return { row: row.row, expertId, questionnaireId, panelId, text: answer.text };
}

/** How a form's proposals relate to those already there. */
export interface WeighedIdeas {
  readonly taken: readonly PaperIdea[];
  /**
   * Proposals that the expert has also written, or taken off, in the messenger: what is done there is never
   * overwritten.
   */
  readonly leftOut: readonly PaperIdea[];
  /** How many proposals of an earlier form they replace. */
  readonly replaced: number;
  readonly faults: readonly WorkbookFault[];
}

/** Splits a form's proposals by what the experts have done in the messenger. */
export function weighIdeas(tx: Transaction, roundId: number, ideas: readonly PaperIdea[]): WeighedIdeas {
  const ofCalls = grouped(ideas, ({ expertId, panelId }) => `${expertId}:${panelId}`);
  const weighed = [...ofCalls.values()].map((own) => {
    const { panelId, expertId } = own[0]!;
    return weighOwn(own, loadEveryIdea(tx, { roundId, panelId, expertId }));
  });
  return {
    taken: weighed.flatMap(({ taken }) => taken),
    leftOut: weighed.flatMap(({ leftOut }) => leftOut),
    replaced: weighed.reduce((sum, { replaced }) => sum + replaced, 0),
    faults: weighed.flatMap(({ faults }) => faults),
  };
}

/** The same for one expert and panel. */
function weighOwn(ideas: readonly PaperIdea[], given: readonly Proposal[]): WeighedIdeas {
  const standing = given.filter(({ state }) => state !== 'withdrawn');
  const written = standing.filter(({ onPaper }) => !onPaper).map(({ text }) => text);
  const takenOff = new Set(
    given.filter(({ state }) => state === 'withdrawn').map(({ text }) => foldText(text)),
  );
  const taken: PaperIdea[] = [];
  const leftOut: PaperIdea[] = [];
  const faults: WorkbookFault[] = [];
  for (const idea of ideas) {
    const read = readIdea(idea.text, [...written, ...taken.map(({ text }) => text)]);
    if (read.ok) {
      (takenOff.has(foldText(read.text)) ? leftOut : taken).push({ ...idea, text: read.text });
      continue;
    }
    const { refusal } = read;
    if (refusal.code === 'idea.tooLong') {
      const { length, limit } = refusal;
      faults.push(faultAt(idea, 'answer', 'formIdeaTooLong', { length, limit }));
    } else if (refusal.code === 'idea.tooMany') {
      faults.push(faultAt(idea, 'answer', 'formIdeasTooMany', { limit: refusal.limit }));
    } else if (refusal.code === 'idea.twice') {
      const above = taken[refusal.number - 1 - written.length]?.row;
      if (above === undefined) leftOut.push(idea);
      else faults.push(faultAt(idea, 'answer', 'formIdeaTwice', { above }));
    }
  }
  const replaced = taken.length > 0 ? standing.length - written.length : 0;
  return { taken, leftOut, replaced, faults };
}
