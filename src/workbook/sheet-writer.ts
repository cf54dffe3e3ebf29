import ExcelJS from 'exceljs';
import { addRow } from './add-row.ts';

/** One column of a sheet to write. */
export interface ColumnLayout {
  readonly header: string;
  /** In characters. */
  readonly width: number;
  /** What the header's note says. */
  readonly note?: string;
  /** Kept as text: a spreadsheet would make a number of `0913…`, or a date of `1-2`. */
  readonly asText?: boolean;
  /** The only words it may hold, offered as a list. */
  readonly words?: readonly string[];
}

export type Written = string | number | null;

export interface SheetLayout {
  readonly name: string;
  readonly columns: readonly ColumnLayout[];
  readonly rows: readonly (readonly Written[])[];
}

/** Empty rows that are ready to be filled in: their formats and lists are set. */
const READY_ROWS = 500;

/** On every Windows and legible in Persian. */
const FONT = { name: 'Tahoma', size: 10 };
const HEADER_FILL = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFDCE6F1' } } as const;

/**
 * Adds a sheet that reads from right to left, its headers frozen. Every string is written as a string:
 * what starts with `=` is shown, not reckoned, and stays so when it is edited.
 */
export function addSheet(
  workbook: ExcelJS.Workbook,
  { name, columns, rows }: SheetLayout,
): ExcelJS.Worksheet {
  const sheet = workbook.addWorksheet(name, { views: [{ rightToLeft: true, state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map(({ header, width, asText }) => ({
    header,
    width,
    style: {
      font: FONT,
      alignment: { vertical: 'top', wrapText: true, readingOrder: 'rtl' },
      ...(asText ? { numFmt: '@' } : {}),
    },
  }));
  columns.forEach((column, at) => {
    finishColumn(sheet, at + 1, column);
  });
  for (const row of rows)
    addRow(
      sheet,
      row.map((value) => (value === '' ? null : value)),
    );
  return sheet;
}

/** Offers a list of words in some cells; what is typed besides them is asked about, not refused. */
export function offerWords(sheet: ExcelJS.Worksheet, cells: string, words: readonly string[]): void {
  // Ranges work, and keep the file small; exceljs's types only know single cells.
  const { dataValidations } = sheet as unknown as {
    dataValidations: { add(cells: string, validation: ExcelJS.DataValidation): void };
  };
  dataValidations.add(cells, {
    type: 'list',
    allowBlank: true,
    formulae: [`"${words.join(',')}"`],
    showErrorMessage: true,
    errorStyle: 'warning',
    error: words.join(' / '),
  });
}

/** The bytes of the .xlsx file. */
export async function workbookBytes(workbook: ExcelJS.Workbook): Promise<Uint8Array> {
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

export function newWorkbook(): ExcelJS.Workbook {
  return new ExcelJS.Workbook();
}

function finishColumn(sheet: ExcelJS.Worksheet, column: number, { note, words }: ColumnLayout): void {
  const header = sheet.getCell(1, column);
  header.font = { ...FONT, bold: true };
  header.fill = HEADER_FILL;
  if (note) header.note = note;
  const letter = sheet.getColumn(column).letter;
  if (words) offerWords(sheet, `${letter}2:${letter}${READY_ROWS}`, words);
}
