import { decimalSums } from './decimal-sums.ts';

/**
 * Whether the mean of some ratings is above a bound, all taken as the decimals that were written: 0.7, 1.1 and 2.4 are
 * not above 1.4.
 *
 *     Σx > n · bound
 *
 * @param ratings at least one
 */
export function isMeanAbove(ratings: readonly number[], bound: number): boolean {
  const rated = decimalSums(ratings);
  const { sum, unit } = decimalSums([bound]);
  return rated.sum * unit > BigInt(rated.n) * sum * rated.unit;
}
