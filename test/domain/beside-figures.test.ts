import { expect, test } from 'vitest';
import {
  type AskedExpert,
  besideFigures,
  type RatedAgain,
  type Side,
} from '../../src/domain/beside-figures.ts';

const NOTHING = { experts: [], judgedOtherwise: [], again: null, reasons: [] };

const experts = (role: string, answered: number, missing: number): AskedExpert[] =>
  Array.from({ length: answered + missing }, (_, at) => ({
    ...{ role, answered: at < answered, answeredAt: [] },
  }));

test('who is missing is told by role where at least five were asked of the role and of all others', () => {
  const of = (...roles: AskedExpert[][]) => besideFigures({ ...NOTHING, experts: roles.flat() }).missing;
  expect(of(experts('مدیر', 3, 2), experts('استاد', 5, 1))).toEqual([
    { role: 'مدیر', invited: 5, missing: 2 },
    { role: 'استاد', invited: 6, missing: 1 },
  ]);
  expect(of(experts('مدیر', 3, 2), experts('استاد', 6, 0))).toEqual([
    { role: 'مدیر', invited: 5, missing: 2 },
  ]);
  // Of four, or beside four others, it would tell who is behind a code that is not there.
  expect(of(experts('مدیر', 3, 2), experts('استاد', 3, 1))).toEqual([]);
  expect(of(experts('مدیر', 3, 2))).toEqual([]);
});

const again = (median: number, ...pairs: [before: number, now: number][]): RatedAgain[] =>
  pairs.map(([before, now]) => ({ before, now, median }));

test('a rating moved towards the median of the round before, away from it, or across to the same distance', () => {
  const moved = (...ratings: RatedAgain[]) => besideFigures({ ...NOTHING, again: ratings }).moved;
  expect(moved(...again(3.5, [1, 3], [2, 5], [5, 5], [4, 3], [3, 4], [3, 2], [5, 1]))).toEqual({
    // 1 to 3; 3 to 2 and 5 to 1 away; 2 to 5, 4 to 3 and 3 to 4 lie as far on the other side.
    ...{ ratings: 6, towards: 1, away: 2 },
  });
  expect(moved(...again(4, [4, 4]))).toEqual({ ratings: 0, towards: 0, away: 0 });
  expect(moved()).toBeNull();
});

test('for every way to move on five points, as enumerated by hand', () => {
  const points = [1, 2, 3, 4, 5];
  const pairs = points.flatMap((before) => points.map((now): [number, number] => [before, now]));
  const figures = points.map((median) => {
    const { ratings, towards, away } = besideFigures({ ...NOTHING, again: again(median, ...pairs) }).moved!;
    return [ratings, towards, away];
  });
  expect(figures).toEqual([
    [20, 10, 10],
    [20, 9, 9],
    [20, 8, 8],
    [20, 9, 9],
    [20, 10, 10],
  ]);
});

test('reasons are counted by side, and how many were let through', () => {
  const reason = (side: Side, isPassedOn = false) => ({ side, isPassedOn });
  const reasons = [reason('below'), reason('above', true), reason('below', true), reason('below')];
  expect(besideFigures({ ...NOTHING, reasons }).reasons).toEqual([
    { side: 'above', written: 1, passedOn: 1 },
    { side: 'below', written: 3, passedOn: 1 },
  ]);
});

test('whoever answers most items in under two seconds is counted', () => {
  const fast = (...gaps: number[]) => {
    let at = 0;
    const answeredAt = [0, ...gaps].map((gap) => {
      at += gap * 1000;
      return new Date(at);
    });
    return besideFigures({ ...NOTHING, experts: [{ role: '', answered: true, answeredAt }] }).fast;
  };
  expect(fast(1, 1.5, 1, 1.9, 20)).toBe(1);
  expect(fast(1, 2, 2, 2, 20)).toBe(0);
  expect(fast(1, 1, 1, 1)).toBe(0);
  // Presses that waited together in the messenger say nothing.
  expect(fast(0.01, 0.02, 0.01, 0.1, 0.2, 0.3)).toBe(0);
});
