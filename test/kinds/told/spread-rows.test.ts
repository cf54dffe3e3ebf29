import { describe, expect, test } from 'vitest';
import type { JudgedRound } from '../../../src/domain/judged-round.ts';
import { frozenVersions } from '../../../src/domain/protocol.ts';
import { kindOf } from '../../../src/kinds/all.ts';
import type { SpreadChart } from '../../../src/kinds/item-chart.ts';
import type { ToldStudy } from '../../../src/kinds/kind.ts';
import { judgedRound } from '../../fixtures/judged-round.ts';
import { SCALE } from '../../fixtures/study.ts';

const STUDY: ToldStudy = { kind: 'likert', scale: SCALE, versions: frozenVersions(undefined), maxRounds: 3 };

const chartOf = (...rounds: JudgedRound[]) =>
  kindOf(rounds[0]!.kind).chart(rounds, STUDY) as SpreadChart | null;

const FIRST = `
      a  b  c  d
  e1  3  5  1  .
  e2  4  5  1  .
  e3  4  5  5  .
  e4  5  1  5  .
  e5  4  1  5  .
  e6  4  5  5  .
`;
const SECOND = `
      b  a
  e1  5  4
  e2  5  4
  e3  4  4
  e4  4  4
  e5  5  4
  e6  5  4
`;

describe('a Likert round', () => {
  test('is drawn by means with a standard deviation to either side, the highest first, without what nobody rated', () => {
    const chart = chartOf(judgedRound('likert', FIRST))!;
    expect(chart.rows.map(({ title }) => title)).toEqual(['گویهٔ a', 'گویهٔ b', 'گویهٔ c']);
    const [a] = chart.rows;
    expect(a!.figure).toBe('۴٫۰۰');
    // sd(c(3, 4, 4, 5, 4, 4)) # 0.6324555
    expect(a!.spreads).toEqual([
      {
        low: expect.closeTo(4 - 0.632_455_532, 8),
        middle: 4,
        high: expect.closeTo(4 + 0.632_455_532, 8),
      },
    ]);
    expect(chart.axis).toMatchObject({ from: 1, to: 5, ticks: [1, 2, 3, 4, 5], mark: { at: 3 } });
    expect(chart.axis!.ends).toEqual(['خیلی کم', 'خیلی زیاد']);
  });

  test('marks items that are split, and firm minorities', () => {
    const marks = new Map(
      chartOf(judgedRound('likert', FIRST))!.rows.map(({ title, marks: those }) => [
        title,
        those.map(({ of }) => of),
      ]),
    );
    expect(marks.get('گویهٔ a')).toEqual([]);
    expect(marks.get('گویهٔ b')).toContain('minority');
    expect(marks.get('گویهٔ c')).toContain('split');
  });

  test('stands beside the round before, by item', () => {
    const second = { ...judgedRound('likert', SECOND, { number: 2 }) };
    const ids = new Map([
      ['b', 2],
      ['a', 1],
    ]);
    const items = second.items.map((item) => ({ ...item, itemId: ids.get(item.code)! }));
    const chart = chartOf(judgedRound('likert', FIRST), { ...second, items })!;
    expect(chart.rounds).toEqual([1, 2]);
    const middles = chart.rows.map(({ title, spreads }) => [title, ...spreads.map((one) => one!.middle)]);
    expect(middles).toEqual([
      ['گویهٔ b', 22 / 6, 28 / 6],
      ['گویهٔ a', 4, 4],
    ]);
  });

  test('that nobody answered is not drawn', () => {
    expect(chartOf(judgedRound('likert', 'a b\n e1 . .'))).toBeNull();
    expect(kindOf('likert').chart([], STUDY)).toBeNull();
  });
});

test('a ranking round is drawn by mean places, the first first, over all places', () => {
  const chart = chartOf(judgedRound('ranking', 'a b c\n e1 2 1 3\n e2 2 1 3\n e3 1 2 3', { scale: [] }))!;
  expect(chart.rows.map(({ title, figure }) => [title, figure])).toEqual([
    ['گویهٔ b', '۱٫۳۳'],
    ['گویهٔ a', '۱٫۶۷'],
    ['گویهٔ c', '۳٫۰۰'],
  ]);
  expect(chart.axis).toMatchObject({ from: 1, to: 3, mark: null, ticks: [1, 2, 3] });
});

test('a numeric round is drawn by medians between quartiles, each item in its own measure', () => {
  const chart = chartOf(judgedRound('numeric', 'a b\n e1 10 1400\n e2 20 1410\n e3 30 1420', { scale: [] }))!;
  expect(chart.axis).toBeNull();
  expect(chart.rows.map(({ spreads }) => spreads)).toEqual([
    [{ low: 15, middle: 20, high: 25 }],
    [{ low: 1405, middle: 1410, high: 1415 }],
  ]);
  expect(chart.rows[0]!.figure).toBe('۲۰ (۱۵ تا ۲۵)');
});
