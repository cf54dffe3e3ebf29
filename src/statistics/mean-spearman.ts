import { rankSpread } from './rank-spread.ts';

/**
 * The mean Spearman correlation of all pairs of m raters, as W (corrected for ties) tells it; from -1/(m - 1) to 1.
 *
 *     (m W - 1) / (m - 1)
 *
 * It is the mean of the pairs' coefficients exactly where no rating is tied, or all raters have alike ties. Near
 * W = 1/m the difference m W - 1 would lose its digits, so it is taken between integers.
 *
 * @param ratings one row a rater, one column an item; no cell is missing
 * @returns null where `kendallW` is
 * @see Kendall & Gibbons (1990), Rank Correlation Methods, 5th ed., ch. 6
 */
export function meanSpearman(ratings: readonly (readonly number[])[]): number | null {
  const ranks = rankSpread(ratings);
  if (!ranks) return null;
  const { raters, spread12, greatestWithTies } = ranks;
  return Number(BigInt(raters) * spread12 - greatestWithTies) / Number(greatestWithTies * BigInt(raters - 1));
}
