import { expect, test } from 'vitest';
import { screening } from '../../src/kinds/screening.ts';
import { panelOf } from '../fixtures/panel.ts';
import { RULES } from '../fixtures/plain-rules.ts';
import { SCALE } from '../fixtures/study.ts';

const judge = (table: string, its: Parameters<typeof panelOf>[1] = {}) =>
  screening.judge(panelOf(table, { kind: 'screening', ...its }));

test('an item with more yes than no stays, at a tie it leaves', () => {
  const { items, concordance } = judge(`
        x  y  z  v
    e1  1  1  .  .
    e2  1  0  0  -
    e3  0  -  .  .
  `);
  expect(items.map(({ kept, why }) => [kept, why])).toEqual([
    [true, 'above_rule'],
    [false, 'below_rule'],
    [false, 'below_rule'],
    [true, 'no_answers'],
  ]);
  expect(items[0]!.counts).toEqual({ 0: 1, 1: 2 });
  expect(concordance).toBeNull();
});

test('an item that a screening drops leaves every panel, and a panel without an item left is over', () => {
  expect(screening.dropsFrom).toBe('everyPanel');
  expect(judge('x y\n e1 0 0').verdict).toBe('dropped');
});

test('yes and no are chosen from whatever the study’s scale is, and told in words', () => {
  expect([1, 0].map((value) => screening.words(value, SCALE))).toEqual(['بله', 'خیر']);
  expect([1, 0, 2, 5].map((value) => screening.accepts(value, SCALE))).toEqual([true, true, false, false]);
  expect(screening.usesScale).toBe(false);
});

test('the reason of a no is asked for', () => {
  expect([1, 0].map((value) => screening.asksReason(value))).toEqual([false, true]);
});

test('a panel is told by its share of yes', () => {
  const [item, unrated] = judge('x y\n e1 1 .\n e2 1 .\n e3 1 -\n e4 0 .').items;
  expect(screening.gist(item!)).toEqual({ share: 0.75, choice: '«بله»' });
  expect(screening.gist(unrated!)).toBeNull();
});

test('a threshold keeps what reaches it, by counts', () => {
  const table = 'x y\n e1 1 1\n e2 1 0\n e3 0 .';
  const keptAt = (yesPerCent: number) =>
    judge(table, { rules: { ...RULES, yesPerCent } }).items.map(({ kept }) => kept);
  expect([keptAt(50), keptAt(66.6), keptAt(66.7)]).toEqual([
    [true, true],
    [true, false],
    [false, false],
  ]);
  expect(screening.whyDropped({ ...RULES, yesPerCent: 66.7 })).toBe('«بله» به ۶۶٫۷ درصد نرسید');
});
