import { expect, test } from 'vitest';
import type { RoundKind } from '../../../src/domain/study-draft.ts';
import {
  type AskedForCases,
  answersSav,
  workbookNumbers,
} from '../../../src/features/exporting/answers-sav.ts';
import type { AnswerCase } from '../../../src/features/exporting/load-cases.ts';
import { slices } from './pieces.ts';

const WRITTEN = new Date('2026-12-20T15:30:00Z');

/** A study in which one item was asked in one round, of kinds, and got answers. */
function askedIn(kinds: readonly RoundKind[], counts: Record<string, number>): AskedForCases {
  const item = { itemId: 7, counts };
  return {
    results: { title: 'مطالعه', panels: [{ rounds: [{ items: [item] }] }] as never },
    scale: [1, 2].map((value) => ({ value, label: `پلهٔ ${value}` })),
    variables: [{ round: 1, itemId: 7, code: 'S1', title: 'بازار', kinds }],
    numbers: new Map([[7, 3]]),
    lines: [{ expert: 'K7', panel: 'P1', round: null }],
  };
}

async function bytesOf(asked: AskedForCases, ...values: AnswerCase['values']): Promise<Buffer> {
  const line = { expert: 'K7', panel: 'P1', round: null, values };
  const pieces: Uint8Array[] = [];
  for await (const piece of answersSav(asked, slices(line), WRITTEN)) pieces.push(piece);
  return Buffer.concat(pieces);
}

const float64 = (value: number) => Buffer.from(Float64Array.of(value).buffer);

test('«نظری ندارم» is -9, and the next number of nines where somebody wrote -9', async () => {
  const plain = await bytesOf(askedIn(['numeric'], { 12: 1 }), 'no_opinion');
  const taken = await bytesOf(askedIn(['numeric'], { '-9': 1, '-99': 1, 12: 1 }), 'no_opinion');
  expect(plain.includes(float64(-9))).toBe(true);
  expect(taken.includes(float64(-9))).toBe(false);
  expect(taken.includes(float64(-999))).toBe(true);
});

test('a value says both things where panels did different kinds in one round', async () => {
  const bytes = await bytesOf(askedIn(['likert', 'screening'], { 0: 1, 1: 1, 2: 0 }), 1);
  const labels = ['پلهٔ 1 / بله', 'پلهٔ 2', 'خیر', 'نظری ندارم'];
  for (const label of labels) expect(bytes.includes(label)).toBe(true);
});

test('a variable is called by its round and the item’s row in the workbook', async () => {
  const bytes = await bytesOf(askedIn(['likert'], { 1: 1, 2: 0 }), 1);
  expect(bytes.includes('V1=expert\tV2=panel\tV3=R1_3')).toBe(true);
});

test('the same answers give the same bytes, under the moment that is handed in', async () => {
  const [one, other] = [
    await bytesOf(askedIn(['likert'], { 1: 1 }), 1),
    await bytesOf(askedIn(['likert'], { 1: 1 }), 1),
  ];
  expect(one.equals(other)).toBe(true);
  expect(one.subarray(92, 109).toString()).toBe('20 Dec 2615:30:00');
});

test('an item that was taken off gives its number to the one in its row', () => {
  const item = (id: number, position: number, removedAt: Date | null = null) => ({ id, position, removedAt });
  const numbers = workbookNumbers([item(1, 0), item(2, 1, WRITTEN), item(4, 1), item(3, 2, WRITTEN)]);
  expect([...numbers].sort()).toEqual([
    [1, 1],
    [2, 4],
    [3, 3],
    [4, 2],
  ]);
});
