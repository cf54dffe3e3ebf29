import { expect, test } from 'vitest';
import { csvLine } from '../../../src/features/exporting/csv.ts';
import { readCsv } from './read-csv.ts';

test.each(['=1+1', '+98', '-5', '@here', '\tx', '\rx'])(
  'a text that a spreadsheet would take for a formula (%j) starts with an apostrophe',
  (text) => expect(readCsv(csvLine([text]))).toEqual([[`'${text}`]]),
);

test.each([
  ['a space', ' =1+1'],
  ['a half-space', '\u200c=1+1'],
  ['direction marks', '\u200f\u2068-5'],
  ['a soft hyphen and a byte order mark', '\u00ad\ufeff@SUM(A1)'],
  ['a line end', '\n=1+1'],
  ['a vowel sign', '\u064e+98'],
  ['a filler', '\u3164=1'],
])('also where %s stands before it', (_, text) => {
  expect(readCsv(csvLine([text]))).toEqual([[`'${text}`]]);
});

test.each(['＝1+1', '＋98', '－5', '＠here', '﹦1', '\u200f＝1'])('also where it is wide: %s', (text) => {
  expect(readCsv(csvLine([text]))).toEqual([[`'${text}`]]);
});

test.each(['۱ = ۱', 'الف-ب', '«=»', '\u2068الف\u2069 + ب', "'=1"])(
  'what only holds such a sign (%s) stays',
  (text) => {
    expect(readCsv(csvLine([text]))).toEqual([[text]]);
  },
);

test('a number is no formula, whatever its sign', () => {
  expect(csvLine([-2, 0.1, 1e-7])).toBe('-2,0.1,1e-7\n');
});

test('commas, quotes and line breaks come back as they were', () => {
  const cells = ['a,b', 'he said "no"', 'two\nlines', 'two\r\nlines', 'الف، ب'];
  expect(readCsv(csvLine(cells))).toEqual([cells]);
});

test('null is an empty cell, and a boolean is a word', () => {
  expect(csvLine([null, true, false, ''])).toBe(',true,false,\n');
});
