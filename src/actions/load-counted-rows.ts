import { setImmediate } from 'node:timers/promises';
import type { AnswerRow } from '../exports/answers-csv.ts';
import type { WideColumn, WideRow } from '../exports/answers-wide-csv.ts';
import type { Database } from '../store/database.ts';
import { type JudgedPanelRound, loadAskedTitles } from '../store/export-rows.ts';
import { type CountedAnswer, loadCountedAnswers } from '../store/results.ts';
import { loadPanelRoundExperts } from '../store/rounds.ts';

/** A judged study's answers, and what its experts are called in its files. */
export interface CountedStudy {
  readonly judged: readonly JudgedPanelRound[];
  readonly panelCodes: ReadonlyMap<number, string>;
  /** By expert id, in the order in which answers are listed. */
  readonly labels: ReadonlyMap<number, string>;
}

/** About so many answers are loaded at once: some milliseconds of work. */
const ROWS_A_SLICE = 1000;

/** Every rating that counted, round by round and panel by panel, in slices. */
export async function* loadAnswerRows(db: Database, study: CountedStudy): AsyncGenerator<AnswerRow[]> {
  const byRound = study.judged.toSorted((one, other) => one.round.number - other.round.number);
  for (const judged of byRound) {
    const { codes, experts } = askedIn(db, study, judged);
    const slice = Math.max(1, Math.floor(ROWS_A_SLICE / Math.max(1, codes.size)));
    for (let from = 0; from < experts.length; from += slice) {
      yield loadSlice(db, study, judged, codes, experts.slice(from, from + slice));
      await setImmediate();
    }
  }
}

function loadSlice(
  db: Database,
  { panelCodes, labels }: CountedStudy,
  { round, panelRound }: JudgedPanelRound,
  codes: ReadonlyMap<number, string>,
  expertIds: readonly number[],
): AnswerRow[] {
  // They come by the experts' ids, an order that would tell who is behind a code.
  const place = new Map(expertIds.map((expertId, at) => [expertId, at]));
  return loadCountedAnswers(db, panelRound, expertIds)
    .filter(isRated)
    .toSorted((one, other) => place.get(one.expertId)! - place.get(other.expertId)!)
    .map((answer) => ({
      round: round.number,
      panel: panelCodes.get(panelRound.panelId)!,
      expert: labels.get(answer.expertId)!,
      item: codes.get(answer.itemId)!,
      value: answer.value,
      reason: answer.reason,
      answeredAt: answer.answeredAt,
      submitted: answer.handedInAt !== null,
      origin: answer.how,
    }));
}

/** Columns of all judged rounds, and a row for each expert with a rating in one of them. */
export function loadWideRows(
  db: Database,
  study: CountedStudy,
): { columns: WideColumn[]; rows: AsyncIterable<WideRow> } {
  const columns: WideColumn[] = [];
  const blocks = study.judged.map((judged) => {
    const { codes, experts } = askedIn(db, study, judged);
    const places = new Map([...codes.keys()].map((itemId, at) => [itemId, at]));
    const { round, panelRound } = judged;
    const panel = study.panelCodes.get(panelRound.panelId)!;
    for (const item of codes.values()) columns.push({ round: round.number, panel, item });
    return { panelRound, experts: new Set(experts), places };
  });

  async function* rows(): AsyncGenerator<WideRow> {
    for (const [expertId, expert] of study.labels) {
      const values = blocks.map((block) => valuesIn(db, block, expertId));
      if (values.some((block) => block.some((value) => value !== null))) yield { expert, blocks: values };
      await setImmediate();
    }
  }
  return { columns, rows: rows() };
}

function valuesIn(
  db: Database,
  block: {
    panelRound: JudgedPanelRound['panelRound'];
    experts: ReadonlySet<number>;
    places: ReadonlyMap<number, number>;
  },
  expertId: number,
): (number | null)[] {
  const values: (number | null)[] = Array.from(block.places, () => null);
  if (!block.experts.has(expertId)) return values;
  for (const { itemId, value } of loadCountedAnswers(db, block.panelRound, [expertId]).filter(isRated)) {
    values[block.places.get(itemId)!] = value;
  }
  return values;
}

/** What a panel's round asked, and whom, in the order in which answers are listed. */
function askedIn(db: Database, { labels }: CountedStudy, { panelRound }: JudgedPanelRound) {
  const codes = new Map(loadAskedTitles(db, panelRound.id).map(({ itemId, code }) => [itemId, code]));
  const invited = new Set(loadPanelRoundExperts(db, panelRound.id));
  return { codes, experts: [...labels.keys()].filter((expertId) => invited.has(expertId)) };
}

function isRated(answer: CountedAnswer): answer is CountedAnswer & { value: number } {
  return answer.state === 'rated' && answer.value !== null;
}
