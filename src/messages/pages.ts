import { plain } from '../texts/i18n.ts';
import { listed } from '../texts/listed.ts';
import type { Button } from './message.ts';

/** Characters of HTML in one message: below the messengers' 4096, which count after the tags are taken out. */
export const MESSAGE_LIMIT = 3900;

export interface Page<Thing> {
  readonly things: readonly Thing[];
  /** From 0; a page that is no longer there is the last one. */
  readonly page: number;
  readonly pages: number;
}

/** One page of a list that is told in lines. */
export function pageOf<Thing>(list: readonly Thing[], page: number, perPage: number): Page<Thing> {
  const pages = Math.max(1, Math.ceil(list.length / perPage));
  const shown = Math.min(page, pages - 1);
  return { things: list.slice(shown * perPage, (shown + 1) * perPage), page: shown, pages };
}

/** The row of buttons that turns pages; empty where there is one page only. */
export function pageButtons({ page, pages }: Page<unknown>, data: (page: number) => string): Button[][] {
  if (pages === 1) return [];
  const row: Button[] = [];
  if (page > 0) row.push({ text: plain('facilitator.page.previous'), data: data(page - 1) });
  row.push({ text: plain('facilitator.page.place', { page: page + 1, pages }), data: data(page) });
  if (page < pages - 1) row.push({ text: plain('facilitator.page.next'), data: data(page + 1) });
  return [row];
}

/**
 * As many of the first lines as fit into so many characters, line breaks counted.
 *
 * @returns how many lines there is no room for
 */
export function linesWithin(lines: readonly string[], limit: number): { shown: string[]; left: number } {
  const shown: string[] = [];
  let length = 0;
  for (const line of lines) {
    length += line.length + 1;
    if (length > limit) break;
    shown.push(line);
  }
  return { shown, left: lines.length - shown.length };
}

/** The first names of a list, and how many more there are; plain. */
export function namesWithin(names: readonly string[], most: number): string {
  const shown = listed(names.slice(0, most));
  const left = names.length - most;
  return left > 0 ? plain('facilitator.page.namesAndMore', { names: shown, left }) : shown;
}

/**
 * Texts in messages of so many characters, with few enough in each to be read.
 *
 * @param first stand above those of the first one
 */
export function pagesWithin(
  texts: readonly string[],
  { first, most, room }: { first: readonly string[]; most: number; room: number },
): string[][] {
  const pages = [[...first]];
  let told = 0;
  for (const text of texts) {
    const page = pages.at(-1)!;
    if (told < most && [...page, text].join('\n\n').length <= room) {
      page.push(text);
      told += 1;
    } else {
      pages.push([text]);
      told = 1;
    }
  }
  return pages;
}
