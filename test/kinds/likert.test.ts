import { expect, test } from 'vitest';
import { likert } from '../../src/kinds/likert.ts';
import { FIRST_VERSIONS, panelOf } from '../fixtures/panel.ts';
import { RULES } from '../fixtures/plain-rules.ts';
import { SCALE } from '../fixtures/study.ts';

test('an item stays whose mean is above the neutral point of the study', () => {
  const table = 'x y\n e1 4 3\n e2 3 3';
  const keptAt = (neutralPoint: number) =>
    likert.judge(panelOf(table, { rules: { ...RULES, neutralPoint } })).items.map(({ kept }) => kept);
  expect(keptAt(3)).toEqual([true, false]);
  expect(keptAt(2.5)).toEqual([true, true]);
  expect(keptAt(3.5)).toEqual([false, false]);
});

test('a Likert round is judged on the study’s scale, and has W', () => {
  const judged = likert.judge(panelOf('x y\n e1 10 20\n e2 10 20', { scale: [10, 20] }));
  expect(judged.items[0]!.counts).toEqual({ 10: 2, 20: 0 });
  expect(judged.concordance).toMatchObject({ w: 1 });
  expect(() => likert.judge(panelOf('x\n e1 7'))).toThrow('not on the scale');
});

test('an item that a Likert round drops leaves only its own panel', () => {
  expect(likert.dropsFrom).toBe('itsPanel');
});

test('ratings are the scale’s points, and one that a workbook took off it is told by its number', () => {
  expect(likert.words(4, SCALE)).toBe('زیاد');
  expect(likert.accepts(4, SCALE)).toBe(true);
  expect(likert.words(7.5, SCALE)).toBe('۷٫۵');
  expect(likert.accepts(7.5, SCALE)).toBe(false);
});

test('a panel is told by its mean', () => {
  const [item, unrated] = likert.judge(panelOf('x y\n e1 4 .\n e2 5 -')).items;
  expect(likert.gist(item!)).toEqual({ mean: 4.5, median: 4.5 });
  expect(likert.gist(unrated!)).toBeNull();
});

test('an item stays on which enough agree, where that is the rule', () => {
  const table = 'x y\n e1 4 5\n e2 5 5\n e3 5 5\n e4 1 3\n e5 - 3';
  const keptAt = (agreeingPerCent: number) =>
    likert
      .judge(panelOf(table, { rules: { ...RULES, keepsBy: 'agreeing', agreeingPerCent } }))
      .items.map(({ kept }) => kept);
  expect([keptAt(60), keptAt(75), keptAt(75.1)]).toEqual([
    [true, true],
    [true, false],
    [false, false],
  ]);
  expect(likert.cutoff({ ...RULES, keepsBy: 'agreeing' })).toBeNull();
});

test('a mean is held against the neutral point in the decimals that were written', () => {
  const keptAt = (neutralPoint: number, table: string, its = {}) =>
    likert.judge(panelOf(table, { scale: [0.1, 0.2, 0.3, 0.7], rules: { ...RULES, neutralPoint }, ...its }))
      .items[0]!.kept;
  expect(keptAt(0.2, 'x\n e1 0.1\n e2 0.2\n e3 0.3')).toBe(false);
  expect(keptAt(0.4, 'x\n e1 0.1\n e2 0.7')).toBe(false);
  expect(keptAt(0.2, 'x\n e1 0.1\n e2 0.3\n e3 0.3')).toBe(true);
  expect(keptAt(0.2, 'x\n e1 0.1\n e2 0.2\n e3 0.3', { versions: FIRST_VERSIONS })).toBe(false);
});

test('before the round that drops, an item is judged and the panel goes on', () => {
  const later = { ...RULES, dropsFromRound: 2 };
  const judged = likert.judge(panelOf('x y\n e1 1 2\n e2 2 1', { rules: later }));
  expect(judged.items.map(({ kept, why }) => [kept, why])).toEqual([
    [false, 'below_rule'],
    [false, 'below_rule'],
  ]);
  expect(judged.verdict).toBe('active');
  expect([likert.drops(1, later), likert.drops(2, later)]).toEqual([false, true]);
});
