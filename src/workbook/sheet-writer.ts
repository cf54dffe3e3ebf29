import { type CellStyle, type DataValidation, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import { looksLikeFormula } from '../domain/formula.ts';
import { pngSize } from '../pictures/png-size.ts';
import { isFromTheRight } from '../texts/direction.ts';

export type Written = string | number | null;

/** One column of a sheet to write. */
export interface ColumnLayout {
  readonly header: string;
  /** In characters. */
  readonly width: number;
  /** What the header's note says. */
  readonly note?: string;
  /** Number format; the cell keeps the full figure. */
  readonly format?: string;
  /** Kept as text: a spreadsheet would turn `0913…` into a number, or `1-2` into a date. */
  readonly asText?: boolean;
  /** The only words it may hold, offered as a list in the rows ready for filling in. */
  readonly words?: readonly string[];
}

/** An array, or rows that are composed each time they are read. */
export type SheetRows = Iterable<readonly Written[]> & { readonly length: number };

export interface SheetLayout {
  readonly name: string;
  readonly columns: readonly ColumnLayout[];
  readonly rows: SheetRows;
  /** Whether people will write into it: empty rows are then prepared, with their formats and lists. */
  readonly toFillIn?: boolean;
  readonly cells?: readonly CellLayout[];
  /** One below the other, beside the rows. */
  readonly pictures?: readonly SheetPicture[];
  /** Whether people will only read it: it can be filtered. */
  readonly isTable?: boolean;
}

export interface SheetPicture {
  readonly png: Uint8Array;
  /** Description of the picture, for people who cannot see it. */
  readonly caption: string;
}

/** How one cell differs from its column. */
export interface CellLayout {
  /** Index into `rows`, from 0. */
  readonly row: number;
  readonly column: number;
  readonly asText?: boolean;
  readonly words?: readonly string[];
}

/** A column of a sheet whose rows are all of one type. */
export interface SheetColumn<Row> extends ColumnLayout {
  readonly of: (row: Row) => Written;
  /** Whether the column is left out where no row has anything in it. */
  readonly ifAny?: boolean;
}

export function layOutSheet<Row>(
  name: string,
  columns: readonly SheetColumn<Row>[],
  rows: readonly Row[],
): SheetLayout {
  const isGiven = (value: Written) => value !== null && value !== '';
  const shown = columns.filter(({ ifAny, of }) => !ifAny || rows.some((row) => isGiven(of(row))));
  return {
    ...{ name, columns: shown },
    // Composed while they are written: those of a large study would take tens of megabytes.
    rows: {
      length: rows.length,
      *[Symbol.iterator]() {
        for (const row of rows) yield shown.map(({ of }) => of(row));
      },
    },
  };
}

/** Formats and lists reach down to this row in a sheet to be filled in; the largest study known to us has 978 items. */
const READY_ROWS = 1500;

/** Present on every Windows, and legible in Persian. */
const FONT = { name: 'Tahoma', size: 10 };
const HEADER_FILL = { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FFDCE6F1' } } as const;
const A_PAGE_WIDE: NonNullable<WriteSheet['pageSetup']> = {
  ...{ paperSize: 'a4', orientation: 'landscape' },
  ...{ fitToPage: true, fitToWidth: 1, fitToHeight: 0, printTitlesRow: '$1:$1' },
};
/**
 * `@`: Excel leaves such a cell's content alone, also when somebody edits it or saves the sheet as CSV and opens that.
 */
const TEXT = '@';

/**
 * The bytes of an .xlsx file, its sheets running as the language that is spoken does, with frozen headers, each sheet one A4 page wide in print. Every string is written as a
 * string: what begins like a formula is shown, not computed, even after the cell is edited.
 *
 * @param writtenAt the file's own time; left out, it has none
 */
export function workbookBytes(sheets: readonly SheetLayout[], writtenAt?: Date): Promise<Uint8Array> {
  return writeXlsx({
    sheets: sheets.map(sheetOf),
    defaultFont: FONT,
    ...(writtenAt && { properties: { created: writtenAt, modified: writtenAt } }),
  });
}

function sheetOf({
  name,
  columns: given,
  rows,
  toFillIn = false,
  cells = [],
  pictures,
  isTable,
}: SheetLayout): WriteSheet {
  const columns = given.map((column) => ({ ...column, width: Math.max(column.width, leastWidth(column)) }));
  const styles = columns.map(styleOf);
  const written = Array.from(rows, (row) => row.map((value) => (value === '' ? null : value)));
  // In these files only cells have a format, not columns.
  const ready = toFillIn ? Math.max(0, READY_ROWS - 1 - rows.length) : 0;
  const empty = Array.from({ length: ready }, () => columns.map(() => null));
  const overrides = new Map<string, { style: CellStyle; comment?: { text: string } }>();
  columns.forEach(({ note }, at) => {
    const style = { ...styles[at]!, font: { ...FONT, bold: true }, fill: HEADER_FILL, numFmt: 'General' };
    overrides.set(`0,${at}`, { style, ...(note && { comment: { text: note } }) });
  });
  const keepAsText = (row: number, column: number) =>
    overrides.set(`${row + 1},${column}`, { style: { ...styles[column]!, numFmt: TEXT } });
  written.forEach((row, at) => {
    row.forEach((value, column) => {
      if (typeof value === 'string' && looksLikeFormula(value)) keepAsText(at, column);
    });
  });
  for (const { row, column, asText } of cells) if (asText) keepAsText(row, column);
  return {
    name,
    view: { rightToLeft: isFromTheRight() },
    ...(!pictures && { freezePane: { rows: 1 } }),
    columns: columns.map(({ width }, at) => ({ width, style: styles[at]! })),
    rows: [columns.map(({ header }) => header), ...written, ...empty],
    cells: overrides,
    ...(pictures ? stacked(pictures) : { pageSetup: A_PAGE_WIDE, rowDefs: heightsOf(columns, written) }),
    ...(isTable && { autoFilter: { range: `A1:${letterOf(columns.length - 1)}${rows.length + 1}` } }),

    dataValidations: [
      ...columns.flatMap(({ words }, at) =>
        words ? [offer(words, `${letterOf(at)}2:${letterOf(at)}${READY_ROWS}`)] : [],
      ),
      ...cells.flatMap(({ row, column, words }) =>
        words ? [offer(words, `${letterOf(column)}${row + 2}`)] : [],
      ),
    ],
  };
}

/** Of a bold Latin letter, beside a digit of the sheet's font; Persian letters are narrower than a digit. */
const LATIN_LETTER = 1.2;

/** A header is broken between its words alone. */
function leastWidth({ header }: ColumnLayout): number {
  return Math.max(...(header.match(/[a-z]+/gi) ?? []).map(({ length }) => 1 + LATIN_LETTER * length), 0);
}

/**
 * A grid for pictures, whose cells have a size of their own: without one, programs differ. A column is so many
 * characters wide, and so many pixels in Tahoma; a row is 20 pixels high.
 */
const PICTURE_COLUMN = { width: 7, pixels: 54 };
const PICTURE_ROW = { height: 15, pixels: 20 };
/** What fits a page of A4 with its margins, where another font makes columns wider too. */
const MOST_COLUMNS = 10;
const MOST_ROWS = 46;

/** Each picture below the one before, as wide as its page allows, and each on a page of its own in print. */
function stacked(
  pictures: readonly SheetPicture[],
): Pick<WriteSheet, 'images' | 'pageSetup' | 'rowBreaks' | 'columns' | 'rows' | 'rowDefs'> {
  let row = 0;
  const images = pictures.map(({ png, caption }) => {
    const { width, height } = pngSize(png);
    const rowsAColumn = ((height / width) * PICTURE_COLUMN.pixels) / PICTURE_ROW.pixels;
    const columns = Math.max(1, Math.min(MOST_COLUMNS, Math.floor(MOST_ROWS / rowsAColumn)));
    const from = { row, col: 0 };
    // The writer sizes a picture by the cells that it spans, whatever width and height it is given (hucre 1.0.0).
    const to = { row: row + Math.max(1, Math.round(columns * rowsAColumn)), col: columns };
    row = to.row + 1;
    return { data: png, type: 'png' as const, anchor: { from, to }, altText: caption };
  });
  return {
    images,
    columns: Array.from({ length: MOST_COLUMNS }, () => ({ width: PICTURE_COLUMN.width })),
    rows: Array.from({ length: row }, () => []),
    rowDefs: new Map(Array.from({ length: row }, (_, at) => [at, { height: PICTURE_ROW.height }])),
    pageSetup: { paperSize: 'a4', orientation: 'portrait' },
    rowBreaks: images.slice(1).map(({ anchor }) => anchor.from.row - 1),
  };
}

const LINE_HEIGHT = 14;
/** No program shows a higher row. */
const HIGHEST = 409;
/** A column holds only this share of its nominal characters in this font in bold. */
const WIDEST = 0.9;

function heightsOf(columns: readonly ColumnLayout[], rows: readonly (readonly Written[])[]) {
  const all = [columns.map(({ header }) => header), ...rows];
  return new Map(
    all.flatMap((row, at) => {
      const height = rowHeight(columns, row);
      return height === null ? [] : [[at, { height }] as const];
    }),
  );
}

/** A row's height where its texts need several lines: not every program sees to it when it opens the file. */
export function rowHeight(columns: readonly ColumnLayout[], row: readonly Written[]): number | null {
  const lines = Math.max(...row.map((value, column) => linesOf(value, columns[column]!.width)));
  return lines > 1 ? Math.min(lines * LINE_HEIGHT, HIGHEST) : null;
}

/** How many lines a cell's text takes. */
function linesOf(value: Written, width: number): number {
  if (typeof value !== 'string') return 1;
  return value.split('\n').reduce((lines, paragraph) => lines + linesOfParagraph(paragraph, width), 0);
}

function linesOfParagraph(text: string, width: number): number {
  let lines = 1;
  let used = 0;
  for (const { length } of text.split(/\s+/)) {
    if (used > 0 && used + 1 + length > width * WIDEST) {
      lines += 1;
      used = 0;
    }
    used += (used > 0 ? 1 : 0) + length;
  }
  return lines;
}

function styleOf({ asText, format }: ColumnLayout): CellStyle {
  return {
    font: FONT,
    alignment: { vertical: 'top', wrapText: true, readingOrder: isFromTheRight() ? 'rtl' : 'ltr' },
    ...(asText ? { numFmt: TEXT } : format === undefined ? {} : { numFmt: format }),
  };
}

/** Offers a list of words in some cells; other input is questioned, not refused. */
function offer(words: readonly string[], range: string): DataValidation {
  return {
    type: 'list',
    values: [...words],
    range,
    allowBlank: true,
    showErrorMessage: true,
    errorStyle: 'warning',
    errorMessage: words.join(' / '),
  };
}

/** No sheet here has more than 26 columns except those of the results (a column for each scale value). */
export function letterOf(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : letterOf(Math.floor(column / 26) - 1) + last;
}
