import { readPanelButton, showButton } from '../../messages/buttons.ts';
import type { Button, Message } from '../../messages/message.ts';
import { LONGEST_TEXT, textLength } from '../../messages/text-length.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';
import { spokenDigits } from '../../texts/numerals.ts';
import type { PanelCardState, PanelItem } from '../card-state.ts';

/** Room for the line that names the page. */
const PAGE_LINE = 30;

/** The page of the card with its items in full and their explanations, under the numbers first shown. */
export function titlesScreen(card: PanelCardState): Message {
  const pages = pagesOf(card.items);
  const page = Math.min(card.page, pages.length - 1);
  const place = pages.length > 1 ? [html('history.page', { page: page + 1, pages: pages.length })] : [];
  return {
    html: [...pages[page]!, ...place].join('\n\n'),
    buttons: [turningRow(card, page, pages.length), backRow(card)].filter((row) => row.length > 0),
  };
}

function pagesOf(items: readonly PanelItem[]): string[][] {
  const pages: string[][] = [[]];
  for (const [at, item] of items.entries()) {
    const text = itemText(item, at + 1);
    const page = pages.at(-1)!;
    const isFull = textLength([...page, text].join('\n\n')) > LONGEST_TEXT - PAGE_LINE;
    if (isFull && page.length > 0) pages.push([text]);
    else page.push(text);
  }
  return pages;
}

function itemText({ title, definition }: PanelItem, number: number): string {
  const line = html('expert.order.line', {
    ...{ number: spokenDigits(String(number)), title: isolate(title) },
  });
  return definition === ''
    ? line
    : [line, html('expert.card.definition', { definition: isolate(definition) })].join('\n');
}

function turningRow({ items }: PanelCardState, page: number, pages: number): Button[] {
  const answerId = items[0]!.answer.id;
  const to = (other: number) => readPanelButton.write({ answerId, page: other });
  return [
    ...(page + 1 < pages ? [{ text: plain('expert.button.nextPage'), data: to(page + 1) }] : []),
    ...(page > 0 ? [{ text: plain('expert.button.previousPage'), data: to(page - 1) }] : []),
  ];
}

function backRow({ questionnaireId, position }: PanelCardState): Button[] {
  return [{ text: plain('expert.order.button.back'), data: showButton.write({ questionnaireId, position }) }];
}
