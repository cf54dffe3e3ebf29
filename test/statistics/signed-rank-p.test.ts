import { expect, test } from 'vitest';
import { leastSignedRankP, signedRankP } from '../../src/statistics/signed-rank-p.ts';
import type { Pair } from '../../src/statistics/weighted-kappa.ts';
import { expectDigits, readVectors } from './vectors.ts';

interface Case {
  readonly before: readonly number[];
  readonly now: readonly number[];
  readonly p: number | null;
  readonly least: number | null;
}

test('agrees with R to 9 digits: enumerated, exact without ties, and approximated over 200 changes', () => {
  for (const [at, { before, now, p, least }] of readVectors<Case[]>('two-rounds').entries()) {
    const pairs = before.map((rating, pair): Pair => [rating, now[pair]!]);
    expectDigits(signedRankP(pairs), p, 9, `case ${at}`);
    const changes = pairs.filter(([one, other]) => one !== other).length;

    expectDigits(leastSignedRankP(changes), least, 12, `case ${at}: least`);
  }
});

test('experts who did not change are left out, and with nobody else there is no test', () => {
  const changed: Pair[] = [
    [1, 4],
    [2, 3],
    [2, 4],
  ];
  expect(signedRankP([...changed, [5, 5], [3, 3]])).toBe(signedRankP(changed));
  expect(signedRankP(changed)).toBe(0.25);
  expect(signedRankP([[5, 5]])).toBeNull();
});

test('changes of one size are tied, whatever their binary form', () => {
  const pairs: Pair[] = [
    [0.1, 0.3],
    [0.2, 0.4],
    [0.6, 0.4],
  ];
  expect(signedRankP(pairs)).toBe(1);
});

test('the least p is that of all changes in one direction', () => {
  expect([0, 1, 2, 5].map(leastSignedRankP)).toEqual([null, 1, 0.5, 0.0625]);
  const rising = Array.from({ length: 9 }, (_, at): Pair => [1, at + 2]);
  expect(signedRankP(rising)).toBe(leastSignedRankP(9));
});
