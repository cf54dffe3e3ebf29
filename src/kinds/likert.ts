import type { JudgedRound } from '../domain/judged-round.ts';
import { type Answers, type JudgingRule, judgePanelRound, type Ruling } from '../domain/judging.ts';
import { type FrozenVersions, versionInForce } from '../domain/protocol.ts';
import { hangsOnOne, type ItemVerdict, stopRulesOf, verdictBy } from '../domain/verdict.ts';
import type { VerdictRules } from '../domain/verdict-rules.ts';
import type { WarningRule } from '../domain/warnings.ts';
import { meanText } from '../messages/figures.ts';
import { isMeanAbove } from '../statistics/is-mean-above.ts';
import { meanRating } from '../statistics/mean-rating.ts';
import { reachesPerCent } from '../statistics/reaches-per-cent.ts';
import { plain } from '../texts/i18n.ts';
import { decimal, plainNumber } from '../texts/numerals.ts';
import { AGREEMENT_COLUMNS, AGREEMENT_ROUND_COLUMNS } from './agreement-columns.ts';
import { choiceKind } from './choice/choice-kind.ts';
import type { ItemChart } from './item-chart.ts';
import { DESCRIPTION_COLUMNS } from './item-column.ts';
import type { ItemKind, ToldStudy } from './kind.ts';
import { agreementTexts } from './told/agreement.ts';
import { concordanceFold, hasSign, signTexts } from './told/concordance.ts';
import { type ItemsForm, itemsFold, otherwiseTexts } from './told/items.ts';
import { spreadOfMean, spreadRows } from './told/spread-rows.ts';
import { verdictText } from './told/verdict.ts';
import { adviceTexts, marksOf } from './told/warnings.ts';

const RULE = {
  // Named so since it was the only rule, before other kinds had theirs.
  name: 'item_kept',
  version: 2,
  rule: 'in a Likert round, by keeps_by: the mean is above the neutral point, in exact decimals; or at least agreeing_per_cent of the ratings are in the two highest points of the scale, by counts; or nobody rated the item. Dropped in its own panel only, and in no round before drops_from_round',
};

/**
 * `لیکرت`: each item is rated on the study's scale; it stays with a mean above the neutral point, or if enough agree.
 */
export const likert: ItemKind = {
  ...choiceKind((scale) => scale, {
    ratings: 'numbers',
    gist: ({ mean, median }) => (mean === null ? null : { mean, median }),
  }),
  name: 'likert',
  sheetWord: 'لیکرت',
  needsPlan: false,
  usesScale: true,
  computesW: true,
  dropsFrom: 'itsPanel',
  rule: RULE,
  asksReason: () => false,
  tooFew: () => null,
  judging,
  judge: (panel) => judgePanelRound(panel, judging(panel)),
  drops,
  speaksAgainst: (value, { counts }, { keepsBy, neutralPoint }) =>
    keepsBy === 'mean' ? value <= neutralPoint! : !highestPoints(counts).includes(String(value)),
  cutoff: ({ keepsBy, neutralPoint }) => (keepsBy === 'mean' ? neutralPoint : null),
  advice: (judged, { versions, maxRounds }) =>
    adviceTexts(judged, {
      ...{ stop: stopRulesOf(judged.rules, versions), maxRounds },
      rule: warningRule(judged, versions),
    }),
  told: (judged, { versions, maxRounds }, listLength) => {
    const { rules, number } = judged;
    const stop = stopRulesOf(rules, versions);
    return [
      ...signTexts(judged, stop),
      verdictText(judged, stop, { hasSign: hasSign(judged, stop), isLast: number >= maxRounds }),
      ...concordanceFold(judged, agreementTexts(judged.items)),
      ...itemsFold(judged.items, listLength, {
        orderOf: ({ mean }) => mean ?? 0,
        figures: (item) => figuresText(item, rules),
        columns: figureColumns(rules),
        dropsFromRound: drops(number, rules) ? null : rules.dropsFromRound,
      }),
      ...otherwiseTexts(judged.items, RULE, versions, (answers) => verdictOn(answers, rules, RULE.version)),
    ];
  },
  chart,
  figures: figuresText,
  columns: [...DESCRIPTION_COLUMNS, ...AGREEMENT_COLUMNS],
  roundColumns: AGREEMENT_ROUND_COLUMNS,
  ruleText: ({ keepsBy, neutralPoint, agreeingPerCent: perCent, dropsFromRound: round }) =>
    [
      keepsBy === 'mean'
        ? plain('protocol.kinds.mean', { neutralPoint: neutralPoint ?? 0 })
        : plain('protocol.kinds.agreeing', { perCent }),
      plain('protocol.kinds.unrated'),
      plain('protocol.kinds.ownPanel'),
      ...(round > 1 ? [plain('protocol.kinds.dropsFrom', { round })] : []),
    ].join('\n'),
  whyDropped: ({ keepsBy, agreeingPerCent: perCent }) =>
    keepsBy === 'mean' ? plain('change.why.likert') : plain('change.why.agreeing', { perCent }),
};

