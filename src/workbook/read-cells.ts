import { foldText, parseNumber } from '../domain/digits.ts';
import { seenText } from '../domain/seen-text.ts';
import type { Cell } from './cell.ts';
import { type ColumnKey, matchWord, type TableKey } from './headers.ts';
import type { FaultCode, Findings, Place } from './remark.ts';
import type { TableRow } from './sheet-table.ts';
import { shownValue, typedBeforeDate } from './shown-value.ts';

/**
 * Readers of single cells by the rule of their column. Each reports a fault and returns null where the cell is invalid.
 */

/** Separators of a list in one cell. A slash is not one: it is a decimal mark, and occurs in groups. */
const SEPARATORS = /[،,؛;\n]/;

export interface TextRule {
  readonly required: boolean;
  /** Most characters. */
  readonly most: number;
  /** Line breaks are kept; elsewhere a break becomes a space. */
  readonly multiline?: boolean;
  /** Only digits matter, so it makes no difference how a spreadsheet shows the cell. */
  readonly isDigits?: boolean;
}

export type NumberRule =
  | { readonly kind: 'any' }
  | {
      readonly kind: 'between';
      readonly least: number;
      readonly most: number;
      /**
       * How a percentage is read, typed as text or shown by a spreadsheet: `75%` is 0.75 of one, or 75 of a hundred.
       */
      readonly share?: 'ofOne' | 'ofHundred';
    }
  | { readonly kind: 'above'; readonly bound: number; readonly most: number }
  | { readonly kind: 'whole'; readonly least: number; readonly most: number };

/** A cell with its place, wherever it stands. */
export interface Field {
  readonly cell: Cell | null;
  readonly place: Place;
  /** False where its whole column is missing, which is reported once, not for every row. */
  readonly hasColumn: boolean;
  /** The row of the cell that this empty one is merged with. */
  readonly mergedWith?: number | null;
}

export function fieldOf<Sheet extends TableKey>(row: TableRow<Sheet>, column: ColumnKey<Sheet>): Field {
  const cell = row.cell(column);
  const mergedWith = cell ? null : row.mergedWith(column);
  return { cell, place: row.place(column), hasColumn: row.hasColumn(column), mergedWith };
}

/** @returns the text; empty where the cell is empty and may be */
export function readText(field: Field, rule: TextRule, findings: Findings): string | null {
  if (!isReadable(field, findings)) return null;
  if (!field.cell) return rule.required ? fault(findings, 'cellMissing', field) : '';
  if (!rule.isDigits) warnOfShown(field.cell, field.place, findings);
  const text = rule.multiline ? field.cell.text : field.cell.text.replace(/\s*\n\s*/g, ' ');
  if (text.length <= rule.most) return text;
  return fault(findings, 'cellTooLong', field, { length: text.length, most: rule.most });
}

/** @returns the number; null also where the cell is empty */
export function readNumber(field: Field, rule: NumberRule, findings: Findings): number | null {
  if (!isReadable(field, findings) || !field.cell) return null;
  if (field.cell.isDate) return dateFault(field, field.cell, findings);
  const number = shareOf(field.cell, rule) ?? field.cell.number ?? parseNumber(field.cell.text);
  if (number !== null && obeys(number, rule)) return number;
  return numberFault(field, field.cell.text, rule, findings);
}

/** @returns null where no percentage is written, or none is asked for */
function shareOf({ text, number, shownAs }: Cell, rule: NumberRule): number | null {
  if (rule.kind !== 'between' || !rule.share) return null;
  const percentage = /^[%٪](.+)$|^(.+)[%٪]$/.exec(text);
  const written = percentage && parseNumber(percentage[1] ?? percentage[2] ?? '');
  const hundredths = written ?? (shownAs?.format.isPercent && number !== null ? number * 100 : null);
  if (hundredths === null) return null;
  return Number((rule.share === 'ofHundred' ? hundredths : hundredths / 100).toPrecision(15));
}

