import { expect, test } from 'vitest';
import { holm } from '../../src/statistics/holm.ts';
import { expectDigits, readVectors } from './vectors.ts';

interface Case {
  readonly p: readonly (number | null)[];
  readonly holm: readonly (number | null)[];
}

test('agrees with R to 12 digits, tests that could not be made left out', () => {
  for (const [at, { p, holm: adjusted }] of readVectors<{ holm: Case[] }>('shares').holm.entries()) {
    const ours = holm(p);
    expect(ours).toHaveLength(p.length);
    for (const [test, one] of ours.entries()) expectDigits(one, adjusted[test]!, 12, `test ${test} of ${at}`);
  }
});

test('corrected p are never above 1, and there are none of no tests', () => {
  expect(holm([0.9, 0.8])).toEqual([1, 1]);
  expect(holm([])).toEqual([]);
});
