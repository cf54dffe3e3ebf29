import { expect, test } from 'vitest';
import { reachesPerCent } from '../../src/statistics/reaches-per-cent.ts';

test('a count at its share reaches it, one below does not', () => {
  expect([reachesPerCent(9, 12, 75), reachesPerCent(8, 12, 75)]).toEqual([true, false]);
  expect([reachesPerCent(7, 10, 70), reachesPerCent(14, 20, 70)]).toEqual([true, true]);
});

test('decimals are taken as they were written', () => {
  expect([reachesPerCent(2, 3, 66.6), reachesPerCent(2, 3, 66.7)]).toEqual([true, false]);
  // 0.55 * 20 is 11.000000000000002 in doubles, and so is 29 / 100 * 100 below 29.
  expect([reachesPerCent(11, 20, 55), reachesPerCent(29, 100, 29), reachesPerCent(23, 200, 11.5)]).toEqual([
    ...[true, true, true],
  ]);
});
