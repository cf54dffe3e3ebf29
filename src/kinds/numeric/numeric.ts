import { type Answered, haveNoOpinion, keepPrevious } from '../../domain/answering.ts';
import type { ItemJudgement, JudgedItem, JudgedRound } from '../../domain/judged-round.ts';
import { type JudgingRule, judgePanelRound } from '../../domain/judging.ts';
import { isWithin, type NumberBounds, readTypedNumber } from '../../domain/number-bounds.ts';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import { ALL_STAY, stopRulesOf } from '../../domain/verdict.ts';
import { html, plain } from '../../texts/i18n.ts';
import { figureOfNumbers, plainNumber, writtenNumber } from '../../texts/numerals.ts';
import { CHOICE_BUTTONS } from '../choice/answer-buttons.ts';
import { itemCard } from '../choice/card.ts';
import type { ItemChart } from '../item-chart.ts';
import { DESCRIPTION_COLUMNS, VARIATION_COLUMN } from '../item-column.ts';
import type { AnswerChange, Asked, ItemKind, Pressed } from '../kind.ts';
import { itemsFold } from '../told/items.ts';
import { spreadRows } from '../told/spread-rows.ts';
import { verdictText } from '../told/verdict.ts';
import { numericPlay } from './play.ts';

const JUDGING: JudgingRule = {
  ratings: 'given',
  verdict: () => ALL_STAY,
  unrated: ALL_STAY,
  ...{ pools: false, compares: false, hasConcordance: false, drops: false, reads: [] },
};

/** `عددی`: a number is written for each item; median and quartiles are fed back, and every item stays. */
export const numeric: ItemKind = {
  name: 'numeric',
  sheetWord: 'عددی',
  needsPlan: true,
  asks: 'item',
  usesScale: false,
  ratings: 'numbers',
  hasMeasure: true,
  dropsFrom: 'nowhere',
  rule: {
    name: 'item_kept_in_numeric',
    version: 1,
    rule: 'in a numeric round: every item stays, and no such round ends a panel',
  },
  drops: () => false,
  choices: () => [],
  accepts: () => true,
  card: (seen) =>
    itemCard({
      ...{ ...seen, ratings: 'numbers', choices: [], gist, pointName: writtenNumber },
      written: {
        howTo: howToText(seen.bounds),
        keepable: mayKeep(seen.answer.previousValue, seen.bounds),
        words: (value) => wordsOf(value, seen.bounds),
        feedback: (judged, panel) => feedbackText(judged, panel, seen.bounds),
      },
    }),
  buttons: CHOICE_BUTTONS,
  take,
  typed: ({ answer, bounds }, text) => {
    const read = readTypedNumber(text, bounds);
    if (!read.ok) return read;
    return changeOf(answer.id, { state: 'rated', value: read.value, how: 'chosen' });
  },
  fromCell: ({ bounds }, { text }) => {
    const read = readTypedNumber(text, bounds);
    return read.ok ? read.value : null;
  },
  cellTakes: ({ bounds }) => takesText(bounds),
  asksReason: () => false,
  judging: () => JUDGING,
  judge: (panel) => judgePanelRound(panel, JUDGING),
  cutoff: () => null,
  tooFew: () => null,
  advice: (judged, { versions }) => [verdictText(judged, stopRulesOf(judged.rules, versions))],
  told: (judged, _, listLength) =>
    itemsFold(judged.items, listLength, {
      ...{ orderOf: () => 0, figures: figuresText },
      columns: {
        headers: [plain('summary.table.median'), plain('summary.table.quartiles'), plain('summary.table.n')],
        cells: (item) => {
          const { median, q1, q3 } = gist(item)!;
          return [
            inMeasure(figureOfNumbers(median), item),
            plain('summary.table.fromTo', quartiles(q1, q3)),
            plainNumber(item.n),
          ];
        },
      },
    }),
  chart,
  words: (value) => writtenNumber(value),
  gist,
  figures: figuresText,
  columns: [...DESCRIPTION_COLUMNS, VARIATION_COLUMN],
  roundColumns: [],
  ruleText: () => plain('protocol.kinds.allStay'),
  whyDropped: () => plain('change.why.workbook'),
  play: numericPlay,
};

