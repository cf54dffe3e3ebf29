import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kendallW } from '../../src/statistics/kendall-w.ts';
import { kendallWUncorrected } from '../../src/statistics/kendall-w-uncorrected.ts';
import { ratingsOfPanel } from './ratings-of-panel.ts';

test('W is corrected for ties', () => {
  expect(
    kendallW([
      [5, 4, 2, 1],
      [4, 4, 3, 1],
      [5, 3, 3, 2],
    ]),
  ).toBe(79 / 84);
});

test('W is defined for two raters', () => {
  expect(
    kendallW([
      [1, 2, 3, 4, 5],
      [2, 1, 4, 3, 5],
    ]),
  ).toBe(0.9);
});

test('W of two raters in opposite order is 0', () => {
  expect(
    kendallW([
      [1, 2, 3],
      [3, 2, 1],
    ]),
  ).toBe(0);
});

test('W is undefined for one rater', () => {
  expect(kendallW([[3, 1, 2]])).toBeNull();
  expect(kendallW([])).toBeNull();
});

test('W is undefined for one item', () => {
  expect(kendallW([[3], [1], [2]])).toBeNull();
  expect(kendallW([[], []])).toBeNull();
});

test('W is undefined where every rater gives one rating to all items, even where the raters differ', () => {
  expect(
    kendallW([
      [4, 4, 4],
      [4, 4, 4],
    ]),
  ).toBeNull();
  expect(
    kendallW([
      [4, 4, 4],
      [2, 2, 2],
    ]),
  ).toBeNull();
});

test('a single rater who tells items apart is enough for W to be defined', () => {
  expect(
    kendallW([
      [4, 4, 4],
      [4, 4, 4],
      [1, 2, 3],
    ]),
  ).toBe(1 / 3);
});

test('perfect agreement is exactly 1, beyond 2⁵³ too', () => {
  const row = Array.from({ length: 5000 }, (_, item) => (item * 7919) % 613);
  expect(kendallW(Array.from({ length: 300 }, () => row))).toBe(1);
});

test('W is from 0 to 1, at most 1 exactly, and the order of the raters does not matter', () => {
  fc.assert(
    fc.property(ratingsOfPanel(), fc.nat(), (ratings, turn) => {
      const w = kendallW(ratings);
      if (w === null) return;
      expect(w).toBeGreaterThanOrEqual(0);
      expect(w).toBeLessThanOrEqual(1);
      const split = turn % ratings.length;
      expect(kendallW([...ratings.slice(split), ...ratings.slice(0, split)].reverse())).toBe(w);
    }),
  );
});

test('the order of the items does not matter', () => {
  fc.assert(
    fc.property(ratingsOfPanel(), (ratings) => {
      expect(kendallW(ratings.map((row) => row.toReversed()))).toBe(kendallW(ratings));
    }),
  );
});

test('only the order of a rater’s ratings matters: any rising scale gives the same W', () => {
  fc.assert(
    fc.property(ratingsOfPanel(), (ratings) => {
      const relabelled = ratings.map((row, rater) => row.map((rating) => rating ** 3 / (rater + 3) - 0.1));
      expect(kendallW(relabelled)).toBe(kendallW(ratings));
    }),
  );
});

test('turning every rater’s scale round gives the same W', () => {
  fc.assert(
    fc.property(ratingsOfPanel(), (ratings) => {
      expect(kendallW(ratings.map((row) => row.map((rating) => -rating)))).toBe(kendallW(ratings));
    }),
  );
});

test('the correction for ties never makes W smaller, and leaves it alone without ties', () => {
  fc.assert(
    fc.property(ratingsOfPanel(), (ratings) => {
      const w = kendallW(ratings);
      const uncorrected = kendallWUncorrected(ratings);
      expect(uncorrected === null).toBe(w === null);
      if (w === null || uncorrected === null) return;
      expect(w).toBeGreaterThanOrEqual(uncorrected);
      if (ratings.every((row) => new Set(row).size === row.length)) expect(w).toBe(uncorrected);
    }),
  );
});