/** A list of numbers in one cell, in the order written; null where the cell is empty or any of them is invalid. */
export function readNumbers(field: Field, rule: NumberRule, findings: Findings): readonly number[] | null {
  if (!isReadable(field, findings) || !field.cell) return null;
  if (field.cell.isDate) return dateFault(field, field.cell, findings);
  const written = field.cell.number === null ? splitList(field.cell.text) : [field.cell.text];
  const numbers: number[] = [];
  for (const text of written) {
    const number = parseNumber(text);
    if (number !== null && obeys(number, rule)) numbers.push(number);
    else numberFault(field, text, rule, findings);
  }
  return numbers.length > 0 && numbers.length === written.length ? numbers : null;
}

/** @returns which of the words it is; null also where the cell is empty */
export function readWord<Key extends string>(
  field: Field,
  words: Readonly<Partial<Record<Key, string>>>,
  findings: Findings,
): Key | null {
  if (!isReadable(field, findings) || !field.cell) return null;
  const word = matchWord(field.cell.text, words);
  if (word !== null) return word;
  const allowed = Object.values<string | undefined>(words).join(' / ');
  return fault(findings, 'wordWrong', field, { value: field.cell.text, allowed });
}

/** The parts of a list in one cell, each once. */
export function splitList(text: string): readonly string[] {
  const parts = text
    .split(SEPARATORS)
    .map(seenText)
    .filter((part) => part !== '');
  return parts.filter((part, at) => parts.findIndex((other) => foldText(other) === foldText(part)) === at);
}

/** Reports a fault at a field, except for an empty cell of a column that is missing entirely. */
export function fault(
  findings: Findings,
  code: FaultCode,
  { place, hasColumn, mergedWith }: Field,
  args: Readonly<Record<string, string | number>> = {},
): null {
  if (!hasColumn) return null;
  if (code === 'cellMissing' && mergedWith) {
    findings.faults.push({ code: 'cellMerged', ...place, args: { with: mergedWith } });
  } else findings.faults.push({ code, ...place, args });
  return null;
}

/** A text counts by its cell's value; where a spreadsheet shows something else, the facilitator must be told. */
function warnOfShown(cell: Cell, place: Place, { warnings }: Findings): void {
  const shown = shownValue(cell);
  const value = cell.text;
  if (cell.isDate) {
    const typed = typedBeforeDate(cell);
    if (typed.length === 0) warnings.push({ code: 'textIsDate', ...place, args: { value } });
    else warnings.push({ code: 'textIsDateTyped', ...place, args: { value, typed: typed.join(' / ') } });
  } else if (shown !== null) warnings.push({ code: 'shownOtherwise', ...place, args: { shown, value } });
}

/** A spreadsheet reads a decimal written with a slash as a day and a month. */
function dateFault(field: Field, cell: Cell, findings: Findings): null {
  return fault(findings, 'numberIsDate', field, { value: shownValue(cell) ?? cell.text });
}

/**
 * Reports each field whose text another row above has too.
 * @returns nothing: the first of them counts
 */
export function reportTwice(
  rows: readonly { readonly field: Field; readonly row: number; readonly key: string | null }[],
  code: FaultCode,
  findings: Findings,
): void {
  const first = new Map<string, number>();
  for (const { field, row, key } of rows) {
    if (key === null || key === '') continue;
    const above = first.get(key);
    if (above === undefined) first.set(key, row);
    else fault(findings, code, field, { value: field.cell?.text ?? key, above });
  }
}

function isReadable(field: Field, findings: Findings): boolean {
  const unreadable = field.cell?.unreadable;
  if (unreadable) fault(findings, unreadable, field);
  return !unreadable;
}

function obeys(number: number, rule: NumberRule): boolean {
  switch (rule.kind) {
    case 'any':
      return Number.isFinite(number);
    case 'between':
      return number >= rule.least && number <= rule.most;
    case 'above':
      return number > rule.bound && number <= rule.most;
    case 'whole':
      return Number.isInteger(number) && number >= rule.least && number <= rule.most;
  }
}

function numberFault(field: Field, value: string, rule: NumberRule, findings: Findings): null {
  const { kind, ...rest } = rule;
  const bounds = Object.fromEntries(Object.entries(rest).filter(([, bound]) => typeof bound === 'number'));
  return fault(findings, NUMBER_FAULTS[kind], field, { value, ...bounds });
}

const NUMBER_FAULTS = {
  any: 'numberWrong',
  between: 'numberNotBetween',
  above: 'numberNotAbove',
  whole: 'numberNotWhole',
} as const satisfies Record<NumberRule['kind'], FaultCode>;
