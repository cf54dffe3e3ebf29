/**
 * What one rater's ties take from the greatest possible spread of ranks: t³ - t, summed over each group of t equal
 * ratings. 0 where no two ratings are equal, n³ - n where all are.
 *
 * @param ratings finite numbers, one an item
 * @see Kendall & Gibbons (1990), Rank Correlation Methods, 5th ed., ch. 6
 * @example
 * tieTerm([5, 3, 3, 2]) // 6
 */
export function tieTerm(ratings: readonly number[]): number {
  const tied = new Map<number, number>();
  for (const rating of ratings) tied.set(rating, (tied.get(rating) ?? 0) + 1);
  let term = 0;
  for (const t of tied.values()) term += t ** 3 - t;
  return term;
}
