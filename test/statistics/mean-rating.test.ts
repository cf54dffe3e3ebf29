import fc from 'fast-check';
import { expect, test } from 'vitest';
import { meanRating } from '../../src/statistics/mean-rating.ts';

test('a mean that is the neutral point by hand is not above it by rounding', () => {
  expect((0.7 + 1.1 + 2.4) / 3).toBeGreaterThan(1.4);
  expect(meanRating([0.7, 1.1, 2.4])).toBe(1.4);
  expect(meanRating([0.1, 0.1, 0.1])).toBe(0.1);
});

test('the mean of no ratings is null', () => {
  expect(meanRating([])).toBeNull();
});

test('ratings that lie evenly about a tenth have exactly that mean', () => {
  const tenths = fc.integer({ min: -99, max: 99 });
  fc.assert(
    fc.property(tenths, fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1 }), (middle, distances) => {
      const ratings = distances.flatMap((distance) => [(middle - distance) / 10, (middle + distance) / 10]);
      expect(meanRating(ratings)).toBe(middle / 10 + 0);
    }),
  );
});
