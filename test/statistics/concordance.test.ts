import { describe, expect, test } from 'vitest';
import { completeRaters } from '../../src/statistics/complete-raters.ts';
import { concordance } from '../../src/statistics/concordance.ts';
import { expectDigits, readVectors } from './vectors.ts';

interface Vector {
  name: string;
  ratings: (number | null)[][];
  raters: number;
  w: number | null;
  w_uncorrected: number | null;
  chi2: number | null;
  df: number | null;
  p: number | null;
  log_p: number | null;
  mean_spearman: number | null;
  mean_spearman_by_pairs: number | null;
}

function completeOf(ratings: (number | null)[][]) {
  const rated = ratings.map((row) =>
    row.flatMap((rating, item) => (rating === null ? [] : [[item, rating] as const])),
  );
  return completeRaters({
    items: ratings[0]!.map((_, item) => item),
    ratings: new Map(rated.map((row, rater) => [rater, new Map(row)])),
  });
}

describe('agrees with R, figures to 12 digits and p to 9 at least', () => {
  test.each(readVectors<Vector[]>('concordance'))('$name', (vector) => {
    const complete = completeOf(vector.ratings);
    expect(complete.raters).toHaveLength(vector.raters);
    const found = concordance(complete.ratings);
    expectDigits(found.w, vector.w, 12, 'w');
    expectDigits(found.wUncorrected, vector.w_uncorrected, 12, 'wUncorrected');
    expectDigits(found.chi2, vector.chi2, 12, 'chi2');
    expect(found.df).toBe(vector.df);
    expectDigits(found.meanSpearman, vector.mean_spearman, 12, 'meanSpearman');
    const told = vector.log_p !== null && vector.log_p < -300 * Math.LN10 ? 0 : vector.p;
    expectDigits(found.p, told, 10, 'p');
    if (vector.mean_spearman_by_pairs !== null) {
      expect(found.meanSpearman).toBeCloseTo(vector.mean_spearman_by_pairs, 12);
    }
  });
});

const undefinedConcordance = {
  w: null,
  wUncorrected: null,
  chi2: null,
  df: null,
  p: null,
  meanSpearman: null,
};

test('with fewer than two raters everything is undefined', () => {
  expect(concordance([])).toEqual(undefinedConcordance);
  expect(concordance([[1, 2, 3]])).toEqual(undefinedConcordance);
});

test('with fewer than two items everything is undefined', () => {
  expect(concordance([[], []])).toEqual(undefinedConcordance);
  expect(concordance([[1], [2]])).toEqual(undefinedConcordance);
});

test('where every rater gives one rating to all items everything is undefined', () => {
  expect(
    concordance([
      [1, 1],
      [5, 5],
    ]),
  ).toEqual(undefinedConcordance);
});
