import { expect, test } from 'vitest';
import { fuzzyCrisp } from '../../src/statistics/fuzzy-crisp.ts';
import { expectDigits, readVectors } from './vectors.ts';

const countsOf = (counts: readonly number[]) =>
  Object.fromEntries(counts.map((count, at) => [String(at + 1), count]));

test('agrees with R to 12 digits', () => {
  const { fuzzy } = readVectors<{ fuzzy: { counts: number[]; crisp: number }[] }>('shares');
  for (const { counts, crisp } of fuzzy) expectDigits(fuzzyCrisp(countsOf(counts)), crisp, 12, counts.join());
});

test('each point has the centroid of its triangle', () => {
  const alone = [0, 1, 2, 3, 4].map((at) =>
    fuzzyCrisp(countsOf([0, 1, 2, 3, 4].map((point) => Number(point === at)))),
  );
  expect(alone).toEqual([1 / 12, 1 / 4, 1 / 2, 3 / 4, 11 / 12]);
});

test('with twelve experts on five points, 0.7 is a plain mean between 3.83 and 4.00', () => {
  const means: number[] = [];
  const experts = 12;
  for (let ones = 0; ones <= experts; ones += 1)
    for (let twos = 0; ones + twos <= experts; twos += 1)
      for (let threes = 0; ones + twos + threes <= experts; threes += 1)
        for (let fours = 0; ones + twos + threes + fours <= experts; fours += 1) {
          const fives = experts - ones - twos - threes - fours;
          const counts = [ones, twos, threes, fours, fives];
          const mean = counts.reduce((sum, count, at) => sum + count * (at + 1), 0) / experts;
          const lowest = Math.abs(fuzzyCrisp(countsOf(counts))! - 0.7);
          if (lowest < 0.0035) means.push(mean);
        }
  expect(Math.min(...means).toFixed(2)).toBe('3.83');
  expect(Math.max(...means).toFixed(2)).toBe('4.00');
});

test('the crisp value is null without ratings, and on a scale of two points', () => {
  expect(fuzzyCrisp(countsOf([0, 0, 0, 0, 0]))).toBeNull();
  expect(fuzzyCrisp(countsOf([2, 3]))).toBeNull();
});
