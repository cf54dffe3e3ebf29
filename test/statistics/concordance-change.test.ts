import { describe, expect, test } from 'vitest';
import { concordanceChange, type RatedRound } from '../../src/statistics/concordance-change.ts';
import { expectDigits, readVectors } from './vectors.ts';

interface RoundVector {
  raters: string[];
  items: string[];
  ratings: (number | null)[][];
  w: number | null;
}
interface Vector {
  previous: RoundVector;
  current: RoundVector;
  change_common: number | null;
}

function ratedRound({ raters, items, ratings, w }: RoundVector): RatedRound<string, string> {
  const rated = raters.map((rater, row) => {
    const cells = items.flatMap((item, column) => {
      const rating = ratings[row]![column]!;
      return rating === null ? [] : [[item, rating] as const];
    });
    return [rater, new Map(cells)] as const;
  });
  return { w, table: { items, ratings: new Map(rated) } };
}

/** Raters A, B, … of items 1, 2, …, one row each. */
function round(w: number | null, ...ratings: number[][]): RatedRound<string, string> {
  const raters = ratings.map((_, row) => String.fromCharCode(65 + row));
  const items = (ratings[0] ?? []).map((_, column) => String(column + 1));
  return ratedRound({ raters, items, ratings, w });
}

describe('both Ws anew over common items and raters: agrees with R', () => {
  const vectors = readVectors<Vector[]>('concordance-change');
  test.each(vectors.map((vector, at) => ({ at: at + 1, ...vector })))('drawn $at', (vector) => {
    const { changeCommon } = concordanceChange(ratedRound(vector.previous), ratedRound(vector.current));
    // A difference of two numbers up to 1: absolute digits.
    if (vector.change_common === null) expect(changeCommon).toBeNull();
    else expect(Math.abs(changeCommon! - vector.change_common)).toBeLessThan(5e-15);
  });
  test('most of them have common ground, some have none', () => {
    const without = vectors.filter((vector) => vector.change_common === null);
    expect(without.length).toBeGreaterThan(3);
    expect(without.length).toBeLessThan(vectors.length / 2);
  });
});

test('the change is W less the previous W, each as reported', () => {
  const { change } = concordanceChange(round(0.5, [1, 2], [1, 2]), round(0.25, [1, 2], [2, 1]));
  expectDigits(change, -0.25, 15, 'change');
});

test('0.75 less 0.7 is 0.05, whatever doubles make of it', () => {
  expect(concordanceChange(round(0.7, [1, 2]), round(0.75, [1, 2])).change).toBe(0.05);
  expect(concordanceChange(round(0.7, [1, 2]), round(0.65, [1, 2])).change).toBe(-0.05);
});

test('the change is null where either round reported no W', () => {
  expect(concordanceChange(round(null, [1, 1]), round(0.4, [1, 2], [1, 2])).change).toBeNull();
  expect(concordanceChange(round(0.4, [1, 2], [1, 2]), round(null)).change).toBeNull();
});

test('where no answer changes and low items leave, the common change is 0 though W moved', () => {
  const previous = round(0.8, [5, 4, 1], [4, 5, 1], [5, 5, 2]);
  const current = ratedRound({
    raters: ['A', 'B', 'C'],
    items: ['1', '2'],
    ratings: [
      [5, 4],
      [4, 5],
      [5, 5],
    ],
    w: 0,
  });
  expect(concordanceChange(previous, current)).toEqual({
    ...{ change: -0.8, changeCommon: 0, commonRaters: 3, commonItems: 2 },
  });
});

test('a rater who skipped a common item in either round is left out', () => {
  const previous = round(0.1, [1, 2, 3], [1, 2, 3], [3, 2, 1]);
  const current = ratedRound({
    raters: ['A', 'B', 'C'],
    items: ['1', '2', '3'],
    ratings: [
      [1, 2, 3],
      [1, 2, 3],
      [3, 2, null],
    ],
    w: 1,
  });
  expect(concordanceChange(previous, current).changeCommon).toBe(0);
});

test('a rater who skipped only an item that is not common counts', () => {
  const previous = ratedRound({
    raters: ['A', 'B'],
    items: ['1', '2', '3'],
    ratings: [
      [1, 2, null],
      [2, 1, 5],
    ],
    w: null,
  });
  expect(concordanceChange(previous, round(1, [1, 2], [1, 2])).changeCommon).toBe(1);
});

test('the common change is null with fewer than two common raters', () => {
  const previous = ratedRound({
    raters: ['B', 'X'],
    items: ['1', '2'],
    ratings: [
      [1, 2],
      [1, 2],
    ],
    w: 1,
  });
  expect(concordanceChange(previous, round(1, [1, 2], [1, 2])).changeCommon).toBeNull();
});

test('the common change is null with fewer than two common items', () => {
  const previous = ratedRound({
    raters: ['A', 'B'],
    items: ['2', '9'],
    ratings: [
      [1, 2],
      [1, 2],
    ],
    w: 1,
  });
  expect(concordanceChange(previous, round(1, [1, 2], [1, 2])).changeCommon).toBeNull();
});

test('the common change is null where either W is undefined over the common ground', () => {
  expect(concordanceChange(round(null, [3, 3], [4, 4]), round(1, [1, 2], [1, 2])).changeCommon).toBeNull();
});
