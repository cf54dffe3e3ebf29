import { decimalSums } from './decimal-sums.ts';

/**
 * The mean of an item's ratings, as near as a number can be to the mean of the decimals written in the scale.
 *
 *     Σx / n
 *
 * @returns null without a rating
 * @example
 * meanRating([0.7, 1.1, 2.4]) // 1.4
 */
export function meanRating(ratings: readonly number[]): number | null {
  const { n, unit, sum } = decimalSums(ratings);
  return n === 0 ? null : Number(sum) / Number(unit * BigInt(n));
}
