import { expect, test } from 'vitest';
import { endShares } from '../../src/statistics/end-shares.ts';

const counts = (...each: number[]) => Object.fromEntries(each.map((count, at) => [String(at + 1), count]));

test('the shares in the two highest and the two lowest points of a scale', () => {
  expect(endShares(counts(1, 2, 3, 4, 10))).toEqual({ top: 14 / 20, bottom: 3 / 20 });
  expect(endShares(counts(1, 0, 0, 3))).toEqual({ top: 0.75, bottom: 0.25 });
});

test('three points stand at each end from eight points on', () => {
  expect(endShares(counts(1, 1, 1, 0, 0, 0, 0, 1))).toEqual({ top: 0.25, bottom: 0.75 });
  expect(endShares(counts(1, 1, 1, 0, 0, 0, 1))).toEqual({ top: 0.25, bottom: 0.5 });
  // By value, not by how the texts sort.
  expect(endShares(counts(0, 0, 0, 0, 0, 0, 0, 1, 1, 2))).toEqual({ top: 1, bottom: 0 });
});

test('end shares are null without a rating, under four points, and above ten', () => {
  const none = { top: null, bottom: null };
  expect([endShares(counts(0, 0, 0, 0)), endShares(counts(1, 1, 1))]).toEqual([none, none]);
  expect(endShares(counts(...Array<number>(11).fill(1)))).toEqual(none);
});
