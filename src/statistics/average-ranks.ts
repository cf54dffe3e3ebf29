/**
 * Ranks of one rater's ratings, the lowest rating first; equal ratings share the mean of the ranks they take up.
 *
 * Every rank is a whole number or a half, so twice a rank is exactly an integer.
 *
 * @param ratings finite numbers, one an item
 * @returns one rank an item, in the order given, from 1 to n; their sum is n(n + 1)/2
 * @see Kendall & Gibbons (1990), Rank Correlation Methods, 5th ed., ch. 3; R: `rank(x, ties.method = "average")`
 * @example
 * averageRanks([5, 3, 3, 2]) // [4, 2.5, 2.5, 1]
 */
export function averageRanks(ratings: readonly number[]): number[] {
  const ascending = Float64Array.from(ratings).sort();
  const rankOf = new Map<number, number>();
  let first = 0;
  while (first < ascending.length) {
    let last = first;
    while (ascending[last + 1] === ascending[first]) last += 1;
    rankOf.set(ascending[first]!, (first + last) / 2 + 1);
    first = last + 1;
  }
  return ratings.map((rating) => rankOf.get(rating)!);
}
