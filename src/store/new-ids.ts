import type { Transaction } from './file/database.ts';
import { prepared } from './file/prepared.ts';
import type { IdSpan } from './schema.ts';

/** Tables whose ids were given in the workbook's order, or in the order in which people acted. */
export type RedrawnTable = 'experts' | 'questionnaires' | 'answers';

/** Ids reserved for each row: with this many a free one is found almost at once. */
const ROOM = 4;

/** Reserves ids that nobody else gets, to draw some of them at random. */
export function reserveIds(tx: Transaction, table: RedrawnTable, rows: number): IdSpan {
  const { last, skip } = sequences(tx);
  const before = last.get(table) ?? 0;
  const greatest = before + ROOM * Math.max(1, rows);
  skip.run(greatest, table);
  return [before + 1, greatest];
}

const sequences = prepared(({ $client }) => ({
  last: $client.prepare<[string], number>('SELECT seq FROM sqlite_sequence WHERE name = ?').pluck(),
  skip: $client.prepare<[number, string]>('UPDATE sqlite_sequence SET seq = ? WHERE name = ?'),
}));

/** Draws an id of a span that no row of the table has yet. */
export function drawId(
  tx: Transaction,
  table: RedrawnTable,
  [least, greatest]: IdSpan,
  randomBelow: (limit: number) => number,
): number {
  for (;;) {
    const drawn = least + randomBelow(greatest - least + 1);
    if (isFree(tx)[table].get(drawn) === undefined) return drawn;
  }
}

const isFree = prepared(({ $client }) => {
  const find = (table: RedrawnTable) => $client.prepare<[number]>(`SELECT 1 FROM ${table} WHERE id = ?`);
  return { experts: find('experts'), questionnaires: find('questionnaires'), answers: find('answers') };
});

/** Lets rows refer to rows inserted later in the same transaction; every key is checked at its end. */
export function deferForeignKeys({ $client }: Transaction): void {
  $client.pragma('defer_foreign_keys = ON');
}
