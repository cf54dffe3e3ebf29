import type ExcelJS from 'exceljs';
import { looksLikeFormula } from '../domain/formula.ts';

/** `@`: Excel leaves what it shows alone, also when somebody edits the cell or saves the sheet as CSV and opens that. */
const TEXT = '@';

/** Adds a row whose texts stay texts: one that begins like a formula would become one where its cell is edited. */
export function addRow(sheet: ExcelJS.Worksheet, cells: readonly (string | number | null)[]): ExcelJS.Row {
  const row = sheet.addRow(cells);
  cells.forEach((cell, at) => {
    if (typeof cell === 'string' && looksLikeFormula(cell)) row.getCell(at + 1).numFmt = TEXT;
  });
  return row;
}
