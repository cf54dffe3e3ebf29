import { describe, expect, test } from 'vitest';
import { exactP } from '../../src/statistics/exact-p.ts';
import { permutationP } from '../../src/statistics/permutation-p.ts';
import { seededRandom } from '../../src/statistics/seeded-random.ts';

describe('lies as near to the share among all orders as 9,999 shuffles can', () => {
  test.each([
    {
      name: 'ties',
      ratings: [
        [5, 4, 2, 1],
        [4, 4, 3, 1],
        [5, 3, 3, 2],
      ],
    },
    {
      name: 'two raters, two items',
      ratings: [
        [1, 2],
        [1, 2],
      ],
    },
    {
      name: 'two raters, wholly alike',
      ratings: [
        [1, 2, 3, 4, 5],
        [1, 2, 3, 4, 5],
      ],
    },
    {
      name: 'two raters, nearly alike',
      ratings: [
        [1, 2, 3, 4, 5],
        [2, 1, 3, 5, 4],
      ],
    },
    {
      name: 'no agreement',
      ratings: [
        [1, 2, 3],
        [2, 3, 1],
        [3, 1, 2],
      ],
    },
    {
      name: 'one flat rater',
      ratings: [
        [3, 3, 3, 3],
        [1, 2, 3, 4],
        [1, 3, 2, 4],
      ],
    },
    {
      name: 'five raters of three items',
      ratings: [
        [1, 2, 3],
        [1, 3, 2],
        [1, 2, 2],
        [2, 1, 3],
        [1, 2, 3],
      ],
    },
    {
      name: 'decimals',
      ratings: [
        [0.1, 0.2, 0.3, 0.3],
        [0.2, 0.1, 0.3, 0.3],
        [0.1, 0.1, 0.3, 0.2],
      ],
    },
  ])('$name', ({ ratings }) => {
    const exact = exactP(ratings)!;
    const deviation = Math.sqrt((exact * (1 - exact)) / 9_999);
    for (const version of [1, 2]) {
      for (const seed of [1, 2, 3]) {
        const p = permutationP(ratings, seed, version)!;
        expect(Math.abs(p - exact)).toBeLessThanOrEqual(4 * deviation + 1e-4);
      }
    }
  });
});

const tied = [
  [5, 3, 4, 2, 1, 4],
  [3, 3, 4, 2, 2, 5],
  [4, 1, 5, 3, 2, 2],
  [2, 3, 4, 1, 5, 4],
];

const few = [
  [5, 4, 2, 1],
  [4, 4, 3, 1],
  [5, 3, 3, 2],
];

describe('a seed gives the same p everywhere (values of a Python program written from the description)', () => {
  test('drawn in pairs', () => {
    expect(permutationP(few, 1404)).toBe(0.0082);
    expect(permutationP(few, 1405)).toBe(0.0062);
    expect(permutationP(tied, 7)).toBe(0.159);
    expect(permutationP(tied, 7)).toBe(0.159);
    expect(permutationP(tied, 2 ** 40 + 3)).toBe(0.1571);
  });
  test('as studies have it whose protocol names the first version', () => {
    expect(permutationP(few, 1404, 1)).toBe(0.0077);
    expect(permutationP(few, 1405, 1)).toBe(0.0067);
    expect(permutationP(tied, 7, 1)).toBe(0.1614);
  });
});

test('neither the order of the raters nor that of the items matters, nor the scale’s values', () => {
  expect(permutationP(tied.toReversed(), 7)).toBe(0.159);
  expect(
    permutationP(
      tied.map((row) => row.toReversed()),
      7,
    ),
  ).toBe(0.159);
  expect(
    permutationP(
      tied.map((row) => row.map((rating) => rating / 7)),
      7,
    ),
  ).toBe(0.159);
});

test('agreement beyond all shuffles is told as 1 in 10,000', () => {
  const row = Array.from({ length: 20 }, (_, item) => item);
  expect(
    permutationP(
      Array.from({ length: 12 }, () => row),
      1,
    ),
  ).toBe(0.0001);
});

test('where no order agrees less, p is 1', () => {
  expect(
    permutationP(
      [
        [1, 2, 3],
        [2, 3, 1],
        [3, 1, 2],
      ],
      1,
    ),
  ).toBe(1);
});

test('the test shuffles up to 20,000 ratings, and is left out for more', () => {
  const random = seededRandom(1);
  const drawn = (raters: number, items: number) =>
    Array.from({ length: raters }, () => Array.from({ length: items }, () => random.below(5)));
  expect(permutationP(drawn(2000, 10), 1)).toBeGreaterThan(0);
  expect(permutationP(drawn(20_001 / 3, 3), 1)).toBeNull();
});

test('p is undefined where W is', () => {
  expect(permutationP([[1, 2, 3]], 1)).toBeNull();
  expect(permutationP([[1], [2]], 1)).toBeNull();
  expect(
    permutationP(
      [
        [4, 4],
        [2, 2],
      ],
      1,
    ),
  ).toBeNull();
  expect(permutationP([], 1)).toBeNull();
});
