import { expect, test } from 'vitest';
import { csvLine } from '../../src/exports/csv.ts';
import { readCsv } from './read-csv.ts';

test.each(['=1+1', '+98', '-5', '@here', '\tx', '\rx'])(
  'a text that a spreadsheet would take for a formula (%j) starts with an apostrophe',
  (text) => expect(readCsv(csvLine([text]))).toEqual([[`'${text}`]]),
);

test('a number is no formula, whatever its sign', () => {
  expect(csvLine([-2, 0.1, 1e-7])).toBe('-2,0.1,1e-7\n');
});

test('commas, quotes and line breaks come back as they were', () => {
  const cells = ['a,b', 'he said "no"', 'two\nlines', 'two\r\nlines', 'الف، ب'];
  expect(readCsv(csvLine(cells))).toEqual([cells]);
});

test('what is not there is an empty cell; truth is a word', () => {
  expect(csvLine([null, true, false, ''])).toBe(',true,false,\n');
});
