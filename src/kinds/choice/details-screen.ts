import type { Message } from '../../messages/message.ts';
import { shorten } from '../../messages/shorten.ts';
import { LONGEST_TEXT, textLength } from '../../messages/text-length.ts';
import { isolate } from '../../texts/direction.ts';
import { html } from '../../texts/i18n.ts';
import { detailsButtons } from './card-buttons.ts';
import { feedbackText } from './feedback.ts';
import type { ItemCard } from './item-card.ts';

/**
 * What is shortened where a message cannot hold everything: the panels' spreads first, the title last, as the card has
 * it whole.
 */
const ROOMS = [
  { spreads: 100, panels: 100, name: 200, title: 1000 },
  { spreads: 4, panels: 12, name: 60, title: 1000 },
  { spreads: 0, panels: 8, name: 40, title: 1000 },
  { spreads: 0, panels: 4, name: 40, title: 400 },
  { spreads: 0, panels: 0, name: 40, title: 200 },
] as const;

/** The page of the card with everything to read about its item, and the rarely pressed buttons. */
export function detailsScreen(card: ItemCard): Message {
  const texts = ROOMS.map((room) => () => detailsText(card, room));
  const text = texts.map((put) => put()).find((put) => textLength(put) <= LONGEST_TEXT) ?? texts.at(-1)!();
  return { html: text, buttons: detailsButtons(card) };
}

function detailsText(card: ItemCard, room: (typeof ROOMS)[number]): string {
  const { title, unit, definition, question, reason, feedback, panelNames } = card;
  const longestName = panelNames.length > 1 ? room.name : null;
  const paragraphs = [
    html('expert.card.item', { title: isolate(shorten(title, room.title)) }),
    unit === '' ? '' : html('expert.card.unit', { unit: isolate(shorten(unit, room.name)) }),
    definition === '' ? '' : html('expert.card.definition', { definition: isolate(definition) }),
    html('expert.card.question', { question: isolate(question) }),
    ...feedback
      .slice(0, room.panels)
      .map((one, at) => feedbackText(one, card, { longestName, hasSpread: at < room.spreads })),
    reason === null ? '' : html('expert.card.reason', { reason: isolate(shorten(reason, room.title)) }),
  ];
  return paragraphs.filter((paragraph) => paragraph !== '').join('\n\n');
}
