import { foldDigits } from '../domain/digits.ts';
import { seenText } from '../domain/seen-text.ts';
import type { NumberFormat } from './number-formats.ts';

/**
 * The content of one cell. `text` is its value as a person would type it, without surrounding spaces; `number` is set
 * where the cell holds one. A formula counts by its result; `unreadable` says that it has none.
 */
export interface Cell {
  readonly text: string;
  readonly number: number | null;
  /** A ticked (true) or unticked box, which spreadsheets show as TRUE and FALSE. */
  readonly truth: boolean | null;
  /** A formula that ended in an error such as #REF!, or that no spreadsheet has computed yet. */
  readonly unreadable: 'formulaError' | 'formulaWithoutResult' | null;
  /** A date or a moment; `text` has it as ISO does, without a zone. */
  readonly isDate: boolean;
  /** Where the file holds a number (or a date, which is one): how a spreadsheet shows it. */
  readonly shownAs: { readonly number: number; readonly format: NumberFormat } | null;
}

/** Days from the spreadsheet's usual day 0, 1899-12-30, to a workbook's own day 0. */
export type FirstDay = number;

export const FROM_1900: FirstDay = 0;
/** The day 0 of old versions of Excel for the Mac. */
export const FROM_1904: FirstDay = 1462;

/** Digits of a number that a spreadsheet shows; beyond these is only binary rounding noise. */
const SHOWN_DIGITS = 15;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be found
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** @returns null where nothing in it is visible */
export function textCell(text: string): Cell | null {
  const shown = seenText(text.replace(CONTROLS, '').replace(/\r\n?/g, '\n'));
  return shown === '' ? null : cellOf(shown);
}

/** @param written as the file has it; what is no number is taken as text */
export function numberCell(written: string, format: NumberFormat, firstDay: FirstDay): Cell | null {
  const digits = foldDigits(written.trim());
  const value = NUMBER.test(digits) ? Number(digits) : Number.NaN;
  if (!Number.isFinite(value)) return textCell(written);
  const number = Number(value.toPrecision(SHOWN_DIGITS));
  const date = format.isDate ? dateText(number + firstDay) : null;
  if (date !== null) return { ...cellOf(date), isDate: true, shownAs: { number: number + firstDay, format } };
  return { ...cellOf(String(number)), number, shownAs: { number, format } };
}

export function truthCell(truth: boolean): Cell {
  return { ...cellOf(truth ? 'TRUE' : 'FALSE'), truth };
}

/** A date that the file writes as ISO 8601 (`2026-01-02T00:00:00`), as strict workbooks do. */
export function isoDateCell(written: string): Cell | null {
  const [, day, hours] =
    /^\s*(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)[\d:.,]*(?:Z|[+-][\d:]+)?)?\s*$/.exec(written) ?? [];
  if (!day) return textCell(written);
  return { ...cellOf(hours && hours !== '00:00' ? `${day} ${hours}` : day), isDate: true };
}

export function unreadableCell(unreadable: NonNullable<Cell['unreadable']>): Cell {
  return { ...cellOf(''), unreadable };
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

function cellOf(text: string): Cell {
  return { text, number: null, truth: null, unreadable: null, isDate: false, shownAs: null };
}

/** Day 1970-01-01 in the spreadsheet's own count of days. */
const EPOCH_DAY = 25569;
const SECONDS_A_DAY = 24 * 60 * 60;

/** Days up to 1902: no date of a study, but a small number in a cell that happens to have a date's format. */
const LARGEST_MISFORMATTED = 1000;
/** 9999-12-31, the last day that spreadsheets know: what is larger is a mobile number in such a cell. */
const LAST_DAY = 2958465;

/** @returns null where the number is no date, whatever its format */
function dateText(days: number): string | null {
  if (days < LARGEST_MISFORMATTED || days >= LAST_DAY + 1) return null;
  const seconds = Math.round((days - EPOCH_DAY) * SECONDS_A_DAY);
  const [day, time] = new Date(seconds * 1000).toISOString().split('T') as [string, string];
  return time.startsWith('00:00') ? day : `${day} ${time.slice(0, 5)}`;
}
