import type { RichBlock } from '../../messages/rich-text.ts';

/** What a summary tells of a panel: a line, or a part that is folded under a heading where the messenger can. */
export type Told = string | Fold;

export interface Fold {
  readonly heading: string;
  readonly parts: readonly ToldPart[];
}

export type ToldPart = string | ToldTable;

/** A list that is a table where the messenger has tables, and else a line for each of its rows. */
export interface ToldTable {
  readonly header: readonly string[];
  readonly rows: readonly { readonly cells: readonly string[]; readonly line: string }[];
}

/** Line by line, for messengers without folds and tables. */
export function toldLines(told: readonly Told[]): string[] {
  return told.flatMap((one) =>
    typeof one === 'string'
      ? [one]
      : one.parts.flatMap((part) => (typeof part === 'string' ? [part] : part.rows.map(({ line }) => line))),
  );
}

export function richBlocks(told: readonly (Told | ToldTable)[]): RichBlock[] {
  return told.reduce<RichBlock[]>((blocks, one) => {
    const last = blocks.at(-1);
    if (typeof one !== 'string') return [...blocks, richBlock(one)];
    return last && 'lines' in last
      ? [...blocks.slice(0, -1), { lines: [...last.lines, one] }]
      : [...blocks, { lines: [one] }];
  }, []);
}

function richBlock(one: Fold | ToldTable): RichBlock {
  return 'parts' in one
    ? { fold: one.heading, blocks: richBlocks(one.parts) }
    : { header: one.header, rows: one.rows.map(({ cells }) => cells) };
}

/** A fold, unless there is nothing in it. */
export function folded(heading: string, parts: readonly ToldPart[]): Fold[] {
  return parts.length === 0 ? [] : [{ heading, parts }];
}
