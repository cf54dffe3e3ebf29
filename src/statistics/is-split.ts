/** On a scale with fewer points, half its range is only a step or two. */
export const POINTS_FOR_SPLIT = 5;

/** Quartiles of decimals have no exact binary form. */
const SAME = 1e-9;

/**
 * Whether the middle half of an item's ratings is as wide as half the scale: a word for spread, not for camps.
 *
 * @param description.counts each value of the scale, as text, to its number of ratings; zeros too
 * @returns null without a rating, and on a scale of under five points
 */
export function isSplit({
  counts,
  q1,
  q3,
}: {
  readonly counts: Readonly<Record<string, number>>;
  readonly q1: number | null;
  readonly q3: number | null;
}): boolean | null {
  const values = Object.keys(counts).map(Number);
  if (q1 === null || q3 === null || values.length < POINTS_FOR_SPLIT) return null;
  return q3 - q1 >= ((Math.max(...values) - Math.min(...values)) / 2) * (1 - SAME);
}
