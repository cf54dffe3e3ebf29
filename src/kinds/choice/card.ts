import { showButton } from '../../messages/buttons.ts';
import type { Message } from '../../messages/message.ts';
import { shorten } from '../../messages/shorten.ts';
import { LONGEST_TEXT, textLength } from '../../messages/text-length.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';
import { listed } from '../../texts/listed.ts';
import { itemButtons, PREVIOUS } from './card-buttons.ts';
import { feedbackText, type SpreadRoom } from './feedback.ts';
import type { ItemCard } from './item-card.ts';
import { othersReasonsScreen, reasonScreen } from './reason-screens.ts';

/** How much of each part stands on a card. */
interface Room {
  /** Characters. A longer definition has a screen of its own. */
  readonly definition: number;
  readonly question: number;
  readonly name: number;
  readonly reason: number;
  readonly spread: SpreadRoom;
  /** Panels told by name, and with their feedback. */
  readonly panels: number;
}

/**
 * From the usual card to the tightest: a message holds 4096 characters, and a workbook may fill a title, a question and
 * the names of many panels to their limits. The title stays whole.
 */
const ROOMS: readonly [Room, Room, ...Room[]] = [
  { definition: 220, question: 1000, name: 200, reason: 700, spread: 'picture', panels: 100 },
  { definition: 120, question: 300, name: 60, reason: 200, spread: 'picture', panels: 100 },
  { definition: 60, question: 200, name: 40, reason: 100, spread: 'line', panels: 12 },
  { definition: 60, question: 100, name: 40, reason: 100, spread: 'none', panels: 8 },
];

/** Blank lines, isolates and what a text adds of its own. */
const SIGNS_BETWEEN = 50;

/** The card of one item: the item first, the rest quiet. */
export function itemCard(card: ItemCard): Message {
  switch (card.screen) {
    case 'reason':
      return reasonScreen(card);
    case 'reasons':
      return card.othersReasons.length > 0 ? othersReasonsScreen(card) : wholeCard(card);
    case 'definition':
      return definitionScreen(card);
    case 'item':
      return wholeCard(card);
  }
}

function wholeCard(card: ItemCard): Message {
  const { room, text } = fitted(card);
  return { html: text, buttons: itemButtons(card, hasDefinitionScreen(card, room)) };
}

/** The card's text with as much room for each part as it may have. */
function fitted(card: ItemCard): { room: Room; text: string } {
  const [usual, ...tighter] = ROOMS;
  let fit = { room: usual, text: itemText(card, usual) };
  for (const room of tighter) {
    if (textLength(fit.text) <= LONGEST_TEXT) break;
    fit = { room, text: itemText(card, room) };
  }
  return fit;
}

function itemText(card: ItemCard, room: Room): string {
  const paragraphs = [
    [progressText(card), html('expert.card.panels', { panels: panelsText(card, room) })].join('\n'),
    html('expert.card.item', { title: isolate(card.title) }),
    itemDetails(card, room),
    html('expert.card.question', { question: isolate(shorten(card.question, room.question)) }),
    ...feedbackTexts(card, room),
    answerText(card, room),
    justAnsweredText(card),
  ];
  return paragraphs.filter((paragraph) => paragraph !== '').join('\n\n');
}

function progressText({ roundNumber, position, items, minutesLeft }: ItemCard): string {
  const place = { round: roundNumber, position: position + 1, items };
  return minutesLeft === null
    ? html('expert.card.progress', place)
    : html('expert.card.progressLeft', { ...place, minutes: minutesLeft });
}

function feedbackTexts(card: ItemCard, { panels, name, spread }: Room): string[] {
  const { feedback, panelNames, answer } = card;
  // An item of several panels may have been asked by one of them alone: that one is named.
  const isNamed = panelNames.length > 1;
  const texts = feedback
    .slice(0, panels)
    .map((one) => feedbackText(one, card, { longestName: isNamed ? name : null, spread }));
  const isMarked =
    spread !== 'none' &&
    feedback.some(({ judged }) => judged && String(answer.previousValue) in judged.counts);
  return isMarked ? texts : [...texts, previousText(card)];
}

function panelsText({ panelNames }: ItemCard, { panels, name }: Room): string {
  const names = panelNames.slice(0, panels).map((panel) => isolate(shorten(panel, name)));
  const more = panelNames.length - names.length;
  return listed([...names, ...(more > 0 ? [plain('expert.card.morePanels', { more })] : [])]);
}

function itemDetails(card: ItemCard, room: Room): string {
  const { unit, definition, panelNames } = card;
  const lines = [
    unit === '' || panelNames.includes(unit)
      ? ''
      : html('expert.card.unit', { unit: isolate(shorten(unit, room.name)) }),
    definition === ''
      ? ''
      : html('expert.card.definition', {
          definition: isolate(shorten(definition, definitionRoom(card, room))),
        }),
  ];
  return lines.filter((line) => line !== '').join('\n');
}

/** The own previous answer in words, where no spread bears its mark. */
function previousText({ answer, choices, roundNumber }: ItemCard): string {
  if (roundNumber === 1) return '';
  const previous = choices.find(({ value }) => value === answer.previousValue);
  return previous ? html('expert.card.previous', { mark: PREVIOUS, choice: isolate(previous.label) }) : '';
}

function answerText({ answer, choices, reason }: ItemCard, room: Room): string {
  const chosen = answer.state === 'rated' ? choices.find(({ value }) => value === answer.value) : undefined;
  const lines = [
    chosen ? html('expert.card.chosen', { choice: isolate(chosen.label) }) : '',
    answer.state === 'no_opinion' ? html('expert.card.noOpinionChosen') : '',
    reason === null ? '' : html('expert.card.reason', { reason: isolate(shorten(reason, room.reason)) }),
  ];
  return lines.filter((line) => line !== '').join('\n');
}

/** A receipt for the reason of the item before: the card that came below the typed text is this one. */
function justAnsweredText({ justAnswered }: ItemCard): string {
  if (!justAnswered?.hasReason) return '';
  return html('expert.card.reasonBefore', { number: justAnswered.position + 1 });
}

function hasDefinitionScreen(card: ItemCard, room: Room): boolean {
  return isCut(card.definition, definitionRoom(card, room)) || isCut(card.question, room.question);
}

/** Below a definition that was read in the first round the panel's spread should still be in sight. */
function definitionRoom({ feedback }: ItemCard, room: Room): number {
  return feedback.length > 0 ? Math.min(room.definition, ROOMS[1].definition) : room.definition;
}

function isCut(text: string, length: number): boolean {
  return shorten(text, length) !== text;
}

function definitionScreen(card: ItemCard): Message {
  const { title, definition } = card;
  const question = isCut(card.question, fitted(card).room.question) ? card.question : '';
  // What the card itself has whole gives way here, where it must.
  const titleRoom = LONGEST_TEXT - SIGNS_BETWEEN - question.length - definition.length;
  return {
    html: [
      html('expert.card.item', { title: isolate(shorten(title, titleRoom)) }),
      ...(question === '' ? [] : [html('expert.card.question', { question: isolate(question) })]),
      ...(definition === '' ? [] : [html('expert.card.definition', { definition: isolate(definition) })]),
    ].join('\n\n'),
    buttons: [
      [
        {
          text: plain('expert.button.back'),
          data: showButton.write({ questionnaireId: card.questionnaireId, position: card.position }),
        },
      ],
    ],
  };
}
