import ExcelJS, { type CellValue } from 'exceljs';
import { readWorkbook, type WorkbookReading } from '../../src/workbook/read-workbook.ts';
import type { Remark } from '../../src/workbook/remark.ts';

/** Sheets by name, each a list of rows from the first on. */
export type Sheets = Readonly<Record<string, readonly (readonly CellValue[])[]>>;

export async function workbookOf(sheets: Sheets): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  for (const [name, rows] of Object.entries(sheets)) {
    const sheet = workbook.addWorksheet(name);
    rows.forEach((row, at) => {
      row.forEach((value, column) => {
        sheet.getCell(at + 1, column + 1).value = value;
      });
    });
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

/** The least that is a study: two panels, an expert and an item on each, a scale of two points. */
export const VALID: Sheets = {
  مطالعه: [
    ['ویژگی', 'مقدار'],
    ['عنوان', 'آزمون'],
    ['پرسش', 'چقدر موافقید؟'],
  ],
  طیف: [
    ['مقدار', 'برچسب'],
    [1, 'کم'],
    [5, 'زیاد'],
  ],
  پانل‌ها: [
    ['کد', 'نام'],
    ['P1', 'فنی'],
    ['P2', 'مالی'],
  ],
  خبرگان: [
    ['کد', 'نام', 'نقش', 'پانل‌ها', 'موبایل'],
    ['E1', 'مریم', 'استاد', 'P1', '09131111111'],
    ['E2', 'کاوه', '', 'P2', null],
  ],
  گویه‌ها: [
    ['کد', 'عنوان', 'تعریف', 'واحد سازمانی', 'مخاطب', 'گروه', 'پانل‌ها'],
    ['S1', 'نظافت', 'تعریف', 'واحد', 'G2C', 'الف / ب', 'P1'],
    ['S2', 'آموزش', null, null, null, null, 'P2'],
  ],
};

/** Reads a valid study with some of its sheets replaced. */
export async function readWith(sheets: Sheets): Promise<WorkbookReading> {
  return readWorkbook(await workbookOf({ ...VALID, ...sheets }));
}

/** The draft, where there must be one. */
export async function draftWith(sheets: Sheets) {
  const reading = await readWith(sheets);
  if (!reading.ok) throw new Error(`No draft: ${JSON.stringify(reading)}`);
  return reading.draft;
}

/** Faults in a short form: `sheet row column code`. */
export function faultsOf(reading: WorkbookReading): readonly string[] {
  return 'faults' in reading ? reading.faults.map(short) : [];
}

/** What is warned of, but for whose answers could be told: the tests' studies are small. */
export function otherWarnings(reading: WorkbookReading) {
  return 'warnings' in reading ? reading.warnings.filter((one) => !ofSmallness(one)) : [];
}

export function warningsOf(reading: WorkbookReading): readonly string[] {
  return otherWarnings(reading).map(short);
}

/** What is warned of because codes would not hide somebody. */
export function recognisableIn(reading: WorkbookReading): readonly string[] {
  return 'warnings' in reading ? reading.warnings.filter(ofSmallness).map(short) : [];
}

const ofSmallness = ({ code }: Remark<string>) => code === 'panelSmall' || code === 'panelsOfOne';

function short({ sheet, row, column, code }: Remark<string>): string {
  return [sheet, row, column ?? '-', code].join(' | ');
}

/** The sheet `مطالعه` of the valid study with more rows. */
export function studyWith(...rows: readonly (readonly CellValue[])[]): Sheets {
  return { مطالعه: [...VALID['مطالعه']!, ...rows] };
}
