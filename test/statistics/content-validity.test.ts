import { expect, test } from 'vitest';
import {
  itemContentValidity,
  SMALLEST_ITEM_INDEX,
  scaleContentValidity,
} from '../../src/statistics/content-validity.ts';

test('I-CVI is the share of ratings in the upper two of four', () => {
  expect(itemContentValidity([4, 3, 3, 2, 1])).toBe(0.6);
  expect(itemContentValidity([4, 4, 3])).toBe(1);
  expect(itemContentValidity([1, 2])).toBe(0);
});

test('seven of nine are too few to keep an item, eight of nine are enough', () => {
  expect(itemContentValidity([4, 4, 4, 4, 3, 3, 3, 2, 2])).toBeLessThan(SMALLEST_ITEM_INDEX);
  expect(itemContentValidity([4, 4, 4, 4, 3, 3, 3, 3, 2])).toBeGreaterThan(SMALLEST_ITEM_INDEX);
});

test('nobody rated it: null', () => {
  expect(itemContentValidity([])).toBeNull();
});

test('a rating that is none of the four is a fault', () => {
  expect(() => itemContentValidity([5])).toThrow('rating is 5; expected 1, 2, 3 or 4');
  expect(() => itemContentValidity([2.5])).toThrow('rating is 2.5');
});

test('S-CVI/Ave is the mean of the items, S-CVI/UA the share with full agreement', () => {
  expect(scaleContentValidity([1, 0.8, 0.6, 1])).toEqual({ average: 0.85, universalAgreement: 0.5 });
});

test('an item that nobody rated does not enter', () => {
  expect(scaleContentValidity([1, null, 0.5])).toEqual({ average: 0.75, universalAgreement: 0.5 });
});

test('without a rated item there is nothing to tell', () => {
  expect(scaleContentValidity([null])).toEqual({ average: null, universalAgreement: null });
  expect(scaleContentValidity([])).toEqual({ average: null, universalAgreement: null });
});
