import { decimalSums } from './decimal-sums.ts';

/**
 * How many ratings lie at least half the scale's range from the median, on whichever side has more of them; never more
 * than half of all.
 *
 * @param counts each value of the scale, as text, to its number of ratings; zeros too
 * @param median of the ratings; null: there is none
 * @returns null without a rating
 * @example
 * minority({ 1: 3, 2: 0, 3: 0, 4: 1, 5: 5 }, 5) // 3
 */
export function minority(counts: Readonly<Record<string, number>>, median: number | null): number | null {
  if (median === null) return null;
  const values = Object.keys(counts).map(Number);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const beyond = (isAway: (value: number) => boolean) =>
    values.filter(isAway).reduce((sum, value) => sum + counts[String(value)]!, 0);
  return Math.max(
    beyond((value) => value < median && isAtLeastHalf([median, -value], [most, -least])),
    beyond((value) => value > median && isAtLeastHalf([value, -median], [most, -least])),
  );
}

/** Whether a difference is at least half of a range, computed in decimals as written. */
function isAtLeastHalf(difference: readonly number[], range: readonly number[]): boolean {
  const [one, other] = [decimalSums(difference), decimalSums(range)];
  return 2n * one.sum * other.unit >= other.sum * one.unit;
}
