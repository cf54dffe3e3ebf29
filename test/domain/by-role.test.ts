import { expect, test } from 'vitest';
import { type RoleRatings, tellByRole } from '../../src/domain/by-role.ts';

const rated = (role: string, count: number, ...ratings: (number | null)[]): RoleRatings[] =>
  Array.from({ length: count }, () => ({
    role,
    ratings: new Map(ratings.flatMap((rating, at) => (rating === null ? [] : [[at + 1, rating] as const]))),
  }));
const namesOf = (experts: readonly RoleRatings[]) => tellByRole(experts, [1, 2]).map(({ role }) => role);

test('a role of five is told, the others being five or none', () => {
  const told = tellByRole([...rated('مدیر', 5, 4, 5), ...rated('استاد', 6, 2, 1)], [1, 2]);
  expect(told).toEqual([
    {
      role: 'مدیر',
      experts: 5,
      items: [
        { itemId: 1, ratings: [4, 4, 4, 4, 4] },
        { itemId: 2, ratings: [5, 5, 5, 5, 5] },
      ],
    },
    {
      role: 'استاد',
      experts: 6,
      items: [
        { itemId: 1, ratings: [2, 2, 2, 2, 2, 2] },
        { itemId: 2, ratings: [1, 1, 1, 1, 1, 1] },
      ],
    },
  ]);
});

test('a role is not told where the whole less what is told would leave one to four', () => {
  expect(namesOf([...rated('مدیر', 8, 4, 5), ...rated('استاد', 4, 2, 1)])).toEqual([]);
  // Both told, three would be left; the larger one alone leaves eight.
  expect(namesOf([...rated('مدیر', 5, 4), ...rated('استاد', 6, 2), ...rated('ناظر', 3, 1)])).toEqual([
    'استاد',
  ]);
  expect(namesOf([...rated('مدیر', 5, 4), ...rated('استاد', 5, 2), ...rated('ناظر', 5, 1)])).toHaveLength(3);
});

test('a role’s figures of an item are hidden by the same rule', () => {
  const told = tellByRole(
    [...rated('مدیر', 5, 4, 5), ...rated('استاد', 4, 2, 1), ...rated('استاد', 1, 2, null)],
    [1, 2],
  );
  expect(told.map(({ items }) => items.map(({ itemId }) => itemId))).toEqual([[1], [1]]);
});

test('silent experts do not count, one role tells nothing new, and none has no name', () => {
  expect(namesOf([...rated('مدیر', 6, 4), ...rated('استاد', 7)])).toEqual([]);
  expect(namesOf(rated('مدیر', 9, 4))).toEqual([]);
  expect(namesOf([...rated('مدیر', 6, 4), ...rated('', 6, 2)])).toEqual(['مدیر']);
});
