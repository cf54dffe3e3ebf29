import { expect, test } from 'vitest';
import { minority } from '../../src/statistics/minority.ts';

test('counts ratings half the range or more away from the median, on the side where they are more', () => {
  expect(minority({ 1: 3, 2: 0, 3: 0, 4: 1, 5: 5 }, 5)).toBe(3);
  expect(minority({ 1: 6, 2: 0, 3: 0, 4: 0, 5: 6 }, 3)).toBe(6);
  expect(minority({ 1: 1, 2: 5, 3: 0, 4: 2, 5: 1 }, 2)).toBe(3);
  expect(minority({ 1: 0, 2: 2, 3: 5, 4: 2, 5: 0 }, 3)).toBe(0);
});

test('a distance of just half the range counts, in the decimals that were written', () => {
  expect(minority({ '0.1': 1, '0.3': 0, '0.5': 3 }, 0.5)).toBe(1);
  expect(minority({ '0.1': 1, '0.2': 1, '0.3': 3 }, 0.3)).toBe(2);
});

test('the minority is null without a rating', () => {
  expect(minority({ 1: 0, 2: 0 }, null)).toBeNull();
});
