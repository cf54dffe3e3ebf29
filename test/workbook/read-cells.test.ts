import { expect, test } from 'vitest';
import { numberCell, textCell } from '../../src/workbook/cell.ts';
import { type NumberRule, readNumber } from '../../src/workbook/read-cells.ts';
import type { Findings } from '../../src/workbook/remark.ts';

const OF_ONE: NumberRule = { kind: 'between', least: 0, most: 1, share: 'ofOne' };
const OF_HUNDRED: NumberRule = { kind: 'between', least: 0, most: 100, share: 'ofHundred' };
const PERCENT = { code: '0%', isDate: false, isPercent: true };
const GENERAL = { code: 'General', isDate: false, isPercent: false };

function read(cell: ReturnType<typeof textCell>, rule: NumberRule) {
  const findings: Findings = { faults: [], warnings: [] };
  const place = { sheet: 'مطالعه', row: 2, column: 'مقدار' };
  return readNumber({ cell, place, hasColumn: true }, rule, findings);
}

test('a percentage is a part of one or of a hundred, as its rule counts', () => {
  for (const written of ['75%', '۷۵٪', '٪۷۵', '75 %']) {
    expect(read(textCell(written), OF_HUNDRED), written).toBe(75);
    expect(read(textCell(written), OF_ONE), written).toBe(0.75);
  }
  expect(read(numberCell('0.75', PERCENT, 0), OF_HUNDRED)).toBe(75);
  expect(read(numberCell('0.57', PERCENT, 0), OF_HUNDRED)).toBe(57);
  expect(read(numberCell('0.75', PERCENT, 0), OF_ONE)).toBe(0.75);
  expect(read(numberCell('75', GENERAL, 0), OF_HUNDRED)).toBe(75);
});

test('where no share is asked for, a percentage is no number, or the number that the cell holds', () => {
  const days: NumberRule = { kind: 'above', bound: 0, most: 365 };
  expect(read(textCell('75%'), days)).toBeNull();
  expect(read(numberCell('0.75', PERCENT, 0), days)).toBe(0.75);
});
