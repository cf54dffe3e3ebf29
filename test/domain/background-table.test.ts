import { expect, test } from 'vitest';
import { backgroundTable } from '../../src/domain/background-table.ts';

const degrees = (...said: string[]) =>
  backgroundTable(said.map((degree) => ({ post: '', organisation: '', degree, experience: '', gender: '' })));

test('each field is summed, the most frequent first, whatever the spelling', () => {
  expect(degrees('دکتری', 'دكتری', 'دکتری', 'ارشد', 'ارشد', 'ارشد', 'ارشد')).toEqual([
    {
      field: 'degree',
      cells: [
        { value: 'ارشد', experts: 4 },
        { value: 'دکتری', experts: 3 },
      ],
    },
  ]);
});

test('cells under three are joined, so that none could tell who it is', () => {
  expect(degrees('الف', 'الف', 'الف', 'ب', 'ب', 'پ')[0]!.cells).toEqual([
    { value: 'الف', experts: 3 },
    { value: null, experts: 3 },
  ]);
});

test('a joined cell that is still under three takes the next smallest one too', () => {
  expect(degrees('الف', 'الف', 'الف', 'الف', 'ب', 'ب', 'ب', 'پ')[0]!.cells).toEqual([
    { value: 'الف', experts: 4 },
    { value: null, experts: 4 },
  ]);
  expect(degrees('الف', 'الف', 'الف', 'پ')[0]!.cells).toEqual([{ value: null, experts: 4 }]);
});

test('a field that nobody filled in is left out', () => {
  expect(backgroundTable([null, null])).toEqual([]);
  expect(degrees('', '')).toEqual([]);
});
