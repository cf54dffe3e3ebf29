import { expect, test } from 'vitest';
import { rankSpread } from '../../src/statistics/rank-spread.ts';

test('spread and divisors are exact integers', () => {
  // Rank sums 11.5, 9, 6.5, 3 about 7.5: S = 39.5. Ties: one pair each of the last two raters, T = 12.
  expect(
    rankSpread([
      [5, 4, 2, 1],
      [4, 4, 3, 1],
      [5, 3, 3, 2],
    ]),
  ).toEqual({
    raters: 3,
    items: 4,
    spread12: 474n,
    greatest: 540n,
    greatestWithTies: 504n,
  });
});

test('rows of different lengths throw', () => {
  expect(() =>
    rankSpread([
      [1, 2, 3],
      [1, 2],
    ]),
  ).toThrow('rater 1 has 2 ratings, others 3');
});

test('a rating that is not finite throws', () => {
  expect(() =>
    rankSpread([
      [1, 2],
      [1, Number.NaN],
    ]),
  ).toThrow('rater 1 has a rating that is no finite number');
});
