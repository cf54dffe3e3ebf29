import { decimalSums } from './decimal-sums.ts';

/**
 * The standard deviation of a sample: 0 exactly where all ratings are equal.
 *
 *     √( Σ(x - x̄)² / (n - 1) )
 *
 * It is taken as (n Σx² - (Σx)²) / (n (n - 1)), which would cancel in floating point and is exact in integers.
 *
 * @returns null with fewer than two ratings
 * @see R: `sd(x)`
 */
export function standardDeviation(ratings: readonly number[]): number | null {
  const { n, unit, sum, sumOfSquares } = decimalSums(ratings);
  if (n < 2) return null;
  const squares = BigInt(n) * sumOfSquares - sum * sum;
  return Math.sqrt(Number(squares) / Number(unit * unit * BigInt(n) * BigInt(n - 1)));
}
