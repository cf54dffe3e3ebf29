import {
  type Cell,
  type FirstDay,
  isoDateCell,
  numberCell,
  textCell,
  truthCell,
  unreadableCell,
} from './cell.ts';
import type { NumberFormats } from './number-formats.ts';
import { readXml } from './read-xml.ts';
import { StringItem, unescapeText } from './string-item.ts';

export interface RawRow {
  /** As the spreadsheet counts it: the first row is 1. */
  readonly number: number;
  /** By column, the first being 1; empty cells are absent. */
  readonly cells: ReadonlyMap<number, Cell>;
}

/** Merged cells: their value stands in the first row of their first column. */
export interface MergedCells {
  readonly column: number;
  readonly firstRow: number;
  readonly lastRow: number;
}

/** Something odd about a cell that can be read nevertheless. */
export interface OddCell {
  readonly row: number;
  readonly column: number;
  /**
   * It names a shared text that the workbook does not have; or its formula's result is a 0 that may never have been
   * reckoned.
   */
  readonly why: 'textMissing' | 'resultUnsure';
}

/** A sheet's rows in their order, those without a filled cell left out. */
export interface SheetCells {
  readonly rows: readonly RawRow[];
  readonly merged: readonly MergedCells[];
  readonly odd: readonly OddCell[];
  /** Rows with content that the spreadsheet hides, as a filter does. */
  readonly hiddenRows: number;
}

/** What cells refer to, beyond their sheet. */
export interface CellContext {
  readonly strings: readonly (Cell | null)[];
  readonly formats: NumberFormats;
  readonly firstDay: FirstDay;
  /** The file asks to be recomputed when it is opened, as files do that no spreadsheet has computed. */
  readonly isToBeReckoned: boolean;
  /** Called with the number of characters of each filled cell. @throws where they are too many */
  readonly count: (characters: number) => void;
}

/** Reads the cells of a worksheet part; null where it is broken. */
export async function readSheetCells(
  pieces: AsyncIterable<Uint8Array>,
  context: CellContext,
): Promise<SheetCells | null> {
  const reader = new SheetReader(context);
  const isSound = await readXml(pieces, {
    open: (name, attributes) => reader.open(name, attributes),
    text: (text) => reader.hear(text),
    close: (name) => reader.close(name),
  });
  return isSound ? reader.take() : null;
}

type Attributes = Readonly<Record<string, string | undefined>>;

/**
 * A cell without a reference stands right of the one before it, a row without a number below the last (18.3.1.4,
 * 18.3.1.73).
 */
class SheetReader {
  readonly #context: CellContext;
  readonly #rows = new Map<number, Map<number, Cell>>();
  readonly #merged: MergedCells[] = [];
  readonly #odd: OddCell[] = [];
  readonly #hidden = new Set<number>();
  readonly #item = new StringItem();
  #isInData = false;
  #row = 0;
  #column = 0;
  #type = '';
  #style = 0;
  #value: string | null = null;
  #inline: string | null = null;
  #hasFormula = false;
  #heard: 'value' | 'inline' | null = null;

  constructor(context: CellContext) {
    this.#context = context;
  }

