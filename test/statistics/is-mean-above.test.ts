import { expect, test } from 'vitest';
import { isMeanAbove } from '../../src/statistics/is-mean-above.ts';

test('a mean at the bound is not above it, one rating more is', () => {
  expect(isMeanAbove([3, 3, 3], 3)).toBe(false);
  expect(isMeanAbove([3, 3, 4], 3)).toBe(true);
  expect(isMeanAbove([1, 1, 5, 5], 3)).toBe(false);
});

test('decimals are taken as they were written', () => {
  expect(isMeanAbove([0.7, 1.1, 2.4], 1.4)).toBe(false);
  expect(isMeanAbove([0.1, 0.2, 0.3], 0.2)).toBe(false);
  expect(isMeanAbove([0.1, 0.2, 0.30000001], 0.2)).toBe(true);
  expect(isMeanAbove([-1, 0.5], -0.25)).toBe(false);
});

test('a difference far below the twelfth digit counts', () => {
  const ratings = [...Array<number>(5000).fill(1_000_000), 1_000_000.000_001];
  expect(isMeanAbove(ratings, 1_000_000)).toBe(true);
});
