import { expect, test } from 'vitest';
import { evenRows, inPairs } from '../../src/messages/even-rows.ts';

test('small buttons stand in as few rows as hold them, each as long as the others, read from the right', () => {
  expect(evenRows([1, 2, 3, 4, 5, 6])).toEqual([
    [3, 2, 1],
    [6, 5, 4],
  ]);
  expect(evenRows([1, 2, 3, 4, 5])).toEqual([[5, 4, 3, 2, 1]]);
});

test('buttons in pairs have the first of each at the right; an odd last one stands alone', () => {
  expect(inPairs([1, 2, 3])).toEqual([[2, 1], [3]]);
  expect(inPairs([])).toEqual([]);
});
