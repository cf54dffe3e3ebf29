import { expect, test } from 'vitest';
import type { ItemJudgement, JudgedItem, JudgedRound } from '../../src/domain/judged-round.ts';
import { AGREEMENT_COLUMNS } from '../../src/kinds/agreement-columns.ts';
import { kindOf } from '../../src/kinds/all.ts';
import { agreementTexts } from '../../src/kinds/told/agreement.ts';
import { describeRatings } from '../../src/statistics/describe-ratings.ts';
import { panelOf } from '../fixtures/panel.ts';
import { expectDigits, readVectors } from '../statistics/vectors.ts';

const judged = (table: string, scale?: readonly number[]) =>
  kindOf('likert').judge(panelOf(table, { kind: 'likert', ...(scale && { scale }) }));

const TABLE = 'x y z\n e1 4 5 .\n e2 5 1 .\n e3 4 5 .\n e4 4 2 .';

test('an item’s rules, intervals and crisp value stand beside its mean', () => {
  const [x, y, z] = judged(TABLE).items;
  const figures = (item: typeof x) =>
    Object.fromEntries(kindOf('likert').columns.map((column) => [column.json, column.of(item!)]));
  expect(figures(x)).toMatchObject({
    ...{ agrees_top70: true, agrees_top75: true, agrees_top80: true, agrees_iqr: true, agrees_cos: true },
    ...{ fuzzy: (3 * 0.75 + 11 / 12) / 4, top2_high: 1 },
  });
  expect(figures(y)).toMatchObject({ agrees_top70: false, agrees_iqr: false, agrees_cos: false });
  expect(figures(z)).toMatchObject({ agrees_top70: null, fuzzy: null, top2_low: null });
});

test('a panel’s round counts the items by each rule, and its summary says so once', () => {
  const { items } = judged(TABLE);
  const round = { items } as unknown as JudgedRound;
  expect(kindOf('likert').roundColumns.map((column) => [column.json, column.of(round)])).toEqual([
    ['items_top70', 1],
    ['items_top75', 1],
    ['items_top80', 1],
    ['items_iqr', 1],
    ['items_cos', 1],
  ]);
  const texts = agreementTexts(items as readonly JudgedItem[]);
  expect(texts).toHaveLength(1);
  expect(texts[0]).toContain('از ۲ گویه');
  expect(texts[0]).toContain('دامنهٔ میان‌چارکی حداکثر ۱: ۱');
});

test('on a scale that the rules do not know nothing is said, and the reason of each null is', () => {
  const { items } = judged('x\n e1 1\n e2 2\n e3 1', [1, 2]);
  expect(agreementTexts(items as readonly JudgedItem[])).toEqual([]);
  const round = { items } as unknown as JudgedRound;
  expect(kindOf('likert').roundColumns.map((column) => [column.of(round), column.whyNull?.(round)])).toEqual(
    Array(5).fill([null, 'few_points']),
  );
});

interface Case {
  readonly scale: readonly number[];
  readonly ratings: readonly number[];
  readonly split: boolean | null;
  readonly [figure: string]: unknown;
}

test('what is told of an item on a scale agrees with R to 12 digits', () => {
  const figures = ['top2', 'bottom2', 'iqr', 'cv', 'split', 'minority'];
  const columns = AGREEMENT_COLUMNS.filter(({ json }) => figures.includes(json));
  expect(columns).toHaveLength(figures.length);
  for (const [at, given] of readVectors<Case[]>('agreement').entries()) {
    const item = describeRatings(given.ratings, given.scale) as ItemJudgement;
    for (const column of columns) {
      const [told, expected] = [column.of(item), given[column.json] as number | boolean | null];
      const what = `case ${at}: ${column.json}`;
      if (typeof told === 'boolean') expect(told, what).toBe(expected);
      else expectDigits(told, expected as number | null, 12, what);
    }
  }
});
