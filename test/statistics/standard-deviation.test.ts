import { expect, test } from 'vitest';
import { standardDeviation } from '../../src/statistics/standard-deviation.ts';

test('squared deviations are divided by n - 1', () => {
  expect(standardDeviation([2, 4, 4, 4, 5, 5, 7, 9])).toBe(Math.sqrt(32 / 7));
});

test('equal ratings have none, in decimals too', () => {
  expect(standardDeviation([0.1, 0.1, 0.1])).toBe(0);
  expect(standardDeviation([1.1, 1.1, 1.1, 1.1, 1.1, 1.1])).toBe(0);
});

test('the standard deviation of one rating is null', () => {
  expect(standardDeviation([3])).toBeNull();
  expect(standardDeviation([])).toBeNull();
});

test('ratings far from 0 keep their digits', () => {
  expect(standardDeviation([1e9 + 0.1, 1e9 + 0.2, 1e9 + 0.3])).toBe(0.1);
});
