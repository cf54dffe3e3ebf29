import { expect, test } from 'vitest';
import { tieTerm } from '../../src/statistics/tie-term.ts';

test('the tie term is 0 without ties', () => {
  expect(tieTerm([4, 1, 3, 2])).toBe(0);
});

test('each group of t equal ratings counts t³ - t', () => {
  expect(tieTerm([5, 3, 3, 2])).toBe(6);
  expect(tieTerm([1, 4, 1, 4, 4, 2])).toBe(6 + 24);
});

test('the tie term of n equal ratings is n³ - n', () => {
  expect(tieTerm([0.2, 0.2, 0.2, 0.2])).toBe(60);
});
