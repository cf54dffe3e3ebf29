import ExcelJS from 'exceljs';
import { beforeAll, expect, test } from 'vitest';
import { describeWhere } from '../describe-where.ts';
import { reportOf } from '../features/exporting/report/report-of.ts';
import { converted, LIBREOFFICE_MISSING } from './libreoffice.ts';

describeWhere(LIBREOFFICE_MISSING, 'report.docx and results.xlsx in LibreOffice', () => {
  let report: Awaited<ReturnType<typeof reportOf>>;
  beforeAll(async () => {
    report = await reportOf({ aim: 'اجماع' });
  }, 60_000);

  test('opens, and is a chapter of some twenty pages', () => {
    const { report: pdf } = converted({ report: report.docx }, { from: 'docx', to: 'pdf' });
    expect(pagesOf(pdf!)).toBeGreaterThan(10);
    expect(pagesOf(pdf!)).toBeLessThan(40);
  }, 600_000);

  test('print each sheet a page wide, and each chart whole on a page of its own', async () => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(report.xlsx as unknown as ExcelJS.Buffer);
    const charts = workbook.worksheets
      .map((sheet) => sheet.getImages().length)
      .filter((images) => images > 0);
    expect(charts).toEqual([8]);
    const { results: pdf } = converted({ results: report.xlsx }, { from: 'xlsx', to: 'pdf' });
    // Only the list of what each figure means is longer than a page.
    const tables = workbook.worksheets.length - charts.length;
    expect(pagesOf(pdf!) - charts[0]!).toBeGreaterThanOrEqual(tables);
    expect(pagesOf(pdf!) - charts[0]!).toBeLessThanOrEqual(tables + 3);
  }, 600_000);

  test('says there what it says', () => {
    const { report: text } = converted({ report: report.docx }, { from: 'docx', to: 'txt' });
    const shown = Buffer.from(text!).toString('utf8').replace(/\s+/g, ' ');
    const told = report.word.paragraphs.map((paragraph) => paragraph.replace(/\s+/g, ' ').trim());
    expect(told.filter((paragraph) => !shown.includes(paragraph))).toEqual([]);
  }, 600_000);
});

function pagesOf(pdf: Uint8Array): number {
  return Buffer.from(pdf)
    .toString('latin1')
    .match(/\/Type\s*\/Page\b(?!s)/g)!.length;
}
