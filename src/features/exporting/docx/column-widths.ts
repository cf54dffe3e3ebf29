import type { Table } from './document.ts';

/**
 * A bold letter of a header on average, in the widest font that stands in for the document's own, and what a cell keeps
 * free beside its text; in twips.
 */
const LETTER = { latin: 140, other: 112 };
const CELL_MARGINS = 150;

/**
 * The widths of a table's columns, by their shares, but none too narrow for the longest word of its header where the
 * others can spare it.
 *
 * @param whole of the table, in twips
 */
export function columnWidths(columns: Table['columns'], whole: number): readonly number[] {
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  const wanted = columns.map(({ header, share }) => {
    const longest = Math.max(...header.split(/\s/).map(widthOf));
    return { width: (whole * share) / shares, least: CELL_MARGINS + longest };
  });
  const sumOf = (size: (column: (typeof wanted)[number]) => number) =>
    wanted.reduce((sum, column) => sum + Math.max(0, size(column)), 0);
  const lacking = sumOf(({ width, least }) => least - width);
  const spare = sumOf(({ width, least }) => width - least);
  if (lacking > spare) return wanted.map(({ width }) => Math.floor(width));
  const taken = spare === 0 ? 0 : lacking / spare;
  return wanted.map(({ width, least }) => Math.floor(Math.max(least, width - (width - least) * taken)));
}

function widthOf(word: string): number {
  return word.length * (/[a-z]/i.test(word) ? LETTER.latin : LETTER.other);
}
