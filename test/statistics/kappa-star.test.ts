import { expect, test } from 'vitest';
import { kappaStar } from '../../src/statistics/kappa-star.ts';
import { expectDigits, readVectors } from './vectors.ts';

test('agrees with R to 12 digits', () => {
  for (const [relevant, judges, expected] of readVectors<[number, number, number][]>('kappa-star')) {
    expectDigits(kappaStar(relevant, judges), expected, 12, `${relevant} of ${judges}`);
  }
});

test('kappa* is 1 where all rate an item relevant, and below 0 where fewer do than by chance', () => {
  expect([1, 5, 1200].map((all) => kappaStar(all, all))).toEqual([1, 1, 1]);
  expect(kappaStar(1, 2)).toBe(0);
  expect(kappaStar(1, 3)).toBeLessThan(0);
});

test('kappa* stays finite with many judges', () => {
  expect(kappaStar(4000, 5000)).toBeCloseTo(0.8, 12);
});

test('kappa* is null without a rating', () => {
  expect(kappaStar(0, 0)).toBeNull();
});
