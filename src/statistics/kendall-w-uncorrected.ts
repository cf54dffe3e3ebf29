import { rankSpread } from './rank-spread.ts';

/**
 * Kendall's W without the correction for ties, as many papers print it. Ties make it smaller than the corrected one,
 * and keep it from reaching 1.
 *
 *     W = 12 S / (m² (n³ - n))
 *
 * @param ratings one row a rater, one column an item; no cell is missing
 * @returns null exactly where `kendallW` is, though this divisor alone is never 0: the two stand side by side
 * @see Kendall & Babington Smith (1939), The problem of m rankings, Annals of Mathematical Statistics 10(3), 275-287
 */
export function kendallWUncorrected(ratings: readonly (readonly number[])[]): number | null {
  const ranks = rankSpread(ratings);
  return ranks && Number(ranks.spread12) / Number(ranks.greatest);
}
