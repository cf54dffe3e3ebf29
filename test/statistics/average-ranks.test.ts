import fc from 'fast-check';
import { expect, test } from 'vitest';
import { averageRanks } from '../../src/statistics/average-ranks.ts';

test('the lowest rating has rank 1, the highest rank n', () => {
  expect(averageRanks([30, 10, 20])).toEqual([3, 1, 2]);
});

test('equal ratings share the mean of their ranks', () => {
  expect(averageRanks([5, 3, 3, 2])).toEqual([4, 2.5, 2.5, 1]);
  expect(averageRanks([2, 2, 2, 9])).toEqual([2, 2, 2, 4]);
});

test('decimals and negative ratings are ranked by value', () => {
  expect(averageRanks([0.2, -1.5, 0.2, 10])).toEqual([2.5, 1, 2.5, 4]);
});

test('one item has rank 1, none has none', () => {
  expect(averageRanks([4])).toEqual([1]);
  expect(averageRanks([])).toEqual([]);
});

test('the ratings passed in are not changed', () => {
  const ratings = Object.freeze([3, 1, 2]);
  averageRanks(ratings);
  expect(ratings).toEqual([3, 1, 2]);
});

test('ranks add up to n(n + 1)/2 whatever is tied', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 5 })), (ratings) => {
      const n = ratings.length;
      expect(averageRanks(ratings).reduce((sum, rank) => sum + rank, 0)).toBe((n * (n + 1)) / 2);
    }),
  );
});
