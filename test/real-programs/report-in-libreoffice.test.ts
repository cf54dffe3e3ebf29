import { beforeAll, expect, test } from 'vitest';
import { describeWhere } from '../describe-where.ts';
import { reportOf } from '../features/exporting/report/report-of.ts';
import { converted, LIBREOFFICE_MISSING } from './libreoffice.ts';

describeWhere(LIBREOFFICE_MISSING, 'report.docx in LibreOffice', () => {
  let report: Awaited<ReturnType<typeof reportOf>>;
  beforeAll(async () => {
    report = await reportOf({ aim: 'اجماع' });
  }, 60_000);

  test('opens, and is a chapter of some twenty pages', () => {
    const { report: pdf } = converted({ report: report.docx }, { from: 'docx', to: 'pdf' });
    const pages = Buffer.from(pdf!)
      .toString('latin1')
      .match(/\/Type\s*\/Page\b(?!s)/g)!;
    expect(pages.length).toBeGreaterThan(10);
    expect(pages.length).toBeLessThan(40);
  }, 600_000);

  test('says there what it says', () => {
    const { report: text } = converted({ report: report.docx }, { from: 'docx', to: 'txt' });
    const shown = Buffer.from(text!).toString('utf8').replace(/\s+/g, ' ');
    const told = report.word.paragraphs.map((paragraph) => paragraph.replace(/\s+/g, ' ').trim());
    expect(told.filter((paragraph) => !shown.includes(paragraph))).toEqual([]);
  }, 600_000);
});
