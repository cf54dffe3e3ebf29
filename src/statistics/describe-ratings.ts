import { quantileSorted } from 'simple-statistics';
import { meanRating } from './mean-rating.ts';
import { standardDeviation } from './standard-deviation.ts';

/** An item's ratings in figures; all but `n` and `counts` are null without a rating. */
export interface RatingDescription {
  readonly n: number;
  readonly mean: number | null;
  /** Null with fewer than two ratings. */
  readonly sd: number | null;
  readonly median: number | null;
  readonly q1: number | null;
  readonly q3: number | null;
  /** Each value of the scale, as text, to its number of ratings, zeros included. */
  readonly counts: Readonly<Record<string, number>>;
}

/**
 * Describes the ratings of one item. SD divides by n - 1; the median and the quartiles are interpolated linearly at
 * 1 + (n - 1)q, which is R's type 7 and what `simple-statistics` documents for `quantile`.
 *
 * @param ratings in any order, each a value of the scale
 * @param scale the scale's values, none twice
 * @throws RangeError where a rating is no value of the scale
 * @see Hyndman & Fan (1996), Sample quantiles in statistical packages, The American Statistician 50(4), 361-365
 * @example
 * describeRatings([4, 5], [1, 2, 3, 4, 5]).q1 // 4.25
 */
export function describeRatings(ratings: readonly number[], scale: readonly number[]): RatingDescription {
  const ascending = ratings.toSorted((a, b) => a - b);
  const quantile = (q: number) => (ascending.length === 0 ? null : quantileSorted(ascending, q));
  return {
    n: ratings.length,
    mean: meanRating(ratings),
    sd: standardDeviation(ratings),
    median: quantile(0.5),
    q1: quantile(0.25),
    q3: quantile(0.75),
    counts: countsByValue(ratings, scale),
  };
}

function countsByValue(ratings: readonly number[], scale: readonly number[]): Record<string, number> {
  const counts = new Map(scale.map((value) => [value, 0]));
  for (const rating of ratings) {
    const count = counts.get(rating);
    if (count === undefined) throw new RangeError(`rating ${rating} is not on the scale ${scale.join(', ')}`);
    counts.set(rating, count + 1);
  }
  return Object.fromEntries([...counts].map(([value, count]) => [String(value), count]));
}
