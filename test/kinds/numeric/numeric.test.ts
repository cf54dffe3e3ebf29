import { describe, expect, test } from 'vitest';
import type { OwnAnswer } from '../../../src/domain/answering.ts';
import { NO_BOUNDS, type NumberBounds } from '../../../src/domain/number-bounds.ts';
import { frozenVersions } from '../../../src/domain/protocol.ts';
import type { CardState } from '../../../src/kinds/card-state.ts';
import { numeric } from '../../../src/kinds/numeric/numeric.ts';
import { judgedRound } from '../../fixtures/judged-round.ts';
import { panelOf } from '../../fixtures/panel.ts';
import { expectDigits, readVectors } from '../../statistics/vectors.ts';

const SHARE: NumberBounds = { least: 0, most: 100, measure: 'درصد' };
const OPEN: OwnAnswer = { id: 12, state: 'open', value: null, previousValue: null };
const judge = (table: string, its: Parameters<typeof panelOf>[1] = {}) =>
  numeric.judge(panelOf(table, { kind: 'numeric', scale: [], ...its }));

const card = (its: Partial<CardState> = {}) =>
  numeric.card({
    ...{
      questionnaireId: 1,
      roundNumber: 2,
      position: 0,
      steps: 3,
      minutesLeft: null,
      question: 'چند درصد؟',
    },
    ...{ title: 'سهم', definition: '', unit: '', panelNames: ['A'], scale: [], bounds: SHARE, reason: null },
    ...{ keepAll: null, sitsOnSeveral: false, othersReasons: [], standBy: 'none', justAnswered: null },
    ...{ screen: 'item', feedback: [], answer: OPEN, ...its },
  });
const labels = (message: ReturnType<typeof card>) => message.buttons!.flat().map(({ text }) => text);

describe('a numeric card', () => {
  test('says between what and in what measure the number is asked, and has no scale', () => {
    expect(card().html).toContain('عدد خود را بنویسید و بفرستید (۰ تا ۱۰۰ درصد).');
    expect(card({ bounds: NO_BOUNDS }).html).toContain('عدد خود را بنویسید و بفرستید.');
    expect(card({ bounds: { ...NO_BOUNDS, least: 1400 } }).html).toContain('(حداقل ۱۴۰۰)');
    expect(labels(card())).toContain('نظری ندارم');
    expect(labels(card())).not.toContain('همان پاسخ دور قبل');
  });

  test('shows median and quartiles of the round before, and the own number, which can be kept', () => {
    const [judged] = judge('x\n e1 10\n e2 20\n e3 40\n e4 75').items;
    const message = card({
      feedback: [{ panelName: 'A', judged: judged! }],
      answer: { ...OPEN, previousValue: 20 },
    });
    expect(message.html).toContain('دور قبل (۴ پاسخ): میانه ۳۰ درصد؛ نیمی از پاسخ‌ها میان ۱۷٫۵ و ۴۸٫۷۵ بود.');
    expect(message.html).toMatch(/پاسخ شما در دور قبل: .*۲۰ درصد/);
    expect(message.html).not.toContain('▰');
    expect(labels(message)).toContain('همان پاسخ دور قبل');
  });

  test('offers no number that lies outside bounds which have changed', () => {
    expect(labels(card({ answer: { ...OPEN, previousValue: 120 } }))).not.toContain('همان پاسخ دور قبل');
  });

  test('shows what was written', () => {
    expect(card({ answer: { ...OPEN, state: 'rated', value: 12.5 } }).html).toContain('۱۲٫۵ درصد');
  });
});

describe('an answer', () => {
  const asked = (its: Partial<OwnAnswer> = {}) => ({ answer: { ...OPEN, ...its }, scale: [], bounds: SHARE });

  test('is a number in any digits, and out of bounds is refused with them', () => {
    expect(numeric.typed!(asked(), '۱۲/۵ درصد')).toEqual({
      ...{ ok: true, changes: [{ answerId: 12, state: 'rated', value: 12.5, how: 'chosen' }] },
    });
    expect(numeric.typed!(asked(), '۱۰۱')).toMatchObject({
      refusal: { code: 'number.outside', least: 0, most: 100 },
    });
  });

  test('is kept, or left without an opinion, by a press', () => {
    expect(numeric.take(asked({ previousValue: 40 }), 'keep')).toMatchObject({
      changes: [{ value: 40, how: 'kept' }],
    });
    expect(numeric.take(asked({ previousValue: 120 }), 'keep')).toMatchObject({
      refusal: { code: 'answer.noPrevious' },
    });
    expect(numeric.take(asked(), 'noOpinion')).toMatchObject({ changes: [{ state: 'no_opinion' }] });
    expect(numeric.take(asked(), { rating: 0 })).toMatchObject({ refusal: { code: 'answer.offScale' } });
  });
});

