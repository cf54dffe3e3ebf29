import { expect, test } from 'vitest';
import { availableW } from '../../src/statistics/available-w.ts';
import { kendallW } from '../../src/statistics/kendall-w.ts';
import { readVectors } from './vectors.ts';

interface Case {
  readonly ratings: readonly (readonly (number | null)[])[];
  readonly w: number | null;
}

test('W from ratings with gaps agrees with R to 12 digits', () => {
  const cases = readVectors<Case[]>('available-w');
  expect(
    cases.filter(({ ratings, w }) => w !== null && ratings.flat().includes(null)).length,
  ).toBeGreaterThan(40);
  for (const [at, { ratings, w }] of cases.entries()) {
    const told = availableW(ratings);
    // Near 0 a sum of coefficients of either sign has fewer digits than it has decimals.
    if (told === null || w === null) expect(told, `case ${at}`).toBe(w);
    else expect(Math.abs(told - w), `case ${at}`).toBeLessThan(1e-12 * Math.max(1, Math.abs(w)));
  }
});

test('W from ratings with gaps equals W where there are neither ties nor gaps', () => {
  const ratings = [
    [1, 2, 3, 4],
    [2, 1, 4, 3],
    [4, 2, 3, 1],
  ];
  expect(availableW(ratings)).toBeCloseTo(kendallW(ratings)!, 14);
});

test('W from ratings with gaps is 1 where any two raters order their common items alike', () => {
  const order = [5, 4, 3, 2, 1];
  const gaps = [order, [5, null, 3, null, 1], [null, 4, 3, 2, null], [null, null, null, 2, 1]];
  expect(availableW(gaps)).toBeCloseTo(1, 14);
});

test('W from ratings with gaps is null where no two raters order common items', () => {
  expect(availableW([])).toBeNull();
  expect(availableW([[1, 2], [2, null]])).toBeNull(); // biome-ignore format: a table
  expect(availableW([[1, 2, null, null], [null, null, 1, 2]])).toBeNull(); // biome-ignore format: a table
  expect(availableW([[3, 3, 3], [3, 3, 3]])).toBeNull(); // biome-ignore format: a table
});
