import { averageRanks } from './average-ranks.ts';

/**
 * The mean of the Spearman correlations of all pairs of raters: Pearson's coefficient of their average ranks, from -1
 * to 1. What W tells as its mean correlation is this only where all raters tie alike.
 *
 * @param ratings one row a rater, one column an item; no cell is missing
 * @returns null with fewer than two raters or items, and with a rater who ties everything, who orders nothing
 * @see R: `cor(t(ratings), method = "spearman")`, its upper triangle
 */
export function meanPairwiseSpearman(ratings: readonly (readonly number[])[]): number | null {
  const raters = ratings.length;
  const items = ratings[0]?.length ?? 0;
  if (raters < 2 || items < 2) return null;
  // Twice a rank less its mean is a whole number.
  const rows = ratings.map((row) => averageRanks(row).map((rank) => 2 * rank - (items + 1)));
  const lengths = rows.map((row) => Math.sqrt(product(row, row)));
  if (lengths.some((length) => length === 0)) return null;
  let sum = 0;
  for (let one = 0; one < raters; one += 1) {
    for (let other = one + 1; other < raters; other += 1)
      sum += product(rows[one]!, rows[other]!) / (lengths[one]! * lengths[other]!);
  }
  return sum / ((raters * (raters - 1)) / 2);
}

function product(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, at) => sum + value * other[at]!, 0);
}
