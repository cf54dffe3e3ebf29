import { decimalSums } from './decimal-sums.ts';

/**
 * Whether a count is at least so many per cent of all, in integers: 66.7 is taken as the decimal that was written, so 2
 * of 3 do not reach it, and 7 of 10 reach 70.
 *
 *     100 · count ≥ perCent · all
 */
export function reachesPerCent(count: number, all: number, perCent: number): boolean {
  const { sum, unit } = decimalSums([perCent]);
  return 100n * BigInt(count) * unit >= sum * BigInt(all);
}
