import { expect, test } from 'vitest';
import { looksLikeFormula } from '../../src/domain/formula.ts';

test.each(['=1', ' =1', '\u200f\u2068+1', '\u200c-1', '＠a', '\t', '\ra'])(
  '%j looks like a formula',
  (text) => {
    expect(looksLikeFormula(text)).toBe(true);
  },
);

test.each(['', ' ', '۱=۱', '«=»', "'=1", 'الف'])('%j does not', (text) => {
  expect(looksLikeFormula(text)).toBe(false);
});
