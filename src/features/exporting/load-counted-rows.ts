import { setImmediate } from 'node:timers/promises';
import { type JudgedPanelRound, loadAskedTitles } from '../../store/export-rows.ts';
import type { Database } from '../../store/file/database.ts';
import { loadPanelRoundExperts } from '../../store/panel-rounds.ts';
import { type CountedAnswer, loadCountedAnswers } from '../../store/results.ts';
import type { AnswerRow } from './answers-csv.ts';
import type { WideColumn, WideRow } from './answers-wide-csv.ts';

/** A judged study's answers, and its experts' labels in its files. */
export interface CountedStudy {
  readonly judged: readonly JudgedPanelRound[];
  readonly panelCodes: ReadonlyMap<number, string>;
  readonly labels: AnswerLabels;
  /** Experts whose names were removed. */
  readonly forgotten: ReadonlySet<number>;
}

/** Whose answers share a label: an expert's, or those given from an account that nobody has vouched for. */
export interface Bearer {
  readonly expertId: number;
  /** Null: the expert's own answers. */
  readonly apartCode: string | null;
}

export type Labels = ReadonlyMap<Bearer, string>;

/** The labels of those who answered, in the order in which answers are listed. */
export type AnswerLabels =
  /** The same in all rounds and panels. */
  | { readonly of: 'study'; readonly labels: Labels }
  /** Different in each panel's round, so that rounds and panels cannot be linked. */
  | { readonly of: 'panelRound'; readonly labelsIn: (panelRoundId: number) => Labels };

export function bearerKey({ expertId, apartCode }: Bearer): string {
  return `${expertId} ${apartCode ?? ''}`;
}

/** Roughly how many answers are loaded at a time: some milliseconds of work. */
const ROWS_A_SLICE = 1000;

/** Every rating that counted, round by round and panel by panel, in slices. */
export async function* loadAnswerRows(db: Database, study: CountedStudy): AsyncGenerator<AnswerRow[]> {
  const byRound = study.judged.toSorted((one, other) => one.round.number - other.round.number);
  for (const judged of byRound) {
    const asked = askedIn(db, study, judged);
    const { codes, bearers } = asked;
    const slice = Math.max(1, Math.floor(ROWS_A_SLICE / Math.max(1, codes.size)));
    for (let from = 0; from < bearers.length; from += slice) {
      yield loadSlice(db, study, judged, { ...asked, bearers: bearers.slice(from, from + slice) });
      await setImmediate();
    }
  }
}

function loadSlice(
  db: Database,
  { panelCodes, forgotten }: CountedStudy,
  { round, panelRound }: JudgedPanelRound,
  { codes, labels, bearers }: Asked,
): AnswerRow[] {
  // They are loaded by expert id, an order that would tell who is behind a code.
  const place = new Map(bearers.map((bearer, at) => [bearerKey(bearer), at]));
  const placeOf = (answer: CountedAnswer) => place.get(bearerKey(answer));
  return loadCountedAnswers(db, panelRound, [...new Set(bearers.map(({ expertId }) => expertId))])
    .filter(isRated)
    .filter((answer) => placeOf(answer) !== undefined)
    .toSorted((one, other) => placeOf(one)! - placeOf(other)!)
    .map((answer) => ({
      round: round.number,
      panel: panelCodes.get(panelRound.panelId)!,
      expert: labels.get(bearers[placeOf(answer)!]!)!,
      item: codes.get(answer.itemId)!,
      value: answer.value,
      reason: answer.reason,
      answeredAt: answer.answeredAt,
      submitted: forgotten.has(answer.expertId) ? null : answer.handedInAt !== null,
      origin: answer.how,
    }));
}

/**
 * The columns of all judged rounds, and a row for each label with at least one rating; where labels hold for one
 * panel's round only, a row for each label, panel and round.
 */
export function loadWideRows(
  db: Database,
  study: CountedStudy,
): { columns: WideColumn[]; rows: AsyncIterable<WideRow> } {
  const columns: WideColumn[] = [];
  const blocks = study.judged.map((judged) => {
    const { codes, labels, bearers } = askedIn(db, study, judged);
    const places = new Map([...codes.keys()].map((itemId, at) => [itemId, at]));
    const { round, panelRound } = judged;
    const panel = study.panelCodes.get(panelRound.panelId)!;
    for (const item of codes.values()) columns.push({ round: round.number, panel, item });
    return { panelRound, labels, bearers: new Set(bearers), places };
  });

  async function* rows(): AsyncGenerator<WideRow> {
    for (const { bearer, expert, from } of wideLines(study.labels, blocks)) {
      const values = blocks.map((block) =>
        from.includes(block) ? valuesIn(db, block, bearer) : nothing(block),
      );
      if (values.some((block) => block.some((value) => value !== null))) yield { expert, blocks: values };
      await setImmediate();
    }
  }
  return { columns, rows: rows() };
}

/** A panel's round as columns of the wide file. */
interface Block {
  readonly panelRound: JudgedPanelRound['panelRound'];
  readonly labels: Labels;
  /** Those whom the round asked. */
  readonly bearers: ReadonlySet<Bearer>;
  /** Each item's column, by item id. */
  readonly places: ReadonlyMap<number, number>;
}

interface WideLine {
  readonly bearer: Bearer;
  readonly expert: string;
  /** The blocks that the row may have ratings in. */
  readonly from: readonly Block[];
}

function wideLines(labels: AnswerLabels, blocks: readonly Block[]): WideLine[] {
  if (labels.of === 'study') {
    return [...labels.labels].map(([bearer, expert]) => ({ bearer, expert, from: blocks }));
  }
  return blocks.flatMap((block) =>
    [...block.labels].map(([bearer, expert]) => ({ bearer, expert, from: [block] })),
  );
}

function nothing({ places }: Block): null[] {
  return Array.from(places, () => null);
}

function valuesIn(db: Database, block: Block, bearer: Bearer): (number | null)[] {
  const values: (number | null)[] = nothing(block);
  if (!block.bearers.has(bearer)) return values;
  for (const answer of loadCountedAnswers(db, block.panelRound, [bearer.expertId]).filter(isRated)) {
    if (answer.apartCode === bearer.apartCode) values[block.places.get(answer.itemId)!] = answer.value;
  }
  return values;
}

/** What a panel's round asked and whom, in the order in which answers are listed. */
export interface Asked {
  /** Codes of the items, by id. */
  readonly codes: ReadonlyMap<number, string>;
  /** May include labels of experts who were not asked. */
  readonly labels: Labels;
  readonly bearers: readonly Bearer[];
}

export function askedIn(db: Database, study: CountedStudy, { panelRound }: JudgedPanelRound): Asked {
  const labels = study.labels.of === 'study' ? study.labels.labels : study.labels.labelsIn(panelRound.id);
  const codes = new Map(loadAskedTitles(db, panelRound.id).map(({ itemId, code }) => [itemId, code]));
  const invited = new Set(loadPanelRoundExperts(db, panelRound.id));
  return { codes, labels, bearers: [...labels.keys()].filter(({ expertId }) => invited.has(expertId)) };
}

export function isRated(answer: CountedAnswer): answer is CountedAnswer & { value: number } {
  return answer.state === 'rated' && answer.value !== null;
}
