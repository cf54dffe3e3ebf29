import { expect, test } from 'vitest';
import { chiSquareTail } from '../../src/statistics/chi-square-tail.ts';
import { countInPairs } from '../../src/statistics/shuffles-in-pairs.ts';
import { sumOfSquares } from '../../src/statistics/sum-of-squares.ts';

test('every arrangement is equally likely, in both of a pair', () => {
  // With one rater's ranks held at 0, S tells where each of 1, 10, 100 and 1000 lies beside these.
  const held = Int32Array.of(0, 1, 3, 7);
  const moved = Int32Array.of(1, 10, 100, 1000);
  const largest = (order: readonly number[]) =>
    order.reduce((sum, at, item) => sum + (held[item]! + moved[at]!) ** 2, 0);
  const observed = [...new Set(arrangements([0, 1, 2, 3]).map(largest))].sort((one, other) => one - other);
  expect(observed).toHaveLength(24);

  const shuffles = 23_999;
  const reached = observed.map((least) =>
    countInPairs([held, moved], { observed: least, shuffles, seed: 3 }),
  );
  const counts = reached.map((count, place) => count - (reached[place + 1] ?? 0));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(shuffles);
  const each = shuffles / 24;
  const chi2 = counts.reduce((sum, count) => sum + (count - each) ** 2 / each, 0);
  expect(chiSquareTail(chi2, 23)).toBeGreaterThan(0.001);
});

test('no place is favoured where the number of items does not divide 2¹⁶', () => {
  // 2.5 halves of 16 bits a place: without drawing anew, a rare place had two and its neighbours three.
  const items = 26_214;
  const isRare = (place: number) => (place % 2 === 0) === place < items / 2;
  const held = new Int32Array(items);
  held[items - 1] = 1;
  const moved = Int32Array.from({ length: items }, (_, place) => (isRare(place) ? 1 : 0));
  // S has this value where the first draw of a shuffle gave the last item a rank from a rare place.
  const observed = sumOfSquares(held) + sumOfSquares(moved) + 2;
  let rare = 0;
  for (let seed = 0; seed < 500; seed += 1)
    rare += countInPairs([held, moved], { observed, shuffles: 2, seed });
  expect(Math.abs(rare - 500)).toBeLessThan(4 * Math.sqrt(1000 * 0.5 * 0.5));
});

test('rankings are left as they were given', () => {
  const rankings = [Int32Array.of(2, 4, 6), Int32Array.of(2, 4, 6)];
  countInPairs(rankings, { observed: 0, shuffles: 5, seed: 1 });
  expect(rankings).toEqual([Int32Array.of(2, 4, 6), Int32Array.of(2, 4, 6)]);
});

function arrangements(places: readonly number[]): number[][] {
  if (places.length === 0) return [[]];
  return places.flatMap((place) =>
    arrangements(places.filter((other) => other !== place)).map((rest) => [place, ...rest]),
  );
}
