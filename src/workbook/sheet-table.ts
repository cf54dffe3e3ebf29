import type { Cell } from './cell.ts';
import {
  COLUMNS,
  type ColumnKey,
  EXPLANATION_COLUMN,
  headerKey,
  matchWord,
  REQUIRED_COLUMNS,
  SHEETS,
  type SheetKey,
} from './headers.ts';
import type { RawSheet } from './open-workbook.ts';
import type { Findings, Place } from './remark.ts';
import type { RawRow } from './sheet-cells.ts';

/** Rows among which the headers are looked for: people put a title above their table. */
const HEADER_WITHIN_ROWS = 10;

/** A sheet of the workbook with its columns found. */
export interface SheetTable<Sheet extends SheetKey> {
  readonly sheet: Sheet;
  readonly columns: ReadonlyMap<ColumnKey<Sheet>, number>;
  /** Rows below the headers with something in a known column. */
  readonly rows: readonly TableRow<Sheet>[];
  /** False where the sheet's part of the file is broken, which is a fault by then. */
  readonly isReadable: boolean;
}

export interface TableRow<Sheet extends SheetKey> {
  readonly number: number;
  readonly hasColumn: (column: ColumnKey<Sheet>) => boolean;
  readonly cell: (column: ColumnKey<Sheet>) => Cell | null;
  readonly place: (column: ColumnKey<Sheet>) => Place;
}

/** The sheet of this name; null where there is none, or one with nothing on it. */
export function findTable<Sheet extends SheetKey>(
  sheets: readonly RawSheet[],
  sheet: Sheet,
  findings: Findings,
): SheetTable<Sheet> | null {
  const [found, other] = sheets.filter(({ name }) => headerKey(name) === headerKey(SHEETS[sheet]));
  if (other) {
    findings.faults.push({ code: 'sheetTwice', ...wholeSheet(sheet), args: { other: other.name } });
  }
  if (found && !found.isReadable) {
    findings.faults.push({ code: 'sheetDamaged', ...wholeSheet(sheet), args: {} });
    return { sheet, columns: new Map(), rows: [], isReadable: false };
  }
  if (!found || found.rows.length === 0) return null;
  const header = headerRow(found.rows, sheet);
  const columns = header ? findColumns(header, sheet, findings) : new Map<ColumnKey<Sheet>, number>();
  reportMissingColumns(sheet, columns, findings);
  const below = header ? found.rows.filter(({ number }) => number > header.number) : [];
  const rows = below.map((row) => tableRow(row, sheet, columns)).filter((row) => isFilled(row, columns));
  return { sheet, columns, rows, isReadable: true };
}

/** The place of a sheet that is missing, or wrong as a whole. */
export function wholeSheet(sheet: SheetKey): Place {
  return { sheet: SHEETS[sheet], row: SHEETS[sheet], column: null };
}

/** A column's header in the workbook's own words. */
function columnHeader<Sheet extends SheetKey>(sheet: Sheet, column: ColumnKey<Sheet>): string {
  const headers: Readonly<Record<string, string>> = COLUMNS[sheet];
  return headers[column]!;
}

function headerRow(rows: readonly RawRow[], sheet: SheetKey): RawRow | null {
  const candidates = rows.slice(0, HEADER_WITHIN_ROWS).map((row) => ({
    row,
    known: [...row.cells.values()].filter(({ text }) => columnOf(text, sheet)).length,
  }));
  const best = Math.max(0, ...candidates.map(({ known }) => known));
  return best === 0 ? null : candidates.find(({ known }) => known === best)!.row;
}

function columnOf<Sheet extends SheetKey>(text: string, sheet: Sheet): ColumnKey<Sheet> | null {
  const headers: Readonly<Record<string, string>> = COLUMNS[sheet];
  return text === '' ? null : (matchWord(text, headers) as ColumnKey<Sheet> | null);
}

function findColumns<Sheet extends SheetKey>(
  header: RawRow,
  sheet: Sheet,
  { faults, warnings }: Findings,
): ReadonlyMap<ColumnKey<Sheet>, number> {
  const columns = new Map<ColumnKey<Sheet>, number>();
  for (const [at, { text }] of header.cells) {
    const column = columnOf(text, sheet);
    const place = {
      sheet: SHEETS[sheet],
      row: header.number,
      column: column ? columnHeader(sheet, column) : text,
    };
    if (!column) {
      if (text !== '' && headerKey(text) !== headerKey(EXPLANATION_COLUMN)) {
        warnings.push({ code: 'columnUnknown', ...place, args: {} });
      }
    } else if (columns.has(column)) faults.push({ code: 'columnTwice', ...place, args: {} });
    else columns.set(column, at);
  }
  return columns;
}

function reportMissingColumns<Sheet extends SheetKey>(
  sheet: Sheet,
  columns: ReadonlyMap<ColumnKey<Sheet>, number>,
  findings: Findings,
): void {
  for (const column of REQUIRED_COLUMNS[sheet] as readonly ColumnKey<Sheet>[]) {
    if (columns.has(column)) continue;
    const row = columnHeader(sheet, column);
    findings.faults.push({ code: 'columnMissing', sheet: SHEETS[sheet], row, column: null, args: {} });
  }
}

function tableRow<Sheet extends SheetKey>(
  { number, cells }: RawRow,
  sheet: Sheet,
  columns: ReadonlyMap<ColumnKey<Sheet>, number>,
): TableRow<Sheet> {
  return {
    number,
    hasColumn: (column) => columns.has(column),
    cell: (column) => cells.get(columns.get(column) ?? 0) ?? null,
    place: (column) => ({ sheet: SHEETS[sheet], row: number, column: columnHeader(sheet, column) }),
  };
}

function isFilled<Sheet extends SheetKey>(
  row: TableRow<Sheet>,
  columns: ReadonlyMap<ColumnKey<Sheet>, number>,
): boolean {
  return [...columns.keys()].some((column) => row.cell(column) !== null);
}
