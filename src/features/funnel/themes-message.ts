import { THEMES, type Theme, type ThemeCount } from '../../domain/reason-themes.ts';
import { funnelButton, themeButton, themesButton } from '../../messages/buttons.ts';
import type { Button, Message } from '../../messages/message.ts';
import { pageButtons } from '../../messages/pages.ts';
import { shorten } from '../../messages/shorten.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';

/** Reasons with the same words, for which items left. */
export interface ReasonWords {
  readonly mark: number;
  readonly text: string;
  readonly theme: Theme | null;
  /** The theme suggested by the words; null: none. */
  readonly offered: Theme | null;
  /** How often they were written. */
  readonly reasons: number;
  /** Whether the facilitator wrote them too. */
  readonly isFacilitators: boolean;
  readonly items: readonly { readonly code: string; readonly title: string }[];
}

const LONGEST_REASON = 1500;
const LONGEST_TITLE = 200;
const LONGEST_CODE = 40;
const THEMES_A_ROW = 3;

/** One reason, and the themes to choose from; turning the page skips it. */
export function themeMessage(studyId: number, all: readonly ReasonWords[], place: number): Message {
  const words = all[place];
  const back = { text: plain('funnel.button.back'), data: funnelButton.write({ studyId }) };
  if (!words) return { html: html('funnel.theme.none'), buttons: [[back]] };
  const buttons = THEMES.map((theme, index): Button => {
    const name = themeName(theme);
    const data = themeButton.write({ studyId, mark: words.mark, index, place });
    if (theme === words.theme)
      return { text: plain('funnel.theme.chosen', { name }), data, style: 'success' };
    return { text: theme === words.offered ? plain('funnel.theme.offered', { name }) : name, data };
  });
  return {
    html: textsOf(words, { place, all: all.length, left: unsortedIn(all) }).join('\n\n'),
    buttons: [
      buttons.slice(0, THEMES_A_ROW),
      buttons.slice(THEMES_A_ROW),
      ...pageButtons({ things: [], page: place, pages: all.length }, (turned) =>
        themesButton.write({ studyId, place: turned }),
      ),
      [back],
    ],
  };
}

function textsOf(words: ReasonWords, at: { place: number; all: number; left: number }): string[] {
  const { items, reasons, theme, offered } = words;
  const [first] = items;
  const item = {
    title: isolate(shorten(first!.title, LONGEST_TITLE)),
    code: isolate(shorten(first!.code, LONGEST_CODE)),
  };
  return [
    html('funnel.theme.heading', { number: at.place + 1, all: at.all }),
    html('funnel.theme.reason', { text: isolate(shorten(words.text, LONGEST_REASON)) }),
    items.length === 1
      ? html('funnel.theme.ofItem', item)
      : html('funnel.theme.ofItems', { ...item, others: items.length - 1, reasons }),
    ...(words.isFacilitators ? [html('funnel.theme.yours')] : []),
    ...(theme === null && offered !== null ? [html('funnel.theme.offer', { name: themeName(offered) })] : []),
    at.left === 0 ? html('funnel.theme.done') : html('funnel.theme.left', { left: at.left }),
  ];
}

export function unsortedIn(all: readonly ReasonWords[]): number {
  return all.filter(({ theme }) => theme === null).length;
}

/** Null: not sorted yet. */
export function themeName(theme: Theme | null): string {
  return plain(`funnel.theme.name.${theme ?? 'none'}`);
}

/** Beginnings of words by which a theme is suggested. */
export function themeWords(): Partial<Record<Theme, string[]>> {
  const separator = plain('list.separator');
  return Object.fromEntries(
    (['law', 'liability', 'quality', 'cost', 'data'] as const).map((theme) => [
      theme,
      plain(`funnel.theme.words.${theme}`).split(separator),
    ]),
  );
}

/** Why items left, a line a theme. */
export function themeLines(counts: readonly Omit<ThemeCount, 'step'>[]): string[] {
  return counts.map(({ theme, reasons, items }) =>
    html('funnel.theme.line', { name: themeName(theme), reasons, items }),
  );
}
