import { expect, test } from 'vitest';
import { kendallWUncorrected } from '../../src/statistics/kendall-w-uncorrected.ts';

test('W without correction leaves ties in', () => {
  expect(
    kendallWUncorrected([
      [5, 4, 2, 1],
      [4, 4, 3, 1],
      [5, 3, 3, 2],
    ]),
  ).toBe(79 / 90);
});

test('raters who agree wholly stay below 1 where they tie items', () => {
  expect(
    kendallWUncorrected([
      [1, 2, 2],
      [1, 2, 2],
    ]),
  ).toBe(0.75);
});

test('W without correction is undefined where the corrected W is', () => {
  expect(
    kendallWUncorrected([
      [4, 4, 4],
      [4, 4, 4],
    ]),
  ).toBeNull();
  expect(kendallWUncorrected([[1, 2, 3]])).toBeNull();
  expect(kendallWUncorrected([[1], [2]])).toBeNull();
});
