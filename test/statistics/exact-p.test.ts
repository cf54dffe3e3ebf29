import { expect, test } from 'vitest';
import { exactP } from '../../src/statistics/exact-p.ts';
import { seededRandom } from '../../src/statistics/seeded-random.ts';

/** All orders of a row's places. */
function orders(row: number[]): number[][] {
  if (row.length < 2) return [row];
  return row.flatMap((first, at) => orders(row.toSpliced(at, 1)).map((rest) => [first, ...rest]));
}

/** Twice the average rank, by definition: how many are below, and half of those that are equal. */
function doubledRanks(row: number[]): number[] {
  const below = (rating: number) => row.filter((other) => other < rating).length;
  const equal = (rating: number) => row.filter((other) => other === rating).length;
  return row.map((rating) => 2 * below(rating) + equal(rating) + 1);
}

function spread(rows: number[][]): number {
  const sums = rows[0]!.map((_, item) => rows.reduce((sum, row) => sum + row[item]!, 0));
  const middle = rows.length * (rows[0]!.length + 1);
  return sums.reduce((total, sum) => total + (sum - middle) ** 2, 0);
}

/** The share of all orders of all raters' ratings with a W at least as large. */
function countedP(ratings: number[][]): number {
  const ranked = ratings.map(doubledRanks);
  const observed = spread(ranked);
  const choices = ranked.map(orders);
  const arrangements = choices.reduce(
    (all, rows) => all.flatMap((some) => rows.map((row) => [...some, row])),
    [[]] as number[][][],
  );
  return arrangements.filter((rows) => spread(rows) >= observed).length / arrangements.length;
}

test('is the share among all orders of all raters, ties or not', () => {
  const random = seededRandom(16);
  for (let drawn = 0; drawn < 60; drawn += 1) {
    const items = 2 + random.below(3);
    const raters = 2 + random.below(items === 4 ? 2 : 3);
    const ratings = Array.from({ length: raters }, () =>
      Array.from({ length: items }, () => random.below(drawn % 2 === 0 ? 3 : 9)),
    );
    const p = exactP(ratings);
    if (p === null) expect(ratings.every((row) => new Set(row).size === 1)).toBe(true);
    else expect(p).toBeCloseTo(countedP(ratings), 12);
  }
});

test('four experts of one mind on two items: 1 in 8; two on eight items: 1 in 40,320', () => {
  expect(exactP(Array.from({ length: 4 }, () => [1, 2]))).toBe(1 / 8);
  const order = [1, 2, 3, 4, 5, 6, 7, 8];
  expect(exactP([order, order])).toBe(1 / 40_320);
});

test('a million arrangements are counted, more are not: one rater is held', () => {
  const row = (items: number) => Array.from({ length: items }, (_, item) => item);
  expect(exactP([row(9), row(9)])).toBeCloseTo(1 / 362_880, 15);
  expect(exactP([row(10), row(10)])).toBeNull();
  // A rater who ties everything has but one arrangement.
  expect(exactP([row(9), row(9), row(9).map(() => 3)])).toBeCloseTo(1 / 362_880, 15);
});

test('where W is undefined so is p', () => {
  expect(exactP([[1, 2, 3]])).toBeNull();
  expect(
    exactP([
      [4, 4],
      [2, 2],
    ]),
  ).toBeNull();
});
