import type { CellValue } from 'exceljs';

/**
 * What stands in one cell. `text` is what a person reads there, without the spaces around it; `number` is
 * there where the cell holds one. A formula counts by its result: `unreadable` tells that it has none.
 */
export interface Cell {
  readonly text: string;
  readonly number: number | null;
  /** A ticked (true) or unticked box, which spreadsheets show as TRUE and FALSE. */
  readonly truth: boolean | null;
  /** A formula that ended in an error such as #REF!, or one that no spreadsheet has reckoned yet. */
  readonly unreadable: 'formulaError' | 'formulaWithoutResult' | null;
}

/** Digits that a spreadsheet shows of a number; beyond them stands the noise of binary fractions. */
const SHOWN_DIGITS = 15;

/** Spaces, ZWNJ, BOM and marks of direction that come along when a text is pasted. */
const EDGES =
  /^[\s\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+|[\s\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+$/g;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be found
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** The cell of a value as exceljs gives it; null where the cell is empty. */
export function readCell(value: CellValue): Cell | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return numberCell(value);
  if (typeof value === 'boolean') return { ...textCell(value ? 'TRUE' : 'FALSE'), truth: value };
  if (typeof value === 'string') return filled(value);
  if (value instanceof Date) return dateCell(value);
  if ('error' in value) return unreadableCell('formulaError');
  if ('richText' in value) return filled(value.richText.map(({ text }) => text ?? '').join(''));
  if ('hyperlink' in value) return readCell(value.text as CellValue);
  return value.result === undefined || value.result === null
    ? unreadableCell('formulaWithoutResult')
    : readCell(value.result);
}

/** Removes what is not seen around a text: spaces, ZWNJ, marks of direction. */
export function trimmed(text: string): string {
  return text.replace(EDGES, '');
}

function filled(text: string): Cell | null {
  const shown = trimmed(text.replace(CONTROLS, '').replace(/\r\n?/g, '\n'));
  return shown === '' ? null : textCell(shown);
}

function textCell(text: string): Cell {
  return { text, number: null, truth: null, unreadable: null };
}

function numberCell(value: number): Cell | null {
  if (Number.isNaN(value)) return null;
  const shown = Number(value.toPrecision(SHOWN_DIGITS));
  return { ...textCell(String(shown)), number: shown };
}

/** The spreadsheet's day 0 is 1899-12-30 in its own count of days. */
const EPOCH_DAY = 25569;
const DAY = 24 * 60 * 60 * 1000;

/** Days up to 1902: no date of a study, but a small number in a cell that happens to have a date's format. */
const LARGEST_MISFORMATTED = 1000;

/** A date is told as ISO has it: exceljs gives the spreadsheet's zoneless day as one in UTC. */
function dateCell(value: Date): Cell | null {
  const days = EPOCH_DAY + value.getTime() / DAY;
  if (Number.isNaN(days)) return unreadableCell('formulaError');
  if (days < LARGEST_MISFORMATTED) return numberCell(days);
  const [day, time] = value.toISOString().split('T') as [string, string];
  return textCell(time.startsWith('00:00:00') ? day : `${day} ${time.slice(0, 5)}`);
}

function unreadableCell(unreadable: NonNullable<Cell['unreadable']>): Cell {
  return { ...textCell(''), unreadable };
}
