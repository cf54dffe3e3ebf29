import { expect, test } from 'vitest';
import { meanText, signed, unchangedText, wText } from '../../src/messages/figures.ts';

test('a difference has its sign on the left of its digits, whichever it is', () => {
  expect(signed(0.12, 3)).toBe('\u2068\u200e+۰٫۱۲۰\u2069');
  expect(signed(-0.12, 3)).toBe('\u2068\u200e\u2212۰٫۱۲۰\u2069');
});

test('a difference that rounds to zero has no sign', () => {
  expect(signed(0.0001, 3)).toBe('۰٫۰۰۰');
  expect(signed(-0.0001, 3)).toBe('۰٫۰۰۰');
});

test('a mean has two decimals', () => expect(meanText(14 / 3, 3)).toBe('۴٫۶۷'));

test('a mean just above the neutral point does not read as the neutral point', () => {
  expect(meanText(3.004, 3)).toBe('۳٫۰۰۴');
  expect(meanText(3, 3)).toBe('۳٫۰۰');
  expect(meanText(3.004, null)).toBe('۳٫۰۰');
});

test('W just below a bound of strength or a threshold does not read as at it', () => {
  expect(wText(0.69996, null)).toBe('۰٫۶۹۹۹۶');
  expect(wText(0.6204, 0.62)).toBe('۰٫۶۲۰۴');
  expect(wText(0.7, 0.7)).toBe('۰٫۷۰۰');
  expect(wText(0.71, null)).toBe('۰٫۷۱۰');
});

test('a change just under the threshold of stability does not read as at it', () => {
  expect(signed(-0.1998, 3, [-0.2, 0.2])).toBe('\u2068\u200e\u2212۰٫۱۹۹۸\u2069');
  expect(signed(0.2, 3, [-0.2, 0.2])).toBe('\u2068\u200e+۰٫۲۰۰\u2069');
});

test('a share of unchanged answers just below 70 in a hundred does not read as 70', () => {
  expect(unchangedText(0.697)).toBe('۶۹٫۷');
  expect(unchangedText(0.7)).toBe('۷۰');
  expect(unchangedText(0.684)).toBe('۶۸');
});
