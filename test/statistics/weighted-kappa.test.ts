import { expect, test } from 'vitest';
import { type Pair, weightedKappa } from '../../src/statistics/weighted-kappa.ts';
import { expectDigits, readVectors } from './vectors.ts';

interface Case {
  readonly before: readonly number[];
  readonly now: readonly number[];
  readonly kappa: number | null;
}

test('agrees with R to 12 digits', () => {
  for (const [at, { before, now, kappa }] of readVectors<Case[]>('two-rounds').entries()) {
    const pairs = before.map((rating, pair): Pair => [rating, now[pair]!]);
    const told = weightedKappa(pairs);
    // Near 0 the difference from 1 loses digits in either program.
    if (told !== null && kappa !== null) expect(Math.abs(told - kappa), `case ${at}`).toBeLessThan(5e-15);
    else expectDigits(told, kappa, 12, `case ${at}`);
  }
});

test('weighted kappa is 1 where nobody changed, and undefined where a round is constant', () => {
  expect(weightedKappa([[1, 1], [3, 3], [5, 5]])).toBe(1); // biome-ignore format: pairs
  expect(weightedKappa([[3, 1], [3, 5]])).toBeNull(); // biome-ignore format: pairs
  expect(weightedKappa([[1, 3], [5, 3]])).toBeNull(); // biome-ignore format: pairs
  expect(weightedKappa([])).toBeNull();
});
