/** An item's ratings at the two ends of its scale. */
export interface Ends {
  readonly top: number;
  readonly bottom: number;
  /** All ratings. */
  readonly n: number;
}

/** From this many points on, three count as an end; below, two. */
const POINTS_FOR_THREE = 8;
const FEWEST_POINTS = 4;
const MOST_POINTS = 10;

/**
 * Ratings in the two highest and in the two lowest points of a scale; three points each from eight on.
 *
 * @param counts each value of the scale, as text, to its number of ratings; zeros too
 * @returns null without a rating, under four points (two of which are half the scale) and above ten
 */
export function endCounts(counts: Readonly<Record<string, number>>): Ends | null {
  const ascending = Object.entries(counts).sort(([one], [other]) => Number(one) - Number(other));
  const points = ascending.length;
  const n = sumOf(ascending);
  if (n === 0 || points < FEWEST_POINTS || points > MOST_POINTS) return null;
  const ends = points >= POINTS_FOR_THREE ? 3 : 2;
  return { top: sumOf(ascending.slice(-ends)), bottom: sumOf(ascending.slice(0, ends)), n };
}

/** The same as shares, each 0 to 1. */
export function endShares(counts: Readonly<Record<string, number>>): {
  top: number | null;
  bottom: number | null;
} {
  const ends = endCounts(counts);
  return ends === null
    ? { top: null, bottom: null }
    : { top: ends.top / ends.n, bottom: ends.bottom / ends.n };
}

function sumOf(points: readonly (readonly [string, number])[]): number {
  return points.reduce((sum, [, count]) => sum + count, 0);
}