  open(name: string, attributes: Attributes): void {
    if (name === 'sheetData') this.#isInData = true;
    else if (name === 'mergeCell') this.#merge(attributes['ref'] ?? '');
    else if (!this.#isInData) return;
    else if (name === 'row') this.#openRow(attributes);
    else if (name === 'c') this.#openCell(attributes);
    else if (name === 'f') this.#hasFormula = true;
    else if (name === 'v') {
      this.#heard = 'value';
      this.#value ??= '';
    } else if (name === 'is') this.#heard = 'inline';
    else if (this.#heard === 'inline') this.#item.open(name);
  }

  hear(text: string): void {
    if (this.#heard === 'value') this.#value += text;
    else if (this.#heard === 'inline') this.#item.hear(text);
  }

  close(name: string): void {
    if (name === 'sheetData') this.#isInData = false;
    else if (name === 'v') this.#heard = null;
    else if (name === 'is') {
      this.#inline = this.#item.take();
      this.#heard = null;
    } else if (this.#heard === 'inline') this.#item.close(name);
    else if (name === 'c' && this.#isInData) this.#closeCell();
  }

  take(): SheetCells {
    const rows = [...this.#rows].map(([number, cells]) => ({ number, cells }));
    return {
      rows: rows.sort((one, other) => one.number - other.number),
      merged: this.#merged,
      odd: this.#odd,
      hiddenRows: rows.filter(({ number }) => this.#hidden.has(number)).length,
    };
  }

  #openRow({ r, hidden }: Attributes): void {
    this.#row = positive(r) ?? this.#row + 1;
    this.#column = 0;
    if (hidden === '1' || hidden === 'true') this.#hidden.add(this.#row);
  }

  #openCell({ r = '', t = 'n', s = '0' }: Attributes): void {
    const place = placeOf(r);
    if (place) this.#row = place.row;
    this.#column = place?.column ?? this.#column + 1;
    this.#type = t;
    this.#style = Number(s);
    this.#value = null;
    this.#inline = null;
    this.#hasFormula = false;
  }

  #closeCell(): void {
    const cell = this.#cell();
    if (!cell) return;
    this.#context.count(cell.text.length);
    const row = this.#rows.get(this.#row) ?? new Map<number, Cell>();
    this.#rows.set(this.#row, row.set(this.#column, cell));
  }

  #cell(): Cell | null {
    const { formats, firstDay } = this.#context;
    if (this.#type === 'e') return unreadableCell('formulaError');
    if (this.#inline !== null) return textCell(this.#inline);
    const value = this.#value;
    if (value === null) return this.#hasFormula ? unreadableCell('formulaWithoutResult') : null;
    if (this.#type === 's') return this.#shared(value);
    if (this.#type === 'str' || this.#type === 'inlineStr') return textCell(unescapeText(value));
    if (this.#type === 'b') return truthOf(value);
    if (this.#type === 'd') return isoDateCell(value);
    if (this.#hasFormula && value === '') return unreadableCell('formulaWithoutResult');
    if (this.#hasFormula && this.#context.isToBeReckoned && Number(value) === 0) this.#note('resultUnsure');
    return numberCell(value, formats(this.#style), firstDay);
  }

  #shared(value: string): Cell | null {
    const index = value.trim() === '' ? Number.NaN : Number(value);
    const string = this.#context.strings[index];
    if (string === undefined) this.#note('textMissing');
    return string ?? null;
  }

  #note(why: OddCell['why']): void {
    this.#odd.push({ row: this.#row, column: this.#column, why });
  }

  #merge(ref: string): void {
    const [from = '', to = ''] = ref.split(':');
    const first = placeOf(from);
    const last = placeOf(to);
    if (!first || !last || last.row <= first.row) return;
    this.#merged.push({ column: first.column, firstRow: first.row, lastRow: last.row });
  }
}

function truthOf(value: string): Cell | null {
  const word = value.trim().toLowerCase();
  if (word === '1' || word === 'true') return truthCell(true);
  return word === '0' || word === 'false' ? truthCell(false) : textCell(value);
}

/** `B7`, `$b$7`; null for what is no reference of one cell. */
function placeOf(reference: string): { row: number; column: number } | null {
  const [, letters, digits] = /^\$?([a-z]{1,3})\$?(\d{1,7})$/i.exec(reference.trim()) ?? [];
  const row = positive(digits);
  if (!letters || row === null) return null;
  const column = [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return { row, column };
}

function positive(digits: string | undefined): number | null {
  const number = digits && /^\d{1,7}$/.test(digits.trim()) ? Number(digits) : 0;
  return number > 0 ? number : null;
}
