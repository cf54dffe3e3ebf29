import { describe, expect, test } from 'vitest';
import {
  anyNumber,
  decimal,
  figureOfNumbers,
  perHundred,
  plainNumber,
  spokenDigits,
  writtenNumber,
} from '../../src/texts/numerals.ts';
import { pValue } from '../../src/texts/p-value.ts';

/** A negative number in its isolate. */
const negative = (digits: string) => `\u2068\u200e\u2212${digits}\u2069`;

test('a whole number has thousands marks, a year or a code has none', () => {
  expect(anyNumber(1234)).toBe('۱٬۲۳۴');
  expect(anyNumber(7)).toBe('۷');
  expect(plainNumber(1405)).toBe('۱۴۰۵');
  expect(plainNumber(2.25)).toBe('۲٫۲۵');
});

test('what an expert wrote has thousands marks from five digits on, and all its decimals', () => {
  expect([1405, 12_000, 0.0625].map(writtenNumber)).toEqual(['۱۴۰۵', '۱۲٬۰۰۰', '۰٫۰۶۲۵']);
});

test('a figure of such numbers has two decimals, and three digits where it is small', () => {
  expect([1410, 1414.6, 248_553.546, 17.5, 0.0041237, 0].map(figureOfNumbers)).toEqual([
    ...['۱۴۱۰', '۱۴۱۴٫۶', '۲۴۸٬۵۵۳٫۵۵', '۱۷٫۵', '۰٫۰۰۴۱۲', '۰'],
  ]);
});

test('decimals are as many as asked for', () => {
  expect(decimal(3.5, 2)).toBe('۳٫۵۰');
  expect(decimal(3.456, 1)).toBe('۳٫۵');
  expect(decimal(3, 0)).toBe('۳');
});

test('a minus carries the mark that keeps it left of its digits, in an isolate', () => {
  expect(decimal(-0.25, 2)).toBe(negative('۰٫۲۵'));
  expect(anyNumber(-1234)).toBe(negative('۱٬۲۳۴'));
  expect(plainNumber(-2)).toBe(negative('۲'));
});

test('what rounds to zero has no sign', () => {
  expect(decimal(-0.001, 2)).toBe('۰٫۰۰');
  expect(anyNumber(-0)).toBe('۰');
});

test('a share of one is told in perHundred', () => {
  expect(perHundred(0.75)).toBe('۷۵');
  expect(perHundred(0.0333, 1)).toBe('۳٫۳');
});

test('an undefined figure is not told as a number', () => {
  expect(() => decimal(Number.NaN, 2)).toThrow('NaN');
  expect(() => anyNumber(Number.POSITIVE_INFINITY)).toThrow('Infinity');
});

test('only digits of a text are turned', () => {
  expect(spokenDigits('S12 در 1405/09/10')).toBe('S۱۲ در ۱۴۰۵/۰۹/۱۰');
});

describe('a p-value', () => {
  test('has three decimals', () => expect(pValue(0.0312)).toBe('۰٫۰۳۱'));
  test('has more where it would read as 0.05 and is not', () => {
    expect(pValue(0.0496)).toBe('۰٫۰۴۹۶');
    expect(pValue(0.0504)).toBe('۰٫۰۵۰۴');
    expect(pValue(0.05)).toBe('۰٫۰۵۰');
  });
  test('from 0.001 on is told itself', () => expect(pValue(0.001)).toBe('۰٫۰۰۱'));
  test('below that is told by the bound', () => expect(pValue(1e-299)).toBe('کمتر از ۰٫۰۰۱'));
  test('kept as 0 is below 1e-300, not none', () => {
    expect(pValue(0)).toBe(`کمتر از ۱۰ به توان ${negative('۳۰۰')}`);
  });
});
