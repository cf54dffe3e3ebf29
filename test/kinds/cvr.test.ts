import { expect, test } from 'vitest';
import { NO_BOUNDS } from '../../src/domain/number-bounds.ts';
import { cvr } from '../../src/kinds/cvr.ts';
import { FIRST_VERSIONS, panelOf } from '../fixtures/panel.ts';
import { RULES } from '../fixtures/plain-rules.ts';

const judge = (table: string, its: Parameters<typeof panelOf>[1] = {}) =>
  cvr.judge(panelOf(table, { kind: 'cvr', ...its }));

test('an item stays that as many call essential as chance hardly ever gives', () => {
  const lines = Array.from({ length: 12 }, (_, at) => `e${at} ${at < 10 ? 3 : 2} ${at < 9 ? 3 : 1}`);
  const { items, concordance } = judge(`x y\n${lines.join('\n')}`);
  expect(items.map(({ kept }) => kept)).toEqual([true, false]);
  expect(concordance).toBeNull();
});

test('on an item with fewer than five answers there is no verdict, and it stays', () => {
  const four = 'x\n e1 3\n e2 3\n e3 1\n e4 1';
  expect(judge(four).items[0]).toMatchObject({ kept: true, why: 'too_few' });
  expect(judge(`${four}\n e5 1`).items[0]).toMatchObject({ kept: false, why: 'below_rule' });
  // A study goes on under the rule that its protocol froze.
  expect(judge(four, { versions: FIRST_VERSIONS }).items[0]).toMatchObject({ kept: false });
  expect(cvr.tooFew(FIRST_VERSIONS)).toEqual({ answers: 5, drops: true });
});

test('fifteen judges on three panels have one verdict: twelve of them are enough', () => {
  const judges = [[...Array<number>(12).fill(3), ...Array<number>(3).fill(1)]];
  const five = 'x\n e1 3\n e2 3\n e3 3\n e4 1\n e5 2';
  expect(judge(five, { judges }).items[0]).toMatchObject({ kept: true, why: 'above_rule', n: 5 });
  expect(judge(five, { judges, versions: FIRST_VERSIONS }).items[0]!.kept).toBe(false);
});

test('a panel is told by its share of essential', () => {
  const [item] = judge('x\n e1 3\n e2 2\n e3 1\n e4 3').items;
  expect(cvr.gist(item!)).toEqual({ share: 0.5, choice: '«ضروری»', index: 'CVR = ۰٫۰۰' });
  expect([3, 2, 1].map((value) => cvr.words(value, []))).toEqual(['ضروری', 'مفید ولی غیرضروری', 'غیرضروری']);
});

test('the figures of a CVR round are the count, the ratio, the critical number and Lawshe’s printed value', () => {
  const figuresOf = (essential: number, n: number) => {
    const lines = Array.from({ length: n }, (_, at) => `e${at + 1} ${at < essential ? 3 : 2}`);
    const [item] = judge(`x\n${lines.join('\n')}`).items;
    return Object.fromEntries(cvr.columns.map((column) => [column.json, column.of(item!)]));
  };
  expect(figuresOf(10, 12)).toMatchObject({ n: 12, essential: 10, cvr: 8 / 12, critical: 10, lawshe: 0.56 });
  expect(figuresOf(16, 16)).toMatchObject({
    essential_high: 1,
    n: 16,
    essential: 16,
    cvr: 1,
    critical: 12,
    lawshe: null,
  });
  expect(figuresOf(1, 4)).toMatchObject({ n: 4, essential: 1, cvr: -0.5, critical: null, lawshe: null });
});

test('an item that a CVR round drops leaves every panel, and no mean decides', () => {
  expect(cvr.dropsFrom).toBe('everyPanel');
  expect(cvr.cutoff(RULES)).toBeNull();
});

test('a second round shows the panel’s answers in words, and no mean', () => {
  const [judged] = judge('x\n e1 3\n e2 2\n e3 3\n e4 3').items;
  const { html } = cvr.card({
    ...{ questionnaireId: 1, roundNumber: 2, position: 0, steps: 1, minutesLeft: null, question: '?' },
    ...{
      title: 'x',
      definition: '',
      unit: '',
      panelNames: ['A'],
      scale: [],
      bounds: NO_BOUNDS,
      reason: null,
      screen: 'item',
    },
    ...{ keepAll: null, sitsOnSeveral: false, othersReasons: [], standBy: 'none', justAnswered: null },
    answer: { id: 1, state: 'open', value: null, previousValue: 2 },
    feedback: [{ panelName: 'A', judged: judged! }],
  });
  expect(html).toContain(
    [
      'دور قبل (۴ پاسخ): \u2068CVR = ۰٫۵۰\u2069',
      'ضروری ▰▰▰ ۳ نفر',
      'مفید ولی غیرضروری ▰ ۱ نفر ◂ 🔵 پاسخ شما',
      'غیرضروری ▱ ۰',
    ].join('\n'),
  );
  expect(html).not.toMatch(/میانگین|میانه/);
});
