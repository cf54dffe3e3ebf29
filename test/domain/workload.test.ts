import { expect, test } from 'vitest';
import { minutesFor, paceOf, panelPace } from '../../src/domain/workload.ts';

const at = (...seconds: readonly number[]) => seconds.map((second) => new Date(second * 1000));

test('items take whole minutes, three a minute, and never less than one', () => {
  expect([0, 1, 3, 4, 21, 60].map((items) => minutesFor(items))).toEqual([1, 1, 1, 2, 7, 20]);
});

test('where the panel’s own pace is known, it is what items take', () => {
  expect(minutesFor(21, 10)).toBe(4);
  expect(minutesFor(21, null)).toBe(7);
});

test('an expert’s pace is the median time from one answer to the next, in whatever order they stand', () => {
  expect(paceOf(at(60, 0, 10, 20, 35, 47))).toBe(12);
});

test('a pause is no reading, and answers kept in one moment are none either', () => {
  expect(paceOf(at(0, 10, 20, 30, 40, 50, 5000, 5000, 5000, 5000))).toBe(10);
});

test('a few answers say no pace, and nobody reads an item in less than five seconds', () => {
  expect(paceOf(at(0, 10, 20, 30, 40))).toBeNull();
  expect(paceOf([])).toBeNull();
  expect(paceOf(at(0, 1, 2, 3, 4, 5, 6))).toBe(5);
});

test('a panel has a pace once three have handed in', () => {
  expect(panelPace([10, 30])).toBeNull();
  expect(panelPace([30, 10, 14])).toBe(14);
  expect(panelPace([30, 10, 14, 15])).toBe(15);
});
