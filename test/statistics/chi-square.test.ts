import { expect, test } from 'vitest';
import { chiSquare } from '../../src/statistics/chi-square.ts';

test('chi² is m (n - 1) W', () => {
  expect(chiSquare(0.5, 12, 21)).toBe(120);
});

test('no agreement is 0', () => {
  expect(chiSquare(0, 12, 21)).toBe(0);
});
