import { looksLikeFormula } from '../../domain/formula.ts';

/** Without it a spreadsheet does not recognise UTF-8. */
export const BYTE_ORDER_MARK = '\ufeff';

export type CsvCell = string | number | boolean | null;

/** What the lines of a rehearsal's files end with, their headers too: nobody gave these answers. */
export const REHEARSAL_ENDING: readonly string[] = ['rehearsal'];

/** A cell containing one of these is quoted (RFC 4180). */
const QUOTED = /[",\r\n]/;

/**
 * One line of a CSV file. A text that a spreadsheet would take for a formula gets an apostrophe in front; numbers never
 * do, whatever their sign. Lines end with a line feed: every reader accepts it, and none leaves a carriage return in
 * the last column.
 */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(csvCell).join(',')}\n`;
}

function csvCell(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const harmless = looksLikeFormula(cell) ? `'${cell}` : cell;
  return QUOTED.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
