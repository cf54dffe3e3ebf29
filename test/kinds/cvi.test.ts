import { describe, expect, test } from 'vitest';
import type { JudgedRound } from '../../src/domain/judged-round.ts';
import { cvi } from '../../src/kinds/cvi.ts';
import { FIRST_VERSIONS, panelOf } from '../fixtures/panel.ts';

const judge = (table: string, its: Parameters<typeof panelOf>[1] = {}) =>
  cvi.judge(panelOf(table, { kind: 'cvi', ...its }));

/** So many of so many judges rate the item relevant, in either of the upper two words. */
const tableOf = (relevant: number, judges: number) =>
  `x\n${Array.from({ length: judges }, (_, at) => `e${at + 1} ${at < relevant ? 3 + (at % 2) : 2}`).join('\n')}`;
const keptOf = (relevant: number, judges: number, its = {}) =>
  judge(tableOf(relevant, judges), its).items[0]!.kept;

describe('an item stays', () => {
  test('that as many call relevant as its number of judges asks for', () => {
    expect([keptOf(7, 9), keptOf(6, 9)]).toEqual([true, false]);
    expect([keptOf(5, 5), keptOf(4, 5)]).toEqual([true, false]);
    expect([keptOf(5, 6), keptOf(4, 6), keptOf(8, 10), keptOf(12, 15), keptOf(11, 15)]).toEqual([
      ...[true, false, true, true, false],
    ]);
  });

  test('without a verdict where fewer than three answered', () => {
    expect(judge(tableOf(0, 2)).items[0]).toMatchObject({ kept: true, why: 'too_few' });
    expect(judge(tableOf(0, 3)).items[0]).toMatchObject({ kept: false, why: 'below_rule' });
  });

  test('by the verdict of all its judges where several panels have it', () => {
    const judges = [[...Array<number>(12).fill(4), 1, 1, 1]];
    expect(keptOf(2, 5, { judges })).toBe(true);
    expect(keptOf(2, 5, { judges, versions: FIRST_VERSIONS })).toBe(false);
  });

  test('from an index of 0.78 on where the protocol froze that', () => {
    const versions = FIRST_VERSIONS;
    expect([keptOf(7, 9, { versions }), keptOf(4, 5, { versions }), keptOf(0, 1, { versions })]).toEqual([
      ...[false, true, false],
    ]);
    expect(cvi.tooFew(versions)).toBeNull();
  });
});

test('the figures of a CVI round are I-CVI, the same corrected for chance, and those of the whole list', () => {
  const { items } = judge('x y z\n e1 4 3 -\n e2 3 4 .\n e3 2 4 .\n e4 4 4 .\n e5 4 4 .');
  const figures = items.map((item) =>
    Object.fromEntries(cvi.columns.map((column) => [column.json, column.of(item)])),
  );
  expect(figures).toMatchObject([
    { n: 5, relevant: 4, critical_relevant: 5, i_cvi: 0.8 },
    { n: 5, relevant: 5, critical_relevant: 5, i_cvi: 1, kappa_star: 1 },
    { n: 0, relevant: 0, critical_relevant: null, i_cvi: null, kappa_star: null },
  ]);
  expect(figures[0]!['kappa_star']).toBeCloseTo(103 / 135, 12);
  const round = { items } as unknown as JudgedRound;
  expect(cvi.roundColumns.map((column) => [column.json, column.of(round)])).toEqual([
    ['s_cvi_ave', 0.9],
    ['s_cvi_ua', 0.5],
  ]);
});

test('a panel is told by the share that calls an item relevant', () => {
  const [item] = judge('x\n e1 4\n e2 3\n e3 2\n e4 1').items;
  expect(cvi.gist(item!)).toEqual({ share: 0.5, choice: '«مرتبط» یا «کاملاً مرتبط»', index: 'I-CVI = ۰٫۵۰' });
  expect(cvi.words(2, [])).toBe('تا حدی مرتبط');
  expect(cvi.dropsFrom).toBe('everyPanel');
});
