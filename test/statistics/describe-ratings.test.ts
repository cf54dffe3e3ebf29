import { describe, expect, test } from 'vitest';
import { describeRatings } from '../../src/statistics/describe-ratings.ts';
import { expectDigits, readVectors } from './vectors.ts';

interface Vector {
  ratings: number[];
  scale: number[];
  n: number;
  mean: number;
  sd: number | null;
  q1: number;
  median: number;
  q3: number;
  counts: number[];
}

describe('agrees with R to 12 digits', () => {
  const vectors = readVectors<Vector[]>('describe-ratings');
  test.each(vectors.map((vector, at) => ({ at, ...vector })))('$at: $n on $scale', (vector) => {
    const found = describeRatings(vector.ratings, vector.scale);
    expect(found.n).toBe(vector.n);
    expectDigits(found.mean, vector.mean, 12, 'mean');
    expectDigits(found.sd, vector.sd, 12, 'sd');
    expectDigits(found.q1, vector.q1, 12, 'q1');
    expectDigits(found.median, vector.median, 12, 'median');
    expectDigits(found.q3, vector.q3, 12, 'q3');
    expect(vector.scale.map((value) => found.counts[String(value)])).toEqual(vector.counts);
  });
});

test('without a rating all figures are null and all counts 0', () => {
  expect(describeRatings([], [1, 2])).toEqual({
    n: 0,
    mean: null,
    sd: null,
    median: null,
    q1: null,
    q3: null,
    counts: { '1': 0, '2': 0 },
  });
});

test('one rating has no standard deviation', () => {
  expect(describeRatings([4], [1, 2, 3, 4, 5])).toMatchObject({
    n: 1,
    mean: 4,
    sd: null,
    q1: 4,
    median: 4,
    q3: 4,
  });
});

test('quartiles are interpolated at 1 + (n - 1)q', () => {
  expect(describeRatings([5, 4], [4, 5])).toMatchObject({ q1: 4.25, median: 4.5, q3: 4.75 });
});

test('each value of the scale is counted, as text, zeros too', () => {
  expect(describeRatings([0.2, 1, 0.2], [0.2, 0.4, 1]).counts).toEqual({ '0.2': 2, '0.4': 0, '1': 1 });
});

test('the ratings passed in are not changed', () => {
  const ratings = Object.freeze([3, 1, 2]);
  describeRatings(ratings, [1, 2, 3]);
  expect(ratings).toEqual([3, 1, 2]);
});

test('a rating that is not on the scale throws', () => {
  expect(() => describeRatings([6], [1, 2, 3, 4, 5])).toThrow('rating 6 is not on the scale 1, 2, 3, 4, 5');
});
