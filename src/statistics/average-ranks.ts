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
  const ascending = ratings.map((_, item) => item).sort((a, b) => ratings[a]! - ratings[b]!);
  const ranks = new Array<number>(ratings.length);
  let first = 0;
  while (first < ascending.length) {
    let last = first;
    while (last + 1 < ascending.length && ratings[ascending[last + 1]!] === ratings[ascending[first]!])
      last += 1;
    for (let place = first; place <= last; place += 1) ranks[ascending[place]!] = (first + last) / 2 + 1;
    first = last + 1;
  }
  return ranks;
}
