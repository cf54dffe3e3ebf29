import { expect, test } from 'vitest';
import { attritionOf, type InTwoRounds } from '../../src/domain/attrition.ts';

const expert = (role: string, answeredNow: boolean, ...ratings: number[]): InTwoRounds => ({
  ...{ role, answeredNow, answeredBefore: ratings.length > 0 },
  before: ratings.map((rating) => ({ rating, median: 4 })),
});

test('attrition counts who answered and then fell silent, in total and by role', () => {
  const of = (role: string, stayed: number, left: number) => [
    ...Array.from({ length: stayed }, () => expert(role, true, 4)),
    ...Array.from({ length: left }, () => expert(role, false, 4)),
  ];
  // Silent twice, or only in the first one: had not been there to leave.
  const others = [expert('استاد', true), expert('استاد', false)];
  expect(attritionOf([...of('مدیر', 4, 1), ...of('استاد', 6, 0), ...others], true)).toEqual({
    ...{ answered: 11, left: 1, compared: null },
    byRole: [
      { role: 'مدیر', answered: 5, left: 1 },
      { role: 'استاد', answered: 6, left: 0 },
    ],
  });
  // Of a small role it would tell whose code it is.
  expect(attritionOf([...of('مدیر', 3, 1), ...of('استاد', 6, 0)], true).byRole).toEqual([]);
});

test('with five on both sides attrition tells how each side had answered, each expert once', () => {
  const left = Array.from({ length: 5 }, () => expert('', false, 1, 1, 3));
  const stayed = [...Array.from({ length: 4 }, () => expert('', true, 4)), expert('', true, 5, 5, 5, 5)];
  expect(attritionOf([...left, ...stayed], true).compared).toEqual({
    left: { mean: 5 / 3, distance: 7 / 3 },
    stayed: { mean: 21 / 5, distance: 1 / 5 },
  });
  expect(attritionOf([...left, ...stayed], false).compared).toBeNull();
  expect(attritionOf([...left, ...stayed.slice(1)], true).compared).toBeNull();
});
