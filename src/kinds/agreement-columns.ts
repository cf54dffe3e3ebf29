import type { RoundComparison } from '../domain/compare-rounds.ts';
import type { JudgedItem } from '../domain/judged-round.ts';
import { endShares } from '../statistics/end-shares.ts';
import { minority } from '../statistics/minority.ts';
import { plain, type TextKey } from '../texts/i18n.ts';
import { type ItemColumn, TWO_DECIMALS, VARIATION_COLUMN } from './item-column.ts';

const PER_CENT = '0%';
const P_FORMAT = '0.0000';

/** On a scale with fewer points, half its range is a step or two. */
const POINTS_FOR_SPLIT = 5;

/** How far a panel's ratings on a scale agree, and how they moved since the round before. */
export const AGREEMENT_COLUMNS: readonly ItemColumn[] = [
  column('top2', 'summary.sheet.top2', PER_CENT, ({ counts }) => endShares(counts).top),
  column('bottom2', 'summary.sheet.bottom2', PER_CENT, ({ counts }) => endShares(counts).bottom),
  column('iqr', 'summary.sheet.iqr', TWO_DECIMALS, iqrOf),
  VARIATION_COLUMN,
  { json: 'split', header: () => plain('summary.sheet.split'), of: isSplit },
  {
    json: 'minority',
    header: () => plain('summary.sheet.minority'),
    of: ({ counts, median }) => minority(counts, median),
  },
  compared('unchanged', 'summary.sheet.unchanged', PER_CENT, 'unchanged'),
  compared('unchanged_chosen', 'summary.sheet.unchangedChosen', PER_CENT, 'unchangedChosen'),
  compared('kappa', 'summary.sheet.kappa', TWO_DECIMALS, 'kappa'),
  compared('wilcoxon_p', 'summary.sheet.wilcoxonP', P_FORMAT, 'wilcoxonP'),
  compared('wilcoxon_least', 'summary.sheet.wilcoxonLeast', P_FORMAT, 'wilcoxonLeast'),
];

function column(json: string, header: TextKey, format: string, of: ItemColumn['of']): ItemColumn {
  return { json, header: () => plain(header), format, of };
}

function compared(json: string, header: TextKey, format: string, figure: keyof RoundComparison): ItemColumn {
  return column(json, header, format, (item) => item.compared?.[figure] ?? null);
}

function iqrOf({ q1, q3 }: JudgedItem): number | null {
  return q1 === null || q3 === null ? null : q3 - q1;
}

/** Quartiles of decimals have no exact binary form. */
const SAME = 1e-9;

/** Whether the middle half of the ratings is as wide as half the scale. */
function isSplit(item: JudgedItem): boolean | null {
  const values = Object.keys(item.counts).map(Number);
  const iqr = iqrOf(item);
  if (iqr === null || values.length < POINTS_FOR_SPLIT) return null;
  const range = Math.max(...values) - Math.min(...values);
  return iqr >= (range / 2) * (1 - SAME);
}