function take({ answer, bounds }: Asked, pressed: Pressed): Outcome<{ changes: readonly AnswerChange[] }> {
  const item = { ...answer, ratings: answer.previousValue === null ? [] : [answer.previousValue] };
  if (pressed === 'noOpinion') {
    const said = haveNoOpinion(item);
    return said.ok ? changeOf(answer.id, said.answered) : said;
  }
  if (pressed !== 'keep') return refuse({ code: 'answer.offScale' });
  if (!mayKeep(answer.previousValue, bounds)) return refuse({ code: 'answer.noPrevious' });
  const kept = keepPrevious(item);
  return kept.ok ? changeOf(answer.id, kept.answered) : kept;
}

function changeOf(answerId: number, answered: Answered) {
  return { ok: true, changes: [{ answerId, ...answered }] } as const;
}

/** False also where a later workbook has narrowed the bounds. */
function mayKeep(previous: number | null, bounds: NumberBounds): boolean {
  return previous !== null && isWithin(previous, bounds);
}

function wordsOf(value: number, bounds: NumberBounds): string {
  return inMeasure(writtenNumber(value), bounds);
}

function inMeasure(number: string, { measure }: Pick<NumberBounds, 'measure'>): string {
  return measure === '' ? number : plain('expert.number.withMeasure', { number, measure });
}

function howToText(bounds: NumberBounds): string {
  const { least, most } = bounds;
  if (least !== null && most !== null)
    return html('expert.number.between', { least: writtenNumber(least), most: wordsOf(most, bounds) });
  if (least !== null) return html('expert.number.atLeast', { least: wordsOf(least, bounds) });
  if (most !== null) return html('expert.number.atMost', { most: wordsOf(most, bounds) });
  return bounds.measure === ''
    ? html('expert.number.any')
    : html('expert.number.ofMeasure', { measure: bounds.measure });
}

/** The same for a workbook, where nothing is marked up. */
function takesText(bounds: NumberBounds): string {
  const { least, most } = bounds;
  const words = (bound: number) => wordsOf(bound, bounds);
  if (least !== null && most !== null)
    return plain('paper.number.between', { least: writtenNumber(least), most: words(most) });
  if (least !== null) return plain('paper.number.atLeast', { least: words(least) });
  return most === null ? plain('paper.number.any') : plain('paper.number.atMost', { most: words(most) });
}

function gist({ median, q1, q3 }: ItemJudgement): { median: number; q1: number; q3: number } | null {
  return median === null || q1 === null || q3 === null ? null : { median, q1, q3 };
}

/** Each item's median and quartiles, in its own unit. */
function chart(rounds: readonly JudgedRound[]): ItemChart | null {
  const rows = spreadRows(rounds, {
    spread: (item) => {
      const middle = gist(item);
      return middle && { low: middle.q1, middle: middle.median, high: middle.q3 };
    },
    figure: (item) => {
      const { median, q1, q3 } = gist(item)!;
      return plain('summary.chart.medianAndQuartiles', {
        ...{ median: inMeasure(figureOfNumbers(median), item), ...quartiles(q1, q3) },
      });
    },
    marks: () => [],
  });
  if (rows.length === 0) return null;
  const numbers = rounds.map(({ number }) => number);
  return { of: 'spreads', heading: plain('summary.chart.medians'), rounds: numbers, axis: null, rows };
}

function feedbackText(judged: ItemJudgement, panel: string | null, bounds: NumberBounds): string {
  const { median, q1, q3 } = gist(judged)!;
  const told = { n: judged.n, median: inMeasure(figureOfNumbers(median), bounds), ...quartiles(q1, q3) };
  return panel === null
    ? html('expert.number.feedback', told)
    : html('expert.number.feedbackOf', { ...told, panel });
}

function figuresText(item: JudgedItem): string | null {
  const middle = gist(item);
  const { n, mean, sd } = item;
  if (mean === null || !middle) return null;
  const { median, q1, q3 } = middle;
  const told = {
    ...{ n, mean: figureOfNumbers(mean), ...quartiles(q1, q3) },
    median: inMeasure(figureOfNumbers(median), item),
  };
  return sd === null
    ? plain('summary.items.number', told)
    : plain('summary.items.numberWithSd', { ...told, sd: figureOfNumbers(sd) });
}

function quartiles(q1: number, q3: number) {
  return { q1: figureOfNumbers(q1), q3: figureOfNumbers(q3) };
}
