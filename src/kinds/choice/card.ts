import { apartText } from '../../messages/keep-all.ts';
import type { Message } from '../../messages/message.ts';
import { shorten } from '../../messages/shorten.ts';
import { LONGEST_TEXT, textLength } from '../../messages/text-length.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';
import { listed } from '../../texts/listed.ts';
import type { SittingPlace } from '../card-state.ts';
import { itemButtons, PREVIOUS } from './card-buttons.ts';
import { detailsScreen } from './details-screen.ts';
import { feedbackText } from './feedback.ts';
import { type ItemCard, wordsOf } from './item-card.ts';
import { othersReasonsScreen, reasonScreen } from './reason-screens.ts';
import { fitsChat, showsTitlesEnd } from './small-phone.ts';

/** How much of each part the card shows, in signs; 0: nothing. All of it stands on the page behind «بیشتر». */
interface Room {
  readonly definition: number;
  readonly question: number;
  readonly name: number;
  readonly reason: number;
  /** Whether own answers are also put into words, besides the marks on their buttons. */
  readonly hasAnswers: boolean;
  /** How many panels are named, and shown with their feedback. */
  readonly panels: number;
}

/** From the usual card to the tightest. The title always stays whole. */
const ROOMS: readonly Room[] = [
  { definition: 220, question: 1000, name: 200, reason: 700, hasAnswers: true, panels: 100 },
  { definition: 120, question: 160, name: 60, reason: 100, hasAnswers: true, panels: 100 },
  { definition: 70, question: 75, name: 40, reason: 75, hasAnswers: true, panels: 12 },
  { definition: 0, question: 38, name: 38, reason: 30, hasAnswers: false, panels: 6 },
  { definition: 0, question: 0, name: 20, reason: 30, hasAnswers: false, panels: 2 },
];

/** The card of one item: the item first, everything else unobtrusive. */
export function itemCard(card: ItemCard): Message {
  switch (card.screen) {
    case 'reason':
      return reasonScreen(card);
    case 'reasons':
      return card.othersReasons.length > 0 ? othersReasonsScreen(card) : fitted(card);
    case 'details':
      return detailsScreen(card);
    case 'item':
      return fitted(card);
  }
}

/**
 * The card with as much of each part as a small phone shows without scrolling; else as much as keeps the title's end in
 * sight.
 */
function fitted(card: ItemCard): Message {
  const buttons = itemButtons(card);
  // The bars of several panels would push the title out of sight: they stand behind «بیشتر».
  const drawn = card.feedback.length === 1 ? [true, false] : [false];
  const tighter: Message[] = [];
  for (const hasSpread of drawn) {
    for (const room of ROOMS) {
      const message = { html: itemText(card, room, hasSpread), buttons };
      if (textLength(message.html) > LONGEST_TEXT) continue;
      if (fitsChat(message)) return message;
      tighter.push(message);
    }
  }
  return tighter.find(showsTitlesEnd) ?? tighter.at(-1)!;
}

function itemText(card: ItemCard, room: Room, hasSpread: boolean): string {
  const title = html('expert.card.item', { title: isolate(card.title) });
  return [
    progressText(card),
    card.sitsOnSeveral ? html('expert.card.panels', { panels: panelsText(card, room) }) : '',
    title,
    ...(card.feedback.length > 0 ? [] : itemDetails(card, room)),
    room.question === 0
      ? ''
      : html('expert.card.question', { question: isolate(shorten(card.question, room.question)) }),
    card.written?.howTo ?? '',
    ...feedbackTexts(card, room, hasSpread),
    room.hasAnswers ? chosenText(card) : '',
    card.reason === null
      ? ''
      : html('expert.card.reason', { reason: isolate(shorten(card.reason, room.reason)) }),
    justAnsweredText(card),
    apartText(card.keepAll, 'card'),
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function progressText({ roundNumber, position, steps, isMixed, minutesLeft, sitting }: ItemCard): string {
  if (sitting) return sittingText(sitting, { roundNumber, position, minutesLeft });
  const place = { round: roundNumber, position: position + 1, items: steps };
  if (minutesLeft === null)
    return html(isMixed ? 'expert.card.progressMixed' : 'expert.card.progress', place);
  const key = isMixed ? 'expert.card.progressMixedLeft' : 'expert.card.progressLeft';
  return html(key, { minutes: minutesLeft, ...place });
}

function sittingText(
  { number, sittings, first, last }: SittingPlace,
  { roundNumber: round, position, minutesLeft }: Pick<ItemCard, 'roundNumber' | 'position' | 'minutesLeft'>,
): string {
  const place = { number, sittings, position: position - first + 1, items: last - first + 1 };
  const progress =
    minutesLeft === null
      ? html('expert.card.progressSitting', { round, ...place })
      : html('expert.card.progressSittingLeft', { minutes: minutesLeft, ...place });
  return position === last ? [progress, html('expert.card.lastOfSitting')].join('\n') : progress;
}

function feedbackTexts(card: ItemCard, room: Room, hasSpread: boolean): string[] {
  const { feedback, panelNames, answer } = card;
  // An item of several panels may have been asked by one of them alone: that one is named.
  const longestName = panelNames.length > 1 ? room.name : null;
  const texts = feedback
    .slice(0, room.panels)
    .map((one) => feedbackText(one, card, { longestName, hasSpread }));
  const isMarked =
    hasSpread &&
    !card.written &&
    feedback.some(({ judged }) => judged && String(answer.previousValue) in judged.counts);
  return isMarked || !room.hasAnswers ? texts : [...texts, previousText(card)];
}

function panelsText({ panelNames }: ItemCard, { panels, name }: Room): string {
  const names = panelNames.slice(0, panels).map((panel) => isolate(shorten(panel, name)));
  const more = panelNames.length - names.length;
  return listed([...names, ...(more > 0 ? [plain('expert.card.morePanels', { more })] : [])]);
}

/** Left out where there is feedback: the expert has read the details in the round before. */
function itemDetails({ unit, definition, panelNames }: ItemCard, room: Room): string[] {
  return [
    unit === '' || panelNames.includes(unit)
      ? ''
      : html('expert.card.unit', { unit: isolate(shorten(unit, room.name)) }),
    definition === '' || room.definition === 0
      ? ''
      : html('expert.card.definition', { definition: isolate(shorten(definition, room.definition)) }),
  ];
}

/** The own previous answer in words, where no spread can show it by a mark. */
function previousText(card: ItemCard): string {
  const { previousValue } = card.answer;
  if (card.roundNumber === 1 || previousValue === null) return '';
  const choice = wordsOf(card, previousValue);
  return choice ? html('expert.card.previous', { mark: PREVIOUS, choice: isolate(choice) }) : '';
}

function chosenText(card: ItemCard): string {
  const { state, value } = card.answer;
  if (state === 'no_opinion') return html('expert.card.noOpinionChosen');
  const choice = state === 'rated' && value !== null ? wordsOf(card, value) : undefined;
  return choice ? html('expert.card.chosen', { choice: isolate(choice) }) : '';
}

/** Confirms the reason for the previous item: this card came below the typed text. */
function justAnsweredText({ justAnswered }: ItemCard): string {
  if (!justAnswered?.hasReason) return '';
  return html('expert.card.reasonBefore', { number: justAnswered.position + 1 });
}
