import type { RoundComparison } from '../domain/compare-rounds.ts';
import type { ItemJudgement } from '../domain/judged-round.ts';
import { countAgreed, PUBLISHED_RULES, type PublishedRule } from '../domain/published-agreement.ts';
import type { WhyNull } from '../domain/why-null.ts';
import { endCounts, endShares } from '../statistics/end-shares.ts';
import { fuzzyCrisp } from '../statistics/fuzzy-crisp.ts';
import { isSplit, POINTS_FOR_SPLIT } from '../statistics/is-split.ts';
import { minority } from '../statistics/minority.ts';
import { plain, type TextKey } from '../texts/i18n.ts';
import { type ItemColumn, PER_CENT, shareInterval, TWO_DECIMALS, VARIATION_COLUMN } from './item-column.ts';
import type { RoundColumn } from './round-column.ts';

const P_FORMAT = '0.0000';

/** How far a panel's ratings on a scale agree, and how they moved since the round before. */
export const AGREEMENT_COLUMNS: readonly ItemColumn[] = [
  column('top2', 'summary.sheet.top2', PER_CENT, ({ counts }) => endShares(counts).top, whyNoEnds),
  ...shareInterval(
    {
      ...{ json: 'top2', share: () => plain('summary.sheet.top2') },
      counted: ({ counts }) => {
        const ends = endCounts(counts);
        return ends && { count: ends.top, n: ends.n };
      },
    },
    whyNoEnds,
  ),
  column('bottom2', 'summary.sheet.bottom2', PER_CENT, ({ counts }) => endShares(counts).bottom, whyNoEnds),
  { ...column('iqr', 'summary.sheet.iqr', TWO_DECIMALS, iqrOf), isMain: true },
  VARIATION_COLUMN,
  {
    json: 'split',
    header: () => plain('summary.sheet.split'),
    of: isSplit,
    whyNull: whyFew,
  },
  {
    json: 'minority',
    header: () => plain('summary.sheet.minority'),
    of: ({ counts, median }) => minority(counts, median),
  },
  {
    ...column('fuzzy', 'summary.sheet.fuzzy', TWO_DECIMALS, ({ counts }) => fuzzyCrisp(counts), whyFew),
    note: () => plain('summary.sheet.fuzzyNote'),
  },
  ...PUBLISHED_RULES.map(({ name, holds }) => ({
    json: `agrees_${name}`,
    header: () => plain(`summary.sheet.agrees.${name}`),
    note: () => plain('summary.sheet.agrees.note'),
    of: holds,
    whyNull: whyNoRule(name),
  })),
  compared('unchanged', 'summary.sheet.unchanged', PER_CENT, 'unchanged', 'few_common'),
  compared('unchanged_chosen', 'summary.sheet.unchangedChosen', PER_CENT, 'unchangedChosen', 'all_in_bulk'),
  compared('kappa', 'summary.sheet.kappa', TWO_DECIMALS, 'kappa', 'all_equal'),
  compared('wilcoxon_p', 'summary.sheet.wilcoxonP', P_FORMAT, 'wilcoxonP', 'nobody_changed'),
  {
    ...compared('wilcoxon_holm', 'summary.sheet.wilcoxonHolm', P_FORMAT, 'wilcoxonP', 'nobody_changed'),
    of: ({ wilcoxonHolm }) => wilcoxonHolm ?? null,
    note: () => plain('summary.sheet.wilcoxonHolmNote'),
  },
  compared('wilcoxon_least', 'summary.sheet.wilcoxonLeast', P_FORMAT, 'wilcoxonLeast', 'nobody_changed'),
];

/** How many items count as agreed by each of the field's rules; null where the rule does not apply to the scale. */
export const AGREEMENT_ROUND_COLUMNS: readonly RoundColumn[] = PUBLISHED_RULES.map((rule) => ({
  json: `items_${rule.name}`,
  header: () => plain('summary.sheet.agrees.items', { rule: plain(`summary.sheet.agrees.${rule.name}`) }),
  format: '0',
  of: ({ items }) => countAgreed(items, rule)?.agreed ?? null,
  whyNull: ({ items }) => {
    const rated = items.find(({ n }) => n > 0);
    return rated ? whyNoRule(rule.name)(rated) : 'no_answers';
  },
}));

function whyNoRule(name: PublishedRule['name']) {
  return name === 'iqr' ? whyNotNarrow : whyNoEnds;
}

function column(
  json: string,
  header: TextKey,
  format: string,
  of: ItemColumn['of'],
  whyNull: (item: ItemJudgement) => WhyNull = () => 'no_answers',
): ItemColumn {
  return { json, header: () => plain(header), format, of, whyNull };
}

/** Without a rating there are no ends; on a scale of over ten points it is unclear how many points make one. */
function whyNoEnds({ n, counts }: ItemJudgement): WhyNull {
  if (n === 0) return 'no_answers';
  return Object.keys(counts).length < POINTS_FOR_SPLIT ? 'few_points' : 'too_large';
}

function whyFew({ n }: ItemJudgement): WhyNull {
  return n === 0 ? 'no_answers' : 'few_points';
}

/** The rule applies to scales of four or five points. */
function whyNotNarrow({ n, counts }: ItemJudgement): WhyNull {
  if (n === 0) return 'no_answers';
  return Object.keys(counts).length < POINTS_FOR_SPLIT ? 'few_points' : 'too_large';
}

/** @param whyNull why the figure is null although some rated the item twice */
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
