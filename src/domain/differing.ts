/** The middle half of a panel's ratings of an item in its previous round: from the first quartile to the third. */
export interface MiddleHalf {
  readonly q1: number;
  readonly q3: number;
}

/** What decides whether an answer's reason would help the panel. */
export interface ReasonedAnswer {
  readonly state: 'open' | 'rated' | 'no_opinion';
  readonly value: number | null;
  readonly reason: string | null;
  readonly standsBy: boolean;
}

/** Quartiles between two ratings are interpolated: a rating this close to a quartile counts as on it. */
const SAME = 1e-9;

/**
 * Whether a rating lies outside the middle half of the panel's previous round; where several panels asked the item,
 * outside that of each. Without a middle half (the panel's answers are not shown) it is false.
 */
export function isDiffering(value: number | null, halves: readonly MiddleHalf[]): boolean {
  if (value === null || halves.length === 0) return false;
  return halves.every(({ q1, q3 }) => value < q1 - SAME || value > q3 + SAME);
}

/**
 * Whether a rating lies at least one point of the scale from the panel's median; where several panels asked the item,
 * from each median. A median between two points lies proportionally between their places.
 *
 * @param medians of panels that are shown; at least one
 * @param scale its values, in any order; a rating that is not on it is measured from the nearest of its points
 */
export function isPointApart(value: number, medians: readonly number[], scale: readonly number[]): boolean {
  const points = scale.toSorted((one, other) => one - other);
  return medians.every((median) => Math.abs(placeOn(points, value) - placeOn(points, median)) >= 1 - SAME);
}

/** Where a value stands among ascending points: 0 at the first, 0.5 halfway to the second. */
function placeOn(points: readonly number[], value: number): number {
  const above = points.findIndex((point) => point >= value);
  if (above < 0) return points.length - 1;
  if (above === 0) return 0;
  const [from, to] = [points[above - 1]!, points[above]!];
  return above - 1 + (value - from) / (to - from);
}

/**
 * Whether an expert is unobtrusively asked for the reason of an answer: it differs, or its kind of round asks for the
 * reason of such a rating, and the expert has neither given one nor said to stand by the answer.
 */
export function wantsReason(
  answer: ReasonedAnswer,
  halves: readonly MiddleHalf[],
  kind: { asksReason(value: number): boolean },
): boolean {
  const { state, value, reason, standsBy } = answer;
  if (state !== 'rated' || value === null || reason !== null || standsBy) return false;
  return isDiffering(value, halves) || kind.asksReason(value);
}
