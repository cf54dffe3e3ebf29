import { foldText } from '../domain/digits.ts';
import { plain } from '../texts/i18n.ts';
import type { Cell } from './cell.ts';
import {
  COLUMNS,
  type ColumnKey,
  EXPLANATION,
  matchWord,
  OTHER_NAMES,
  REQUIRED_COLUMNS,
  TABLES,
  type TableKey,
  wordKey,
} from './headers.ts';
import type { RawSheet } from './open-workbook.ts';
import type { Findings, Place } from './remark.ts';
import type { MergedCells, RawRow } from './sheet-cells.ts';

/** The headers are looked for in this many rows: people put a title above their table. */
const HEADER_WITHIN_ROWS = 10;

/** A sheet of the workbook with its columns found. */
export interface SheetTable<Sheet extends TableKey> {
  readonly sheet: Sheet;
  readonly columns: ReadonlyMap<ColumnKey<Sheet>, number>;
  /** Rows below the headers with something in a known column. */
  readonly rows: readonly TableRow<Sheet>[];
  /** False where the sheet's part of the file is broken, which is then a fault already. */
  readonly isReadable: boolean;
}

export interface TableRow<Sheet extends TableKey> {
  readonly number: number;
  readonly hasColumn: (column: ColumnKey<Sheet>) => boolean;
  readonly cell: (column: ColumnKey<Sheet>) => Cell | null;
  readonly place: (column: ColumnKey<Sheet>) => Place;
  /** The row of the cell that this empty one is merged with; null where it is not merged. */
  readonly mergedWith: (column: ColumnKey<Sheet>) => number | null;
}

/** The sheet with this name; null where there is none, or nothing is on it. */
export function findTable<Sheet extends TableKey>(
  sheets: readonly RawSheet[],
  sheet: Sheet,
  findings: Findings,
): SheetTable<Sheet> | null {
  const [found, other] = sheets.filter(({ name }) => isNamed(name, sheet));
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
  const filled = withoutExamples(
    below.filter((row) => isFilled(row, columns)),
    { sheet, columns },
    findings,
  );
  const rows = fillDown(filled, found.merged, { sheet, columns }, findings);
  if (header) warnOfOddCells(found, { sheet, columns, header: header.number }, findings);
  warnOfHidden(found, sheet, findings);
  const table = { sheet, columns };
  return { ...table, rows: rows.map((row) => tableRow(row, table, found.merged)), isReadable: true };
}

/** Whether a sheet's name is that of a table. */
export function isNamed(name: string, sheet: TableKey): boolean {
  return [TABLES[sheet], OTHER_NAMES[sheet] ?? ''].some((own) => wordKey(own) === wordKey(name));
}

/** The place of a sheet that is missing, or wrong as a whole. */
export function wholeSheet(sheet: TableKey): Place {
  return { sheet: TABLES[sheet], row: TABLES[sheet], column: null };
}

/** A column's header in the workbook's own words. */
function columnHeader<Sheet extends TableKey>(sheet: Sheet, column: ColumnKey<Sheet>): string {
  const headers: Readonly<Record<string, string>> = COLUMNS[sheet];
  return headers[column]!;
}

function headerRow(rows: readonly RawRow[], sheet: TableKey): RawRow | null {
  const candidates = rows.slice(0, HEADER_WITHIN_ROWS).map((row) => ({
    row,
    known: [...row.cells.values()].filter(({ text }) => columnOf(text, sheet)).length,
  }));
  const best = Math.max(0, ...candidates.map(({ known }) => known));
  return best === 0 ? null : candidates.find(({ known }) => known === best)!.row;
}

function columnOf<Sheet extends TableKey>(text: string, sheet: Sheet): ColumnKey<Sheet> | null {
  const headers: Readonly<Record<string, string>> = COLUMNS[sheet];
  return text === '' ? null : (matchWord(text, headers) as ColumnKey<Sheet> | null);
}

function findColumns<Sheet extends TableKey>(
  header: RawRow,
  sheet: Sheet,
  { faults, warnings }: Findings,
): ReadonlyMap<ColumnKey<Sheet>, number> {
  const columns = new Map<ColumnKey<Sheet>, number>();
  for (const [at, { text }] of header.cells) {
    const column = columnOf(text, sheet);
    const place = {
      sheet: TABLES[sheet],
      row: header.number,
      column: column ? columnHeader(sheet, column) : text,
    };
    if (!column) {
      if (text !== '' && wordKey(text) !== wordKey(EXPLANATION.column)) {
        warnings.push({ code: 'columnUnknown', ...place, args: {} });
      }
    } else if (columns.has(column)) faults.push({ code: 'columnTwice', ...place, args: {} });
    else columns.set(column, at);
  }
  return columns;
}

function reportMissingColumns<Sheet extends TableKey>(
  sheet: Sheet,
  columns: ReadonlyMap<ColumnKey<Sheet>, number>,
  findings: Findings,
): void {
  for (const column of REQUIRED_COLUMNS[sheet] as readonly ColumnKey<Sheet>[]) {
    if (columns.has(column)) continue;
    const row = columnHeader(sheet, column);
    findings.faults.push({ code: 'columnMissing', sheet: TABLES[sheet], row, column: null, args: {} });
  }
}

