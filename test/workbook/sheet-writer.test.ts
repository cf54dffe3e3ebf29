import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { templateWorkbook } from '../../src/workbook/template-workbook.ts';

const LINE = 14;

test('each sheet prints one page wide, and a row is as high as the lines of its longest text', async () => {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await templateWorkbook()).buffer as ArrayBuffer);
  for (const sheet of book.worksheets) {
    expect([sheet.name, sheet.pageSetup.fitToPage, sheet.pageSetup.fitToWidth]).toEqual([
      sheet.name,
      true,
      1,
    ]);
    sheet.eachRow((row, at) =>
      row.eachCell((cell, column) => {
        const characters = String(cell.value ?? '').length;
        const lines = Math.ceil(characters / (sheet.getColumn(column).width ?? Infinity));
        if (lines > 1) expect([sheet.name, at, row.height >= lines * LINE]).toEqual([sheet.name, at, true]);
      }),
    );
  }
});
