import { completeRaters, type RatingTable } from './complete-raters.ts';
import { kendallW } from './kendall-w.ts';

/** What a panel rated in one round, and the W reported for it. */
export interface RatedRound<Rater, Item> {
  readonly w: number | null;
  readonly table: RatingTable<Rater, Item>;
}

/** Both from -1 to 1, positive where agreement grew. */
export interface ConcordanceChange {
  /** W less the previous W, each as reported; null where either is null. */
  readonly change: number | null;
  /**
   * The same over common ground only; null with fewer than two common items or raters, or where either W is undefined.
   */
  readonly changeCommon: number | null;
  /** How many raters that is based on. */
  readonly commonRaters: number;
  readonly commonItems: number;
}

/**
 * How far agreement has moved since the panel's last round of the same kind.
 *
 * The reported Ws stand on different items and raters: where low items leave, W sinks though nobody changes an answer.
 * `changeCommon` therefore takes both Ws anew over the items asked in both rounds, and the raters who rated all of
 * those in both.
 */
export function concordanceChange<Rater, Item>(
  previous: RatedRound<Rater, Item>,
  current: RatedRound<Rater, Item>,
): ConcordanceChange {
  return {
    change: difference(current.w, previous.w),
    ...commonChange(previous.table, current.table),
  };
}

function commonChange<Rater, Item>(
  previous: RatingTable<Rater, Item>,
  current: RatingTable<Rater, Item>,
): Omit<ConcordanceChange, 'change'> {
  const askedBefore = new Set(previous.items);
  const items = current.items.filter((item) => askedBefore.has(item));
  const before = completeRaters({ items, ratings: previous.ratings });
  const after = completeRaters({ items, ratings: current.ratings });
  const rowBefore = new Map(before.raters.map((rater, row) => [rater, before.ratings[row]!]));
  const rowAfter = new Map(after.raters.map((rater, row) => [rater, after.ratings[row]!]));
  const raters = after.raters.filter((rater) => rowBefore.has(rater));
  return {
    changeCommon: difference(
      kendallW(raters.map((rater) => rowAfter.get(rater)!)),
      kendallW(raters.map((rater) => rowBefore.get(rater)!)),
    ),
    commonRaters: raters.length,
    commonItems: items.length,
  };
}

/** Finer than any threshold that a study sets. */
const DECIMALS = 12;

/**
 * The difference of two Ws, each the double nearest to its value. What they are rounded by makes 0.75 less 0.7 more than
 * 0.05: a difference that is a decimal but for that is this decimal, so that no verdict depends on a last bit.
 */
function difference(now: number | null, before: number | null): number | null {
  if (now === null || before === null) return null;
  const change = now - before;
  const written = Number(change.toFixed(DECIMALS));
  return Math.abs(change - written) <= Number.EPSILON ? written : change;
}