function judging({ scale, rules, versions, roundNumber }: Ruling): JudgingRule {
  const version = versionInForce(RULE, versions);
  return {
    ratings: scale,
    verdict: (answers) => verdictOn(answers, rules, version),
    compares: true,
    pools: false,
    hasConcordance: true,
    drops: drops(roundNumber, rules),
    reads: [
      ...([
        'keepsBy',
        rules.keepsBy === 'mean' ? 'neutralPoint' : 'agreeingPerCent',
        'dropsFromRound',
      ] as const),
    ],
  };
}

function warningRule({ rules }: JudgedRound, versions: FrozenVersions): WarningRule {
  const verdict = (answers: Answers) => verdictOn(answers, rules, versionInForce(RULE, versions));
  return { hasLevels: true, hangs: ({ counts, ruled }) => hangsOnOne({ ...ruled, counts }, verdict) };
}

/** Each item's mean with one standard deviation to either side, on the study's scale. */
function chart(rounds: readonly JudgedRound[], { scale, versions }: ToldStudy): ItemChart | null {
  const judged = rounds.at(-1);
  if (!judged) return null;
  const { rules } = judged;
  const marks = marksOf(judged, stopRulesOf(rules, versions), warningRule(judged, versions));
  const cutoff = rules.keepsBy === 'mean' ? rules.neutralPoint : null;
  const rows = spreadRows(rounds, {
    spread: spreadOfMean,
    figure: ({ mean }) => meanText(mean!, cutoff),
    marks: ({ code }) => marks.get(code) ?? [],
    orderOf: ({ mean }) => mean ?? 0,
  });
  const points = scale.toSorted((one, other) => one.value - other.value);
  const [lowest, highest] = [points[0], points.at(-1)];
  if (rows.length === 0 || !lowest || !highest) return null;
  return {
    ...{ of: 'spreads', heading: plain('summary.chart.means'), rows },
    rounds: rounds.map(({ number }) => number),
    axis: {
      ...{ from: lowest.value, to: highest.value, ends: [lowest.label, highest.label] },
      ticks: points.map(({ value }) => value),
      mark: cutoff === null ? null : { at: cutoff, name: plain('summary.chart.cutoff') },
    },
  };
}

function drops(roundNumber: number, { dropsFromRound }: VerdictRules): boolean {
  return roundNumber >= dropsFromRound;
}

function verdictOn(answers: Answers, rules: VerdictRules, version: number): ItemVerdict {
  const { keepsBy, agreeingPerCent, neutralPoint } = rules;
  if (keepsBy === 'agreeing')
    return verdictBy(reachesPerCent(agreeingIn(answers.counts), answers.n, agreeingPerCent));
  const ratings = ratingsIn(answers.counts);
  return verdictBy(
    version === 1
      ? isMeanClearlyAbove(meanRating(ratings)!, neutralPoint!)
      : isMeanAbove(ratings, neutralPoint!),
  );
}

/** Version 1 of the rule took a mean this close to the neutral point as at it. */
const SAME = 1e-12;

function isMeanClearlyAbove(mean: number, neutralPoint: number): boolean {
  return mean - neutralPoint > SAME * Math.max(1, Math.abs(neutralPoint));
}

type Counts = Answers['counts'];

/** The number of ratings in the two highest points of the scale. */
function agreeingIn(counts: Counts): number {
  return highestPoints(counts).reduce((sum, value) => sum + counts[value]!, 0);
}

function highestPoints(counts: Counts): string[] {
  return Object.keys(counts)
    .sort((one, other) => Number(other) - Number(one))
    .slice(0, 2);
}

function ratingsIn(counts: Counts): number[] {
  return Object.entries(counts).flatMap(([value, count]) => Array<number>(count).fill(Number(value)));
}

/** The same figures for a table. */
function figureColumns({ keepsBy, neutralPoint }: VerdictRules): NonNullable<ItemsForm['columns']> {
  const byMean = keepsBy === 'mean';
  const mean = plain('summary.table.mean');
  return {
    headers: byMean
      ? [mean, plain('summary.table.sd'), plain('summary.table.n')]
      : [plain('summary.table.agreeing'), mean],
    cells: (item) => {
      const figure = meanText(item.mean!, byMean ? neutralPoint : null);
      return byMean
        ? [figure, item.sd === null ? '–' : decimal(item.sd, 2), plainNumber(item.n)]
        : [plain('summary.table.of', { part: agreeingIn(item.counts), n: item.n }), figure];
    },
  };
}

function figuresText(
  { n, mean, counts }: Answers & { readonly mean: number | null },
  { keepsBy, neutralPoint }: VerdictRules,
): string | null {
  if (mean === null) return null;
  if (keepsBy === 'mean') return plain('summary.items.mean', { mean: meanText(mean, neutralPoint) });
  return plain('summary.items.agreeing', { n, agreeing: agreeingIn(counts), mean: meanText(mean, null) });
}
