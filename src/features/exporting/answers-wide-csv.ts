import { BYTE_ORDER_MARK, csvLine } from './csv.ts';

/** One item of one panel's round. */
export interface WideColumn {
  readonly round: number;
  readonly panel: string;
  readonly item: string;
}

/**
 * An expert's ratings in the order of the columns, null where there is none; in blocks, as there may be some ten
 * thousand columns.
 */
export interface WideRow {
  readonly expert: string;
  readonly blocks: readonly (readonly (number | null)[])[];
}

/** The name of a column: `r2_P1_S12` is item S12 in panel P1 in round 2. */
function wideColumnName({ round, panel, item }: WideColumn): string {
  return `r${round}_${panel}_${item}`;
}

/**
 * `answers-wide.csv`, piece by piece: one line an expert, one column an item of a panel's round.
 *
 * @param ending of every line
 */
export async function* answersWideCsv(
  columns: readonly WideColumn[],
  rows: AsyncIterable<WideRow>,
  ending: readonly string[] = [],
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine(['expert', ...columns.map(wideColumnName), ...ending]);
  for await (const { expert, blocks } of rows) {
    const cells = [[expert], ...blocks, ending].filter((block) => block.length > 0);
    yield `${cells.map((block) => withoutEnd(csvLine(block))).join(',')}\n`;
  }
}

function withoutEnd(line: string): string {
  return line.slice(0, -1);
}
