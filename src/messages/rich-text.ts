import { rightToLeftLines } from '../texts/direction.ts';
import { languageSpoken } from '../texts/speaking.ts';

/** A message with tables and folds, in the Bot API's Rich HTML. */
export interface RichText {
  readonly html: string;
  readonly fromTheRight: boolean;
}

/** Texts are in Telegram's HTML, as everywhere. */
export type RichBlock =
  | { readonly lines: readonly string[] }
  | { readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] }
  /** Only its heading shows until somebody opens it. */
  | { readonly fold: string; readonly blocks: readonly RichBlock[] };

/** Telegram takes 32,768 characters and 500 blocks, rows of tables counted; less what it may count otherwise. */
const MOST_CHARACTERS = 30_000;
const MOST_BLOCKS = 450;

/** @returns null where a messenger would not take as much in one message */
export function richText(blocks: readonly RichBlock[]): RichText | null {
  const html = blocks.map(htmlOf).join('');
  return html.length > MOST_CHARACTERS || countBlocks(blocks) > MOST_BLOCKS
    ? null
    : { html, fromTheRight: languageSpoken() === 'fa' };
}

function htmlOf(block: RichBlock): string {
  if ('lines' in block) return `<p>${block.lines.map(told).join('<br>')}</p>`;
  if ('fold' in block) {
    return `<details><summary>${told(block.fold)}</summary>${block.blocks.map(htmlOf).join('')}</details>`;
  }
  const header = block.header.map((cell) => `<th>${cell}</th>`).join('');
  const rows = block.rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`);
  return `<table striped compact><tr>${header}</tr>${rows.join('')}</table>`;
}

function told(text: string): string {
  return rightToLeftLines(text).replaceAll('\n', '<br>');
}

function countBlocks(blocks: readonly RichBlock[]): number {
  return blocks.reduce((sum, block) => {
    if ('fold' in block) return sum + 1 + countBlocks(block.blocks);
    return sum + 1 + ('rows' in block ? block.rows.length + 1 : 0);
  }, 0);
}
