import { itemButton, itemsButton } from '../../messages/buttons.ts';
import { evenRows } from '../../messages/even-rows.ts';
import type { Message } from '../../messages/message.ts';
import { pageButtons, pageOf } from '../../messages/pages.ts';
import { shorten } from '../../messages/shorten.ts';
import { isolate } from '../../texts/direction.ts';
import { html } from '../../texts/i18n.ts';
import { spokenDigits } from '../../texts/numerals.ts';

/** An item in a list. `differs`: panels that judged it disagree, and nobody has decided. */
export interface ListedItem {
  readonly id: number;
  readonly code: string;
  readonly title: string;
  readonly state: 'in' | 'out' | 'differs';
}

const ITEMS_A_PAGE = 15;
const LISTED_TITLE = 70;
const LISTED_CODE = 40;
const LONGEST_TITLE = 150;
const MARKS = { in: '🟢', out: '🔻', differs: '⚖️' } as const;

/** Items to choose from; those on which panels differ come first. */
export function itemListMessage(
  { studyId, title, items }: { studyId: number; title: string; items: readonly ListedItem[] },
  wanted: number,
): Message {
  if (items.length === 0) return { html: html('item.list.none') };
  const differing = items.filter(({ state }) => state === 'differs');
  const sorted = [...differing, ...items.filter(({ state }) => state !== 'differs')];
  const page = pageOf(sorted, wanted, ITEMS_A_PAGE);
  const first = page.page * ITEMS_A_PAGE + 1;
  const lines = page.things.map(({ state, ...item }, at) =>
    html('item.list.line', { number: first + at, mark: MARKS[state], ...named(item) }),
  );
  const heading = { title: isolate(shorten(title, LONGEST_TITLE)), command: isolate('/item CODE') };
  return {
    html: [html('item.list.heading', heading), lines.join('\n'), html('item.list.legend')].join('\n\n'),
    buttons: [
      ...numberRows(page.things, first),
      ...pageButtons(page, (turned) => itemsButton.write({ studyId, page: turned })),
    ],
  };
}

/** No item has the typed code; suggests some that may have been meant. */
export function unknownItemMessage(
  typed: string,
  near: readonly { readonly id: number; readonly code: string; readonly title: string }[],
): Message {
  const unknown = html('item.unknown', { code: isolate(shorten(typed, LISTED_CODE)) });
  if (near.length === 0) return { html: unknown };
  const lines = near.map((item, at) => html('item.nearLine', { number: at + 1, ...named(item) }));
  return {
    html: [unknown, html('item.near', { list: lines.join('\n') })].join('\n\n'),
    buttons: numberRows(near, 1),
  };
}

function named({ code, title }: { readonly code: string; readonly title: string }) {
  return { code: isolate(shorten(code, LISTED_CODE)), title: isolate(shorten(title, LISTED_TITLE)) };
}

function numberRows(items: readonly { readonly id: number }[], first: number) {
  return evenRows(
    items.map(({ id }, at) => ({
      text: spokenDigits(String(first + at)),
      data: itemButton.write({ itemId: id, page: 0 }),
    })),
  );
}
