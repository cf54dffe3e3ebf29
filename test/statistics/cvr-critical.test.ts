import { expect, test } from 'vitest';
import { contentValidityRatio, criticalEssential, LAWSHE_1975 } from '../../src/statistics/cvr-critical.ts';
import { readVectors } from './vectors.ts';

test('agrees with R’s binomial distribution for 1 to 1000 experts', () => {
  for (const [raters, critical] of readVectors<[number, number | null][]>('cvr-critical')) {
    expect(criticalEssential(raters), `${raters} experts`).toBe(critical);
  }
});

test('is the number that Ayre & Scally print', () => {
  const printed = new Map([
    [5, 5],
    [7, 7],
    [8, 7],
    [9, 8],
    [10, 9],
    [12, 10],
    [13, 10],
    [15, 12],
    [20, 15],
    [40, 26],
  ]);
  for (const [raters, critical] of printed)
    expect(criticalEssential(raters), `${raters} experts`).toBe(critical);
});

test('with fewer than five experts none is enough', () => {
  expect([0, 1, 2, 3, 4].map(criticalEssential)).toEqual([null, null, null, null, null]);
});

test('the ratio is -1 for nobody, 0 for half, 1 for all', () => {
  expect(contentValidityRatio(0, 12)).toBe(-1);
  expect(contentValidityRatio(6, 12)).toBe(0);
  expect(contentValidityRatio(12, 12)).toBe(1);
  expect(contentValidityRatio(9, 12)).toBe(0.5);
});

test('without a rating there is no ratio', () => {
  expect(contentValidityRatio(0, 0)).toBeNull();
});

test('Lawshe’s printed value stands for the numbers he printed, and no other', () => {
  expect(LAWSHE_1975.get(9)).toBe(0.78);
  expect(LAWSHE_1975.get(40)).toBe(0.29);
  expect(LAWSHE_1975.get(16)).toBeUndefined();
  expect(LAWSHE_1975.size).toBe(16);
});
