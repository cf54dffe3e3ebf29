import type { ItemJudgement, JudgedRound } from '../../domain/judged-round.ts';
import { type JudgingRule, judgePanelRound, type Ruling } from '../../domain/judging.ts';
import { ALL_STAY, stopRulesOf } from '../../domain/verdict.ts';
import { html, plain } from '../../texts/i18n.ts';
import { decimal, plainNumber } from '../../texts/numerals.ts';
import type { ItemChart } from '../item-chart.ts';
import { DESCRIPTION_COLUMNS } from '../item-column.ts';
import type { PanelKind, ProgressLine, StepProgress, ToldStudy } from '../kind.ts';
import { concordanceFold, hasSign, signTexts } from '../told/concordance.ts';
import { itemsFold } from '../told/items.ts';
import { spreadOfMean, spreadRows } from '../told/spread-rows.ts';
import { verdictText } from '../told/verdict.ts';
import { adviceTexts, marksOf } from '../told/warnings.ts';
import { orderCard } from './card.ts';
import { ORDER_BUTTONS } from './card-buttons.ts';
import { takeOrder } from './order.ts';
import { ORDER_ON_PAPER } from './paper.ts';
import { orderPlay } from './play.ts';

/** `رتبه‌بندی`: each panel's items are ranked on one card; W is computed on the places, and every item stays. */
export const ranking: PanelKind = {
  name: 'ranking',
  sheetWord: 'رتبه‌بندی',
  needsPlan: false,
  asks: 'panel',
  usesScale: false,
  ratings: 'numbers',
  computesW: true,
  dropsFrom: 'nowhere',
  panelItems: { advised: 20, most: 50 },
  rule: {
    name: 'item_kept_in_ranking',
    version: 1,
    rule: "in a ranking round: every item stays. A rating is an item's place in the expert's order of the panel's items, 1 for the first; an order that is not whole counts nowhere. A place of a round before is reckoned anew over the items of both",
  },
  drops: () => false,
  card: orderCard,
  buttons: ORDER_BUTTONS,
  take: takeOrder,
  progress: progressLine,
  ...ORDER_ON_PAPER,
  judging,
  judge: (panel) => judgePanelRound(panel, judging(panel)),
  cutoff: () => null,
  tooFew: () => null,
  advice: (judged, { versions, maxRounds }) =>
    adviceTexts(judged, { stop: stopRulesOf(judged.rules, versions), maxRounds, rule: WARNING_RULE }),
  told: (judged, { versions, maxRounds }, listLength) => {
    const stop = stopRulesOf(judged.rules, versions);
    return [
      ...signTexts(judged, stop),
      verdictText(judged, stop, { hasSign: hasSign(judged, stop), isLast: judged.number >= maxRounds }),
      ...concordanceFold(judged),
      ...itemsFold(judged.items, listLength, {
        orderOf: ({ mean }) => -(mean ?? judged.items.length + 1),
        figures: figuresText,
        columns: {
          headers: [plain('summary.table.place'), plain('summary.table.sd'), plain('summary.table.n')],
          cells: ({ mean, sd, n }) => [decimal(mean!, 2), sd === null ? '–' : decimal(sd, 2), plainNumber(n)],
        },
      }),
    ];
  },
  chart,
  words: (value) => plainNumber(value),
  gist,
  figures: figuresText,
  columns: DESCRIPTION_COLUMNS,
  roundColumns: [],
  ruleText: () => plain('protocol.kinds.ranking'),
  whyDropped: () => plain('change.why.workbook'),
  play: orderPlay,
};

function judging({ itemIds }: Ruling): JudgingRule {
  return {
    ratings: itemIds.map((_, at) => at + 1),
    verdict: () => ALL_STAY,
    unrated: ALL_STAY,
    ...{ pools: false, compares: false, hasConcordance: true, drops: false, reads: [], isOrder: true },
  };
}

const WARNING_RULE = { hasLevels: false, hangs: null };

/** Each item's mean place, the best first. */
function chart(rounds: readonly JudgedRound[], { versions }: ToldStudy): ItemChart | null {
  const judged = rounds.at(-1);
  if (!judged) return null;
  const marks = marksOf(judged, stopRulesOf(judged.rules, versions), WARNING_RULE);
  const rows = spreadRows(rounds, {
    spread: spreadOfMean,
    figure: ({ mean }) => decimal(mean!, 2),
    marks: ({ code }) => marks.get(code) ?? [],
    orderOf: ({ mean }) => -mean!,
  });
  const places = Math.max(...rounds.map(({ items }) => items.length));
  if (rows.length === 0) return null;
  const step = Math.ceil(places / MOST_TICKS);
  return {
    ...{ of: 'spreads', heading: plain('summary.chart.places'), rows },
    rounds: rounds.map(({ number }) => number),
    axis: {
      ...{ from: 1, to: Math.max(2, places), mark: null },
      ends: [plain('summary.chart.firstPlace'), plain('summary.chart.lastPlace')],
      ticks: Array.from({ length: places }, (_, at) => at + 1).filter((place) => (place - 1) % step === 0),
    },
  };
}

/** Most numbers along an axis before they touch. */
const MOST_TICKS = 12;

function gist({ mean, median, counts }: ItemJudgement) {
  return mean === null ? null : { place: mean, of: Object.keys(counts).length, median };
}

function figuresText(item: ItemJudgement): string | null {
  const place = gist(item);
  if (!place) return null;
  const { n, sd } = item;
  const told = { n, mean: decimal(place.place, 2), items: place.of };
  return sd === null
    ? plain('summary.items.place', told)
    : plain('summary.items.placeWithSd', { ...told, sd: decimal(sd, 2) });
}

function progressLine({ panelName: panel, isOpen, asked, missing, noOpinion }: StepProgress): ProgressLine {
  const placed = asked - missing;
  const title = plain('expert.order.title', { panel });
  if (!isOpen)
    return { title, answer: noOpinion > 0 ? plain('label.noOpinion') : plain('expert.order.wholeOrder') };
  if (placed === 0) return { title, answer: null };
  return {
    title: plain('expert.order.titleOfPart', { placed, items: asked, panel }),
    answer: null,
    note: html('expert.order.partNote', { placed, items: asked }),
  };
}
