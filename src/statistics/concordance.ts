import { chiSquare } from './chi-square.ts';
import { chiSquareTail } from './chi-square-tail.ts';
import { kendallW } from './kendall-w.ts';
import { kendallWUncorrected } from './kendall-w-uncorrected.ts';
import { meanSpearman } from './mean-spearman.ts';

/** How far the raters of a panel agree on the order of its items; every member is null where W is undefined. */
export interface Concordance {
  /** Kendall's W, corrected for ties; 0 to 1. */
  readonly w: number | null;
  readonly wUncorrected: number | null;
  readonly chi2: number | null;
  readonly df: number | null;
  /** Upper tail of the chi-square distribution; exactly 0 where it is below 1e-300. */
  readonly p: number | null;
  /** -1/(raters - 1) to 1. */
  readonly meanSpearman: number | null;
}

/**
 * All figures that go with W except the permutation test, which takes long and has its own function.
 *
 * @param ratings one row a rater, one column an item; no cell is missing (see `completeRaters`)
 * @returns every member null with fewer than two raters, fewer than two items, or every rater giving one rating to all
 *   items
 */
export function concordance(ratings: readonly (readonly number[])[]): Concordance {
  const w = kendallW(ratings);
  if (w === null) return { w, wUncorrected: null, chi2: null, df: null, p: null, meanSpearman: null };

  const items = ratings[0]!.length;
  const chi2 = chiSquare(w, ratings.length, items);
  const df = items - 1;
  const p = chiSquareTail(chi2, df);
  return { w, wUncorrected: kendallWUncorrected(ratings), chi2, df, p, meanSpearman: meanSpearman(ratings) };
}
