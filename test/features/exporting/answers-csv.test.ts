import { expect, test } from 'vitest';
import { type AnswerRow, answersCsv } from '../../../src/features/exporting/answers-csv.ts';
import { joined, slices } from './pieces.ts';
import { readCsv } from './read-csv.ts';

const row: AnswerRow = {
  round: 2,
  panel: 'P1',
  expert: 'K7',
  item: 'S1',
  value: -1.5,
  reason: null,
  answeredAt: new Date('2026-11-30T20:30:00Z'),
  submitted: true,
  origin: 'chosen',
};

async function csv(rows: readonly AnswerRow[], anonymous = true): Promise<string> {
  return joined(answersCsv(slices(rows), { anonymous, zone: 'Asia/Tehran' }));
}

test('the file starts with a byte order mark and the fixed header, also without an answer', async () => {
  expect(await csv([])).toBe('\ufeffround,panel,expert,item,value,reason,answered_at,submitted,origin\n');
});

test('each rating is a line', async () => {
  const rows = readCsv(await csv([row, { ...row, value: 4, reason: '=a,"b"', submitted: false }], false));
  expect(rows.slice(1)).toEqual([
    ['2', 'P1', 'K7', 'S1', '-1.5', '', '2026-12-01T00:00:00.000+03:30', 'true', 'chosen'],
    ['2', 'P1', 'K7', 'S1', '4', '\'=a,"b"', '2026-12-01T00:00:00.000+03:30', 'false', 'chosen'],
  ]);
});

test('in an anonymous study no line tells when it was given or whether it was handed in', async () => {
  const rows = readCsv(await csv([row, { ...row, submitted: false }])).slice(1);
  for (const line of rows) expect(line).toEqual(['2', 'P1', 'K7', 'S1', '-1.5', '', '', '', 'chosen']);
});

test('the last column tells how a rating came about, and is empty where nobody noted it', async () => {
  const origins = ['chosen', 'kept', 'kept_in_bulk', null] as const;
  const rows = readCsv(await csv(origins.map((origin) => ({ ...row, origin })))).slice(1);
  expect(rows.map((line) => line[8])).toEqual(['chosen', 'kept', 'kept_in_bulk', '']);
});
