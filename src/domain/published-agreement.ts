import { endCounts } from '../statistics/end-shares.ts';
import { reachesPerCent } from '../statistics/reaches-per-cent.ts';
import type { ItemJudgement } from './judged-round.ts';

type Rated = Pick<ItemJudgement, 'counts' | 'q1' | 'q3'>;

/** A rule by which published studies declare agreement on an item. */
export interface PublishedRule {
  readonly name: 'top70' | 'top75' | 'top80' | 'iqr' | 'cos';
  /** Null without a rating, and where the rule does not apply to a scale of so many points. */
  holds(item: Rated): boolean | null;
}

/**
 * The most common rules of the field, side by side: they disagree with one another, and no source shows one to be
 * right. Here they decide nothing.
 *
 * @see Diamond et al. (2014), J Clin Epidemiol 67(4), 401-409: per cent agreement, with 75 as the median of those that
 *   studies used; von der Gracht (2012), Technol Forecast Soc Change 79(8), 1525-1536: an interquartile range of 1 or
 *   less, on scales of four or five points; core outcome sets: at least 70 % for it and fewer than 15 % against
 */
export const PUBLISHED_RULES: readonly PublishedRule[] = [
  { name: 'top70', holds: forIt(70) },
  { name: 'top75', holds: forIt(75) },
  { name: 'top80', holds: forIt(80) },
  { name: 'iqr', holds: isNarrow },
  { name: 'cos', holds: isForAndHardlyAgainst },
];

/** How many of the items a rule calls agreed, of those that it says anything about; null where there are none. */
export function countAgreed(
  items: readonly Rated[],
  { holds }: PublishedRule,
): { readonly agreed: number; readonly of: number } | null {
  const verdicts = items.flatMap((item) => holds(item) ?? []);
  return verdicts.length === 0 ? null : { agreed: verdicts.filter(Boolean).length, of: verdicts.length };
}

/** At least so many per cent of the ratings are in the highest points of the scale. */
function forIt(perCent: number): PublishedRule['holds'] {
  return ({ counts }) => {
    const ends = endCounts(counts);
    return ends && reachesPerCent(ends.top, ends.n, perCent);
  };
}

const FOR = 70;
const AGAINST = 15;

function isForAndHardlyAgainst({ counts }: Rated): boolean | null {
  const ends = endCounts(counts);
  return ends && reachesPerCent(ends.top, ends.n, FOR) && !reachesPerCent(ends.bottom, ends.n, AGAINST);
}

const POINTS_OF_NARROW: readonly number[] = [4, 5];
/** Quartiles of decimals have no exact binary form. */
const SAME = 1e-9;

/** Whether the middle half of the ratings spans at most one step of the scale. */
function isNarrow({ counts, q1, q3 }: Rated): boolean | null {
  const values = Object.keys(counts).map(Number);
  if (q1 === null || q3 === null || !POINTS_OF_NARROW.includes(values.length)) return null;
  const step = (Math.max(...values) - Math.min(...values)) / (values.length - 1);
  return q3 - q1 <= step * (1 + SAME);
}
