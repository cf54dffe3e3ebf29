/** Of two points each is the other's neighbour, with nothing in between. */
const POINTS_FOR_FUZZY = 3;

/**
 * The crisp value of fuzzy Delphi: each rating stands for the triangle from its lower neighbour over itself to its
 * upper one on a scale from 0 to 1, and the mean triangle for its centroid. A rating at an end has no neighbour beyond
 * it.
 *
 *     mean of (low + middle + high) / 3
 *
 * The usual triangles and their centroid, as guides to fuzzy Delphi teach them; the points stand at equal distances.
 *
 * @param counts each value of the scale, as text, to its number of ratings; zeros too
 * @returns 0 to 1; null without a rating, and on a scale of under three points
 * @example
 * fuzzyCrisp({ 1: 0, 2: 0, 3: 0, 4: 4, 5: 0 }) // 0.75
 */
export function fuzzyCrisp(counts: Readonly<Record<string, number>>): number | null {
  const ascending = Object.entries(counts).sort(([one], [other]) => Number(one) - Number(other));
  const n = ascending.reduce((sum, [, count]) => sum + count, 0);
  const last = ascending.length - 1;
  if (n === 0 || ascending.length < POINTS_FOR_FUZZY) return null;
  // Summed in thirds of a step, so that whole values stay exact.
  const thirds = ascending.reduce(
    (sum, [, count], at) => sum + count * (Math.max(0, at - 1) + at + Math.min(last, at + 1)),
    0,
  );
  return thirds / (3 * last * n);
}
