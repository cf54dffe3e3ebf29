import { reasonCancelButton, reasonRemoveButton, showButton } from '../../messages/buttons.ts';
import type { Button, Message } from '../../messages/message.ts';
import { shorten } from '../../messages/shorten.ts';
import { LONGEST_TEXT, textLength } from '../../messages/text-length.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';
import type { PanelReasons } from '../card-state.ts';
import { choiceButtons, standByButtons } from './card-buttons.ts';
import type { ItemCard } from './item-card.ts';

/** The card while it waits for a typed reason. */
export function reasonScreen(card: ItemCard): Message {
  const lines = [
    html('expert.reason.ask', { title: isolate(card.title) }),
    card.reason === null ? '' : html('expert.reason.present', { reason: isolate(card.reason) }),
  ];
  const buttons: Button[] = [
    { text: plain('label.cancel'), data: reasonCancelButton.write({ answerId: card.answer.id }) },
  ];
  if (card.reason !== null) {
    buttons.unshift({
      text: plain('expert.button.removeReason'),
      data: reasonRemoveButton.write({ answerId: card.answer.id }),
    });
  }
  return {
    html: lines.filter((line) => line !== '').join('\n\n'),
    buttons: [...standByButtons(card).map((button) => [button]), buttons],
  };
}

/** How much of each reason, and how many panels, the page of others' reasons shows. */
const ROOMS = [
  { reason: 700, panels: 100, name: 200 },
  { reason: 300, panels: 100, name: 60 },
  { reason: 150, panels: 4, name: 60 },
  { reason: 100, panels: 3, name: 40 },
] as const;

/** The page of the card with other experts' reasons; the item can be answered from here. */
export function othersReasonsScreen(card: ItemCard): Message {
  const texts = ROOMS.map((room) => () => othersReasonsText(card, room));
  const text = texts.map((put) => put()).find((put) => textLength(put) <= LONGEST_TEXT) ?? texts.at(-1)!();
  return {
    html: text,
    buttons: [
      ...choiceButtons(card),
      [
        {
          text: plain('expert.button.back'),
          data: showButton.write({ questionnaireId: card.questionnaireId, position: card.position }),
        },
      ],
    ],
  };
}

function othersReasonsText(card: ItemCard, room: (typeof ROOMS)[number]): string {
  const isNamed = card.panelNames.length > 1;
  return [
    html('expert.card.item', { title: isolate(card.title) }),
    html('expert.others.heading'),
    ...card.othersReasons.slice(0, room.panels).map((panel) => panelText(panel, isNamed, room)),
  ].join('\n\n');
}

function panelText(
  { panelName, above, below }: PanelReasons,
  isNamed: boolean,
  room: (typeof ROOMS)[number],
): string {
  const lines = (reasons: readonly string[]) =>
    reasons.map((reason) => html('expert.others.reason', { reason: isolate(shorten(reason, room.reason)) }));
  const sides = [
    ...(above.length > 0 ? [[html('expert.others.above'), ...lines(above)]] : []),
    ...(below.length > 0 ? [[html('expert.others.below'), ...lines(below)]] : []),
  ];
  return [
    ...(isNamed ? [html('expert.others.panel', { panel: isolate(shorten(panelName, room.name)) })] : []),
    ...sides.map((side) => side.join('\n')),
  ].join('\n\n');
}
