import { kendallW } from './kendall-w.ts';

/**
 * The smallest and the largest W with one rater left out: how far W depends on a single rater. Not a confidence
 * interval.
 */
export interface LeaveOneOut {
  readonly low: number | null;
  readonly high: number | null;
}

/** With fewer raters, too few would remain to be a panel. */
const FEWEST_RATERS = 4;

/**
 * @param ratings one row a rater, one column an item; no cell is missing
 * @returns null under four raters; a W that leaving a rater out makes undefined is passed over
 */
export function leaveOneOut(ratings: readonly (readonly number[])[]): LeaveOneOut {
  const ws =
    ratings.length < FEWEST_RATERS
      ? []
      : ratings.flatMap((_, left) => kendallW(ratings.filter((_row, rater) => rater !== left)) ?? []);
  return ws.length === 0 ? { low: null, high: null } : { low: Math.min(...ws), high: Math.max(...ws) };
}
