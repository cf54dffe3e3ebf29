import { expect, test } from 'vitest';
import { type ProposalRow, proposalsCsv } from '../../../src/features/exporting/proposals-csv.ts';
import { readCsv } from './read-csv.ts';

const row: ProposalRow = {
  text: 'پرداخت قبض',
  panels: ['P1', 'P2'],
  decision: 'accepted',
  reason: '',
  items: ['P1'],
};

test('the file starts with a byte order mark and its header, also without a proposal', () => {
  expect(proposalsCsv([])).toBe('\ufefftext,panels,decision,reason,item\n');
});

test('each proposal is a line; what waits has no decision', () => {
  expect(readCsv(proposalsCsv([row])).slice(1)).toEqual([['پرداخت قبض', 'P1,P2', 'accepted', '', 'P1']]);
  const split = { ...row, items: ['P1', 'P3'] };
  expect(
    readCsv(proposalsCsv([split]))
      .at(-1)!
      .at(-1),
  ).toBe('P1,P3');
  const waiting = { ...row, text: '=1', panels: [], decision: null, items: [] };
  expect(readCsv(proposalsCsv([waiting])).slice(1)).toEqual([["'=1", '', '', '', '']]);
});

test('the order tells nothing of the order in which they were made, and is the same each time', () => {
  const rows = Array.from({ length: 20 }, (_, at) => ({ ...row, text: `پیشنهاد ${at}` }));
  const texts = (of: readonly ProposalRow[]) => readCsv(proposalsCsv(of)).map(([text]) => text);
  expect(texts(rows)).toEqual(texts(rows.toReversed()));
  expect(texts(rows).slice(1)).not.toEqual(rows.map(({ text }) => text));
});
