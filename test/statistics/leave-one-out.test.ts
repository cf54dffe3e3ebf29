import { expect, test } from 'vitest';
import { leaveOneOut } from '../../src/statistics/leave-one-out.ts';
import { meanPairwiseSpearman } from '../../src/statistics/mean-pairwise-spearman.ts';
import { meanSpearman } from '../../src/statistics/mean-spearman.ts';
import { expectDigits, readVectors } from './vectors.ts';

interface Case {
  readonly ratings: readonly (readonly number[])[];
  readonly low: number | null;
  readonly high: number | null;
  readonly pairwise: number | null;
}

test('the least and the greatest W without one rater agree with R to 12 digits', () => {
  for (const [at, { ratings, low, high }] of readVectors<Case[]>('one-left-out').entries()) {
    const told = leaveOneOut(ratings);
    expectDigits(told.low, low, 12, `case ${at}, low`);
    expectDigits(told.high, high, 12, `case ${at}, high`);
  }
});

test('the W without one rater are null under four raters', () => {
  const order = [3, 2, 1];
  expect(leaveOneOut([order, order, order])).toEqual({ low: null, high: null });
  expect(leaveOneOut([order, order, order, order])).toEqual({ low: 1, high: 1 });
});

test('the mean of the pairs’ Spearman coefficients agrees with R', () => {
  for (const [at, { ratings, pairwise }] of readVectors<Case[]>('one-left-out').entries()) {
    const told = meanPairwiseSpearman(ratings);
    if (told === null || pairwise === null) expect(told, `case ${at}`).toBe(pairwise);
    // A sum of coefficients of either sign near 0 has fewer digits.
    else expect(Math.abs(told - pairwise), `case ${at}`).toBeLessThan(2e-15);
  }
});

test('the mean of the pairs equals (m W - 1) / (m - 1) where all raters tie alike', () => {
  const ratings = [
    [1, 2, 3, 4],
    [2, 1, 4, 3],
    [4, 2, 3, 1],
  ];
  expect(meanPairwiseSpearman(ratings)).toBeCloseTo(meanSpearman(ratings)!, 14);
  expect(meanPairwiseSpearman([[1, 2], [3, 3]])).toBeNull(); // biome-ignore format: a table
});