function tableRow<Sheet extends TableKey>(
  { number, cells }: RawRow,
  { sheet, columns }: FoundColumns<Sheet>,
  merged: readonly MergedCells[],
): TableRow<Sheet> {
  return {
    number,
    hasColumn: (column) => columns.has(column),
    cell: (column) => cells.get(columns.get(column) ?? 0) ?? null,
    place: (column) => ({ sheet: TABLES[sheet], row: number, column: columnHeader(sheet, column) }),
    mergedWith: (column) => {
      const at = columns.get(column);
      const block = merged.find(
        (each) => each.column === at && each.firstRow < number && number <= each.lastRow,
      );
      return block?.firstRow ?? null;
    },
  };
}

function isFilled<Sheet extends TableKey>(
  { cells }: RawRow,
  columns: ReadonlyMap<ColumnKey<Sheet>, number>,
): boolean {
  return [...columns.values()].some((column) => cells.has(column));
}

/** The column whose text shows, in each list, whether a row is one of the template's examples. */
const TEXT_OF_A_ROW: Partial<Record<TableKey, string>> = { panels: 'name', experts: 'name', items: 'title' };

/** Leaves out the template's example rows, which are part of no study. */
function withoutExamples<Sheet extends TableKey>(
  rows: readonly RawRow[],
  { sheet, columns }: FoundColumns<Sheet>,
  { warnings }: Findings,
): readonly RawRow[] {
  const column = TEXT_OF_A_ROW[sheet] as ColumnKey<Sheet> | undefined;
  const at = column && columns.get(column);
  const mark = foldText(plain('workbook.example.mark'));
  return rows.filter(({ number, cells }) => {
    if (!column || at === undefined || !foldText(cells.get(at)?.text ?? '').startsWith(mark)) return true;
    const place = { sheet: TABLES[sheet], row: number, column: columnHeader(sheet, column) };
    warnings.push({ code: 'exampleRow', ...place, args: {} });
    return false;
  });
}

interface FoundColumns<Sheet extends TableKey> {
  readonly sheet: Sheet;
  readonly columns: ReadonlyMap<ColumnKey<Sheet>, number>;
}

/** Columns that distinguish rows: repeating such a value over several rows would make several things of one. */
const NEVER_FILLED_DOWN: Readonly<Record<TableKey, readonly string[]>> = {
  study: ['property', 'value'],
  scale: ['value', 'label'],
  panels: ['code', 'name'],
  experts: ['code', 'name', 'mobile'],
  items: ['code', 'title'],
  rounds: [],
  composition: ['role', 'seats'],
  criteria: ['text'],
  report: ['property', 'value'],
  form: ['code', 'title', 'answer', 'reason'],
};

/**
 * Gives a merged cell's value to the rows that it spans: it is shown beside all of them. Rows with no content of their
 * own stay empty, as a row may be merged as a whole to make it taller.
 */
function fillDown<Sheet extends TableKey>(
  rows: readonly RawRow[],
  merged: readonly MergedCells[],
  { sheet, columns }: FoundColumns<Sheet>,
  { warnings }: Findings,
): readonly RawRow[] {
  const filled = new Map(rows.map(({ number, cells }) => [number, new Map(cells)]));
  for (const { column: at, firstRow, lastRow } of merged) {
    const column = [...columns].find(([, known]) => known === at)?.[0];
    const value = filled.get(firstRow)?.get(at);
    if (!column || !value || NEVER_FILLED_DOWN[sheet].includes(column)) continue;
    const below = rows.filter(
      ({ number, cells }) => number > firstRow && number <= lastRow && !cells.has(at),
    );
    for (const { number } of below) filled.get(number)!.set(at, value);
    if (below.length === 0) continue;
    const place = { sheet: TABLES[sheet], row: firstRow, column: columnHeader(sheet, column) };
    const last = below.at(-1)!.number;
    warnings.push({ code: 'mergedFilledDown', ...place, args: { value: value.text, last } });
  }
  return rows.map(({ number }) => ({ number, cells: filled.get(number)! }));
}

function warnOfOddCells<Sheet extends TableKey>(
  { odd }: RawSheet,
  { sheet, columns, header }: FoundColumns<Sheet> & { readonly header: number },
  { warnings }: Findings,
): void {
  for (const { row, column: at, why } of odd) {
    const column = [...columns].find(([, known]) => known === at)?.[0];
    if (!column || row <= header) continue;
    warnings.push({ code: why, sheet: TABLES[sheet], row, column: columnHeader(sheet, column), args: {} });
  }
}

/** A filter hides rows, and a whole sheet can be hidden: both are read nevertheless. */
function warnOfHidden({ isHidden, hiddenRows }: RawSheet, sheet: TableKey, { warnings }: Findings): void {
  if (isHidden) warnings.push({ code: 'sheetHidden', ...wholeSheet(sheet), args: {} });
  if (hiddenRows > 0) warnings.push({ code: 'rowsHidden', ...wholeSheet(sheet), args: { rows: hiddenRows } });
}
