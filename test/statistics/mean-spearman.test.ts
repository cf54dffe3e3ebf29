import fc from 'fast-check';
import { expect, test } from 'vitest';
import { meanSpearman } from '../../src/statistics/mean-spearman.ts';

test('(m w - 1) / (m - 1), with the W corrected for ties', () => {
  expect(
    meanSpearman([
      [5, 4, 2, 1],
      [4, 4, 3, 1],
      [5, 3, 3, 2],
    ]),
  ).toBe(51 / 56);
});

test('two raters in opposite order are at -1, alike at 1', () => {
  expect(
    meanSpearman([
      [1, 2, 3, 4],
      [4, 3, 2, 1],
    ]),
  ).toBe(-1);
  expect(
    meanSpearman([
      [1, 2, 3, 3],
      [1, 2, 3, 3],
    ]),
  ).toBe(1);
});

test('where m w is 1 it is exactly 0, though w is no round number', () => {
  expect(
    meanSpearman([
      [4, 4, 4],
      [4, 4, 4],
      [1, 2, 3],
    ]),
  ).toBe(0);
});

test('of two raters without ties it is Spearman’s coefficient, to the last digit near 0 too', () => {
  const order = (n: number) =>
    fc.shuffledSubarray(
      Array.from({ length: n }, (_, item) => item + 1),
      { minLength: n },
    );
  const pair = fc.integer({ min: 2, max: 60 }).chain((n) => fc.tuple(order(n), order(n)));
  fc.assert(
    fc.property(pair, ([one, other]) => {
      const n = one.length;
      const squares = one.reduce((sum, rank, item) => sum + (rank - other[item]!) ** 2, 0);
      expect(meanSpearman([one, other])).toBe((n ** 3 - n - 6 * squares) / (n ** 3 - n));
    }),
  );
});

test('the mean Spearman coefficient is undefined where W is', () => {
  expect(
    meanSpearman([
      [4, 4, 4],
      [4, 4, 4],
    ]),
  ).toBeNull();
  expect(meanSpearman([[1, 2, 3]])).toBeNull();
  expect(meanSpearman([[1], [2]])).toBeNull();
});
