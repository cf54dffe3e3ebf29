import { averageRanks } from './average-ranks.ts';
import { rankSpread } from './rank-spread.ts';
import { countInPairs } from './shuffles-in-pairs.ts';
import { countOneByOne } from './shuffles-one-by-one.ts';
import { sumOfSquares } from './sum-of-squares.ts';

const SHUFFLES = 9_999;

/** Above this many ratings the chi-square tail is as good, and shuffling them would take long. */
const MOST_RATINGS_SHUFFLED = 20_000;

/** How shuffles are drawn: what a seed gives differs between versions, what it estimates does not. */
export const PERMUTATION_VERSION = 2;

/**
 * How often chance alone gives a W at least as large: each rater's own ratings are shuffled over the items.
 *
 *     p = (1 + shuffles with W at least as large) / (1 + 9,999)
 *
 * A rater's ranks are the same numbers in every order, so the ties' correction stays, and W is at least as large
 * exactly where S is: S is compared in integers, of doubled ranks, without rounding. What is shuffled are the ranks in
 * ascending order, rater by rater in the order of their ranks: the same p whatever the order of raters and items.
 *
 * May take a second: run it in a worker.
 *
 * @param ratings one row a rater, one column an item; no cell is missing
 * @param seed a whole number from 0 to 2⁵³ - 1; the same one gives the same p on every machine
 * @param version how the shuffles are drawn: 1 one by one, from 2 on in pairs
 * @returns a multiple of 1/10,000; null where W is undefined or raters × items exceeds 20,000
 * @see Legendre (2005), Species associations: the Kendall coefficient of concordance revisited, Journal of
 *   Agricultural, Biological, and Environmental Statistics 10(2), 226-245
 */
export function permutationP(
  ratings: readonly (readonly number[])[],
  seed: number,
  version = PERMUTATION_VERSION,
): number | null {
  const items = ratings[0]?.length ?? 0;
  if (ratings.length * items > MOST_RATINGS_SHUFFLED || rankSpread(ratings) === null) return null;

  const doubledRanks = ratings.map((row) => Int32Array.from(averageRanks(row), (rank) => 2 * rank));
  const observed = sumOfSquares(rankSums(doubledRanks, items));
  const ascending = doubledRanks.map((ranks) => ranks.toSorted()).sort(byRanks);
  const count = version === 1 ? countOneByOne : countInPairs;
  return (1 + count(ascending, { observed, shuffles: SHUFFLES, seed })) / (1 + SHUFFLES);
}

function rankSums(rankings: readonly Int32Array[], items: number): Int32Array {
  const sums = new Int32Array(items);
  for (const ranks of rankings) {
    for (let item = 0; item < items; item += 1) sums[item]! += ranks[item]!;
  }
  return sums;
}

function byRanks(one: Int32Array, other: Int32Array): number {
  const differing = one.findIndex((rank, place) => rank !== other[place]);
  return differing === -1 ? 0 : one[differing]! - other[differing]!;
}
