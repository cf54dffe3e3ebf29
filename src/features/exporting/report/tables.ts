import type { WhyNull } from '../../../domain/why-null.ts';
import { plain } from '../../../texts/i18n.ts';
import { decimal, perHundred } from '../../../texts/numerals.ts';
import { pValue } from '../../../texts/p-value.ts';
import type { Table, TableCell, TableColumn } from '../docx/document.ts';

/** A page of a report holds some twenty rows: whoever wants more than this takes the workbook. */
const MOST_ROWS = 500;

/** A column of a table, and the content of its cells. */
export interface ReportColumn<Row> extends TableColumn {
  of(row: Row): TableCell;
}

/** A table of the rows; where it is longer than anybody reads, it is cut and says where the rest is. */
export function tableOf<Row>(
  caption: string,
  columns: readonly ReportColumn<Row>[],
  rows: readonly Row[],
  note?: string,
): Table {
  const left = rows.length - MOST_ROWS;
  const notes = [...(note ? [note] : []), ...(left > 0 ? [plain('report.table.more', { rows: left })] : [])];
  return {
    ...{ kind: 'table', caption, columns },
    rows: rows.slice(0, MOST_ROWS).map((row) => columns.map((column) => column.of(row))),
    ...(notes.length > 0 && { note: notes.join('\n') }),
  };
}

/** A figure, or the reason why there is none. */
export function figureText(value: number | null, digits: number, why: WhyNull | null): string {
  return value === null ? whyNoneText(why) : decimal(value, digits);
}

export function likelihoodText(p: number | null, why: WhyNull | null): string {
  return p === null ? whyNoneText(why) : pValue(p);
}

/** Null: there is none. */
export function shareText(share: number | null): string {
  return share === null ? plain('report.none') : plain('report.perCent', { share: perHundred(share) });
}

function whyNoneText(why: WhyNull | null): string {
  return why === null ? plain('report.none') : plain(`report.whyNull.${why}`);
}
