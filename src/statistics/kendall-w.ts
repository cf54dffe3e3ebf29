import { rankSpread } from './rank-spread.ts';

/**
 * Kendall's coefficient of concordance W, corrected for ties: how far m raters order the same n items alike, from 0
 * (not at all) to 1 (identically).
 *
 *     W = 12 S / (m² (n³ - n) - m T)
 *
 * S: squared deviations of the items' rank sums from their mean, summed.
 * T: t³ - t, summed over each group of t tied items of each rater.
 *
 * @param ratings one row a rater, one column an item; no cell is missing
 * @returns W, or null where it is undefined: fewer than two raters, fewer than two items, or every rater gave one
 *   rating to all items (the divisor is 0)
 * @see Kendall & Babington Smith (1939), The problem of m rankings, Annals of Mathematical Statistics 10(3), 275-287;
 *   R: `vegan::kendall.global`, which corrects for ties in the same way
 * @example
 * kendallW([[5, 4, 2, 1], [4, 4, 3, 1], [5, 3, 3, 2]]) // 79 / 84
 */
export function kendallW(ratings: readonly (readonly number[])[]): number | null {
  const ranks = rankSpread(ratings);
  return ranks && Number(ranks.spread12) / Number(ranks.greatestWithTies);
}
