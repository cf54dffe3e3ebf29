import { expect, test } from 'vitest';
import { PUBLISHED_RULES } from '../../src/domain/published-agreement.ts';
import { describeRatings } from '../../src/statistics/describe-ratings.ts';

/** What each rule says of an item that was rated so often with 1, 2, 3 …, in the order of the rules. */
function verdicts(...counts: number[]) {
  const ratings = counts.flatMap((count, at) => Array<number>(count).fill(at + 1));
  const item = describeRatings(
    ratings,
    counts.map((_, at) => at + 1),
  );
  return PUBLISHED_RULES.map(({ holds }) => holds(item));
}

test('what one rule calls agreement another does not', () => {
  // 70 % for it, at the bound; 20 % against it.
  expect(verdicts(2, 0, 1, 3, 4)).toEqual([true, false, false, false, false]);
  // Three quarters for it, hardly anybody against it, answers close together.
  expect(verdicts(0, 1, 2, 9, 0)).toEqual([true, true, false, true, true]);
  // Close together, and nobody for it.
  expect(verdicts(0, 0, 12, 0, 0)).toEqual([false, false, false, true, false]);
});

test('shares are compared by counts: 7 of 10 are 70 per cent, 2 of 3 are not, and 3 of 20 are 15', () => {
  expect(verdicts(0, 0, 3, 7, 0)[0]).toBe(true);
  expect(verdicts(0, 0, 1, 2, 0)[0]).toBe(false);
  expect(verdicts(3, 0, 0, 17, 0)[4]).toBe(false);
  expect(verdicts(2, 0, 1, 17, 0)[4]).toBe(true);
});

test('a rule says nothing without ratings, and of a scale that it was not made for', () => {
  expect(verdicts(0, 0, 0, 0, 0)).toEqual([null, null, null, null, null]);
  expect(verdicts(1, 1, 1)).toEqual([null, null, null, null, null]);
  expect(verdicts(0, 0, 0, 1, 0, 2, 2)).toEqual([true, true, true, null, true]);
});
