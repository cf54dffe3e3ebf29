import { foldText } from '../../domain/digits.ts';
import { grouped } from '../../domain/grouped.ts';
import { NO_BOUNDS } from '../../domain/number-bounds.ts';
import type { ScalePoint } from '../../domain/study-draft.ts';
import { panelKindOf, paperKindOf } from '../../kinds/all.ts';
import type { AskedOfExpert, CallOfExpert } from '../../store/asked-on-paper.ts';
import type { Transaction } from '../../store/file/database.ts';
import type { Round } from '../../store/rounds.ts';
import { loadScale } from '../../store/studies.ts';
import { joinCodes, NO_OPINION_LABELS } from '../../workbook/headers.ts';
import type { FormDraft, FormRow } from '../../workbook/read-form.ts';
import type { WorkbookFault } from '../../workbook/remark.ts';
import { faultAt, isAmong } from './form-fault.ts';
import { takesText } from './form-message.ts';
import { loadAsked } from './load-asked.ts';
import { loadExpertNames } from './load-expert-names.ts';
import { type AnswerPlace, placeKey } from './load-given.ts';
import { type PaperIdea, readIdeaRow, weighIdeas } from './read-ideas.ts';

/** An answer that a form gives for an expert. */
export interface PaperAnswer extends AnswerPlace {
  readonly row: number;
  readonly expertId: number;
  readonly state: 'rated' | 'no_opinion';
  readonly value: number | null;
  readonly reason: string | null;
}

export interface FormContent {
  readonly answers: readonly PaperAnswer[];
  readonly ideas: readonly PaperIdea[];
}

/** The answers in a form's rows, or all faults at once. */
export function readAnswers(
  tx: Transaction,
  round: Round,
  form: FormDraft,
): FormContent & { faults: WorkbookFault[] } {
  const known = loadKnown(tx, round, form);
  const faults = [...form.faults];
  const answers: PaperAnswer[] = [];
  const ideas: PaperIdea[] = [];
  const rowOf = new Map<string, number>();
  for (const row of form.rows) {
    const found = readRow(row, known);
    if (found === null) continue;
    if ('code' in found) {
      faults.push(found);
      continue;
    }
    if ('text' in found) {
      ideas.push(found);
      continue;
    }
    const key = placeKey(found);
    const above = rowOf.get(key);
    if (above === undefined) answers.push(found);
    else faults.push(faultAt(row, 'answer', 'formRowTwice', { above }));
    rowOf.set(key, above ?? row.row);
  }
  const together = answers.filter(({ panelId }) => panelId !== 0);
  return {
    ...{ answers, ideas },
    faults: [
      ...faults,
      ...(faults.length > 0 ? [] : faultsTogether(together, known)),
      ...weighIdeas(tx, round.id, ideas).faults,
    ],
  };
}

/** What is wrong with answers that count only together, reported where each cell is right by itself. */
function faultsTogether(answers: readonly PaperAnswer[], known: Known): WorkbookFault[] {
  const bySteps = grouped(answers, ({ questionnaireId, panelId }) => `${questionnaireId}:${panelId}`);
  return [...bySteps.values()].flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const items = putTogether(first, known.asked.get(first.expertId) ?? []);
    const fault = panelKindOf(first.kind).faultOnPaper(
      own.map(({ value }) => value),
      { items },
    );
    if (!fault) return [];
    if (fault.code === 'part')
      return [faultAt(first, 'answer', 'formPlacesPart', { written: own.length, items })];
    const { row, value } = own[fault.at]!;
    return [faultAt({ row }, 'answer', 'formPlaceTwice', { value: value!, above: own[fault.above]!.row })];
  });
}

/** How many items a panel asks an expert together. */
function putTogether({ panelId, kind }: AnswerPlace, own: readonly AskedOfExpert[]): number {
  return own.filter((other) => other.panelId === panelId && other.kind === kind).length;
}

/** What the rows of a form are checked against. */
interface Known {
  /** Expert ids by folded name. */
  readonly experts: ReadonlyMap<string, number>;
  readonly asked: ReadonlyMap<number, readonly AskedOfExpert[]>;
  readonly calls: ReadonlyMap<number, readonly CallOfExpert[]>;
  /** Folded codes of all items that the form's experts are asked. */
  readonly codes: ReadonlySet<string>;
  readonly scale: readonly ScalePoint[];
}

function loadKnown(tx: Transaction, round: Round, { rows }: FormDraft): Known {
  const names = loadExpertNames(tx, round.studyId);
  const experts = new Map([...names].map(([id, name]) => [foldText(name), id]));
  const expertIds = [...new Set(rows.flatMap(({ expert }) => experts.get(foldText(expert)) ?? []))];
  const { items, calls } = loadAsked(tx, round.id, expertIds);
  return {
    experts,
    asked: grouped(items, ({ expertId }) => expertId),
    calls: grouped(calls, ({ expertId }) => expertId),
    codes: new Set(items.map(({ code }) => foldText(code))),
    scale: loadScale(tx, round.studyId),
  };
}

/** @returns null where the row has a fault reported already */
function readRow(row: FormRow, known: Known): PaperAnswer | PaperIdea | WorkbookFault | null {
  if (row.expert === '') return null;
  const expertId = known.experts.get(foldText(row.expert));
  if (expertId === undefined) return faultAt(row, 'expert', 'formExpertUnknown', { value: row.expert });
  const own = known.asked.get(expertId) ?? [];
  const calls = known.calls.get(expertId) ?? [];
  if (own.length === 0 && calls.length === 0)
    return faultAt(row, 'expert', 'formExpertNotAsked', { value: row.expert });
  if (row.code === '') return readIdeaRow(row, calls);
  const ofItem = own.filter(({ code }) => foldText(code) === foldText(row.code));
  if (ofItem.length === 0) {
    return known.codes.has(foldText(row.code))
      ? faultAt(row, 'code', 'formItemNotAsked', { value: row.code, expert: row.expert })
      : faultAt(row, 'code', 'formItemUnknown', { value: row.code });
  }
  const asked = ofItem.find(({ panelCodes }) => row.panelCodes.every((code) => isAmong(code, panelCodes)));
  if (!asked) {
    const value = joinCodes(row.panelCodes);
    const allowed = joinCodes(ofItem.flatMap(({ panelCodes }) => panelCodes));
    return faultAt(row, 'panels', 'formPanelWrong', { value, allowed });
  }
  return readCell(row, asked, { ...known, items: putTogether(asked, own) });
}

function readCell(
  row: FormRow,
  asked: AskedOfExpert,
  { scale, items }: Known & { readonly items: number },
): PaperAnswer | WorkbookFault | null {
  if (!row.answer) return row.reason === '' ? null : faultAt(row, 'reason', 'formReasonAlone', {});
  const { expertId, questionnaireId, itemId, panelId, kind } = asked;
  const place = { questionnaireId, itemId, panelId, kind };
  const answer = { ...place, row: row.row, expertId, reason: row.reason || null };
  const on = { scale, bounds: asked.bounds ?? NO_BOUNDS, items };
  const { fromCell, cellTakes } = paperKindOf(kind);
  const value = fromCell(on, row.answer);
  if (value !== null) return { ...answer, state: 'rated', value };
  if (isAmong(row.answer.text, NO_OPINION_LABELS)) return { ...answer, state: 'no_opinion', value: null };
  const allowed = takesText(cellTakes(on));
  return faultAt(row, 'answer', 'formAnswerWrong', { value: row.answer.text, allowed });
}