describe('a judged round', () => {
  test('keeps every item, has no W, and ends no panel', () => {
    const judged = judge('x y z\n e1 1.5 2 .\n e2 1.5 3 -\n e3 1.5 4 .', { roundOfKind: 5 });
    expect(judged.items.map(({ kept, why }) => [kept, why])).toEqual(Array(3).fill([true, 'all_stay']));
    expect(judged).toMatchObject({ concordance: null, verdict: 'active' });
    expect(judged.items[0]!.counts).toEqual({ 1.5: 3 });
    expect(judge('x\n e1 1', { roundNumber: 3 }).verdict).toBe('finished');
  });

  test('has mean, SD, quartiles and, of ratios alone, the coefficient of variation', () => {
    // R: x <- c(10, 20, 40, 75); sd(x) / mean(x); quantile(x, type = 7)
    const [ratios, signed] = judge('x y\n e1 10 -5\n e2 20 20\n e3 40 40\n e4 75 75').items;
    const figures = (item: typeof ratios) =>
      Object.fromEntries(numeric.columns.map((column) => [column.json, column.of(item!)]));
    expect(figures(ratios)).toMatchObject({ n: 4, mean: 36.25, median: 30, q1: 17.5, q3: 48.75 });
    expect(figures(ratios)['cv']).toBeCloseTo(0.79135238979579, 12);
    expect(figures(signed)['cv']).toBeNull();
  });
});

test('an invented expert writes a number within the bounds that the card names, or has no opinion', () => {
  const { html, buttons } = card({ bounds: { least: 1400, most: 1430, measure: '' } });
  const seen = {
    text: html.replace(/<[^>]+>|[\u2066-\u2069\u200e\u200f]/g, ''),
    buttons: buttons!.flat().map(({ text }) => text),
  };
  expect(numeric.play.recognises(seen)).toBe(true);
  const written = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) =>
    numeric.play.next(seen, {
      seed,
      expert: seed,
      temper: 'agreeing',
      round: 1,
      item: 'x',
      scaleLabels: [],
    } as never),
  );
  for (const step of written) {
    if ('press' in step) continue;
    expect(Number(step.write)).toBeGreaterThanOrEqual(1400);
    expect(Number(step.write)).toBeLessThanOrEqual(1430);
  }
  expect(written.some((step) => 'write' in step)).toBe(true);
});

interface Numbers {
  readonly numbers: readonly number[];
  readonly [figure: string]: unknown;
}

test('agrees with R to 12 digits: mean, SD, quartiles of type 7, coefficient of variation', () => {
  for (const [at, given] of readVectors<Numbers[]>('numbers').entries()) {
    const table = `x\n${given.numbers.map((number, row) => ` e${row + 1} ${number}`).join('\n')}`;
    const [item] = judge(table).items;
    for (const { json, of } of numeric.columns) {
      const expected = json === 'n' ? given.numbers.length : (given[json] as number | null);
      expectDigits(of(item!) as number | null, expected, 12, `case ${at}: ${json}`);
    }
  }
});

test('median and its row of the picture bear the unit of the item', () => {
  const judged = judgedRound('numeric', 'x y\n e1 10 3\n e2 20 4', { scale: [] });
  const items = judged.items.map((item, at) => ({ ...item, measure: at === 0 ? 'درصد' : '' }));
  expect(numeric.figures(items[0]!, judged.rules)).toContain('میانه ۱۵ درصد، چارک‌ها');
  expect(numeric.figures(items[1]!, judged.rules)).toContain('میانه ۳٫۵، چارک‌ها');
  const study = { kind: 'numeric', scale: [], versions: frozenVersions(undefined), maxRounds: 3 } as const;
  const chart = numeric.chart([{ ...judged, items }], study);
  expect(chart?.rows.map(({ figure }) => figure)).toEqual(['۱۵ درصد (۱۲٫۵ تا ۱۷٫۵)', '۳٫۵ (۳٫۲۵ تا ۳٫۷۵)']);
});
