import type { RoundComparison } from '../domain/compare-rounds.ts';
import type { ItemJudgement } from '../domain/judged-round.ts';
import type { WhyNull } from '../domain/why-null.ts';
import { endShares } from '../statistics/end-shares.ts';
import { isSplit, POINTS_FOR_SPLIT } from '../statistics/is-split.ts';
import { minority } from '../statistics/minority.ts';
import { plain, type TextKey } from '../texts/i18n.ts';
import { type ItemColumn, TWO_DECIMALS, VARIATION_COLUMN } from './item-column.ts';

const PER_CENT = '0%';
const P_FORMAT = '0.0000';

/** How far a panel's ratings on a scale agree, and how they moved since the round before. */
export const AGREEMENT_COLUMNS: readonly ItemColumn[] = [
  column('top2', 'summary.sheet.top2', PER_CENT, ({ counts }) => endShares(counts).top, whyNoEnds),
  column('bottom2', 'summary.sheet.bottom2', PER_CENT, ({ counts }) => endShares(counts).bottom, whyNoEnds),
  column('iqr', 'summary.sheet.iqr', TWO_DECIMALS, iqrOf),
  VARIATION_COLUMN,
  {
    json: 'split',
    header: () => plain('summary.sheet.split'),
    of: isSplit,
    whyNull: ({ n }) => (n === 0 ? 'no_answers' : 'few_points'),
  },
  {
    json: 'minority',
    header: () => plain('summary.sheet.minority'),
    of: ({ counts, median }) => minority(counts, median),
  },
  compared('unchanged', 'summary.sheet.unchanged', PER_CENT, 'unchanged', 'few_common'),
  compared('unchanged_chosen', 'summary.sheet.unchangedChosen', PER_CENT, 'unchangedChosen', 'all_in_bulk'),
  compared('kappa', 'summary.sheet.kappa', TWO_DECIMALS, 'kappa', 'all_equal'),
  compared('wilcoxon_p', 'summary.sheet.wilcoxonP', P_FORMAT, 'wilcoxonP', 'nobody_changed'),
  compared('wilcoxon_least', 'summary.sheet.wilcoxonLeast', P_FORMAT, 'wilcoxonLeast', 'nobody_changed'),
];

function column(
  json: string,
  header: TextKey,
  format: string,
  of: ItemColumn['of'],
  whyNull: (item: ItemJudgement) => WhyNull = () => 'no_answers',
): ItemColumn {
  return { json, header: () => plain(header), format, of, whyNull };
}

/** Without a rating nothing stands at the ends; a scale of over ten points has too many of them. */
function whyNoEnds({ n, counts }: ItemJudgement): WhyNull {
  if (n === 0) return 'no_answers';
  return Object.keys(counts).length < POINTS_FOR_SPLIT ? 'few_points' : 'too_large';
}

/** @param whyNull where some rated the item twice */
function compared(
  json: string,
  header: TextKey,
  format: string,
  figure: keyof RoundComparison,
  whyNull: WhyNull,
): ItemColumn {
  const why = ({ n, compared: told }: ItemJudgement): WhyNull => {
    if (!told) return 'not_asked_before';
    if (n === 0) return 'no_answers';
    return told.unchanged === null ? 'few_common' : whyNull;
  };
  return column(json, header, format, (item) => item.compared?.[figure] ?? null, why);
}

function iqrOf({ q1, q3 }: ItemJudgement): number | null {
  return q1 === null || q3 === null ? null : q3 - q1;
}
