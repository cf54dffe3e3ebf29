import { type SeededRandom, seededRandom } from './seeded-random.ts';
import type { Counting } from './shuffles-in-pairs.ts';
import { sumOfSquares } from './sum-of-squares.ts';

/**
 * What `countInPairs` does, as it was done before: every rater's ranks are shuffled, one shuffle after the other. Kept
 * for studies whose protocol names it.
 *
 * @param rankings doubled ranks, one row a rater
 */
export function countOneByOne(
  rankings: readonly Int32Array[],
  { observed, shuffles, seed }: Counting,
): number {
  const shuffled = rankings.map((ranks) => ranks.slice());
  const random = seededRandom(seed);
  let atLeastAsLarge = 0;
  for (let shuffle = 0; shuffle < shuffles; shuffle += 1) {
    if (sumOfSquares(shuffledRankSums(shuffled, random)) >= observed) atLeastAsLarge += 1;
  }
  return atLeastAsLarge;
}

/** Shuffles each rater's ranks in place (Fisher & Yates), adding each rank as soon as its item is settled. */
function shuffledRankSums(rankings: readonly Int32Array[], random: SeededRandom): Int32Array {
  const items = rankings[0]!.length;
  const sums = new Int32Array(items);
  for (const ranks of rankings) {
    for (let item = items - 1; item >= 0; item -= 1) {
      const other = random.below(item + 1);
      const rank = ranks[other]!;
      ranks[other] = ranks[item]!;
      ranks[item] = rank;
      sums[item]! += rank;
    }
  }
  return sums;
}
