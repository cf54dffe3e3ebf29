import { apartText } from '../../messages/keep-all.ts';
import type { Message } from '../../messages/message.ts';
import { shorten } from '../../messages/shorten.ts';
import { LONGEST_TEXT, textLength } from '../../messages/text-length.ts';
import { averageRanks } from '../../statistics/average-ranks.ts';
import { isolate } from '../../texts/direction.ts';
import { html } from '../../texts/i18n.ts';
import { decimal, plainNumber, spokenDigits } from '../../texts/numerals.ts';
import type { PanelCardState, PanelItem } from '../card-state.ts';
import { orderButtons } from './card-buttons.ts';
import { isWhole, meanPlaces, placedOf } from './order.ts';
import { titlesScreen } from './titles-screen.ts';

/** Signs of each title, the same for all; cut titles stand whole behind «پاسخ‌ها». */
const TITLES = [1000, 200, 120, 80, 55, 40, 28, 20];
/** Signs of the question, where even short titles leave no room for all of it. */
const QUESTIONS = [1000, 160];
const LONGEST_NAME = 60;
const LONGEST_CHOSEN = 60;

/** The card for ranking a panel's items: the order so far, the items without a place, and what to press. */
export function orderCard(card: PanelCardState): Message {
  if (card.screen === 'details') return titlesScreen(card);
  const rooms = QUESTIONS.flatMap((question) => TITLES.map((title) => ({ question, title })));
  for (const room of rooms) {
    const text = cardText(card, room);
    const isCut = card.items.some(({ title }) => shorten(title, room.title) !== title);
    if (textLength(text) <= LONGEST_TEXT || room === rooms.at(-1))
      return { html: text, buttons: orderButtons(card, isCut) };
  }
  throw new Error('there is a last room');
}

interface Room {
  readonly question: number;
  readonly title: number;
}

function cardText(card: PanelCardState, room: Room): string {
  const answers = card.items.map(({ answer }) => answer);
  const placed = placedOf(answers);
  const left = card.items.filter(({ answer }) => answer.value === null);
  const line = lineOf(card, room);
  const paragraphs = [
    headText(card),
    html('expert.card.question', { question: isolate(shorten(card.question, room.question)) }),
    legendText(card),
    placed.length === 0
      ? ''
      : [
          html(left.length === 0 ? 'expert.order.whole' : 'expert.order.placed'),
          ...placed.map(({ id }, at) => line(itemOf(card, id), at + 1)),
        ].join('\n'),
    left.length === 0
      ? ''
      : [
          html(placed.length === 0 ? 'expert.order.items' : 'expert.order.left', { items: left.length }),
          ...left.map((item) => line(item, card.items.indexOf(item) + 1)),
        ].join('\n'),
    stateText(card),
    apartText(card.keepAll, 'card'),
  ];
  return paragraphs.filter((paragraph) => paragraph !== '').join('\n\n');
}

function headText({ panelName, roundNumber, position, steps, minutesLeft }: PanelCardState): string {
  const head = html('expert.order.heading', {
    ...{ panel: isolate(shorten(panelName, LONGEST_NAME)), round: roundNumber },
  });
  if (steps === 1) return head;
  const place = { position: position + 1, steps };
  return [
    head,
    minutesLeft === null
      ? html('expert.order.progress', place)
      : html('expert.order.progressLeft', { ...place, minutes: minutesLeft }),
  ].join('\n');
}

function itemOf({ items }: PanelCardState, answerId: number): PanelItem {
  return items.find(({ answer }) => answer.id === answerId)!;
}

/** One item a line: number, title, and its place in the round before. */
function lineOf(card: PanelCardState, room: Room): (item: PanelItem, number: number) => string {
  const { panel, own } = placesBefore(card);
  return ({ itemId, title, answer }, number) => {
    const key = answer.id === card.chosenId ? 'expert.order.chosenLine' : 'expert.order.line';
    const line = html(key, {
      ...{ number: spokenDigits(String(number)), title: isolate(shorten(title, room.title)) },
    });
    const mean = panel.get(itemId);
    const place = own.get(itemId);
    if (mean !== undefined && place !== undefined)
      return html('expert.order.withPlaces', { line, mean: decimal(mean, 1), place: plainNumber(place) });
    if (mean !== undefined) return html('expert.order.withPanelPlace', { line, mean: decimal(mean, 1) });
    return place === undefined
      ? line
      : html('expert.order.withOwnPlace', { line, place: plainNumber(place) });
  };
}

/** The panel's mean places and the expert's own in the round before, each recomputed over the items still left. */
function placesBefore({ items, before }: PanelCardState): {
  panel: ReadonlyMap<number, number>;
  own: ReadonlyMap<number, number>;
} {
  const means = before ? meanPlaces(before.ratings) : [];
  const placed = items.filter(({ answer }) => answer.previousValue !== null);
  const ranks = averageRanks(placed.map(({ answer }) => answer.previousValue!));
  return {
    panel: new Map(before?.itemIds.map((itemId, at) => [itemId, means[at]!])),
    own: new Map(placed.map(({ itemId }, at) => [itemId, ranks[at]!])),
  };
}

/** What the figures beside the items mean. */
function legendText(card: PanelCardState): string {
  const { panel, own } = placesBefore(card);
  if (panel.size > 0) {
    const told = { n: card.before!.ratings.length, items: panel.size };
    return html(own.size > 0 ? 'expert.order.legend' : 'expert.order.legendPanel', told);
  }
  if (!card.hasBefore) return '';
  return own.size > 0
    ? html('expert.order.legendOwn', { items: own.size })
    : html('expert.card.feedbackTooFew');
}

/** The state of the order, and what to press now: directly above the buttons. */
function stateText(card: PanelCardState): string {
  const answers = card.items.map(({ answer }) => answer);
  const placed = placedOf(answers);
  const chosen = card.items.find(({ answer }) => answer.id === card.chosenId);
  if (isWhole(answers)) {
    if (!chosen) return html('expert.order.isWhole');
    const title = isolate(shorten(chosen.title, LONGEST_CHOSEN));
    return html('expert.order.moving', { title, place: chosen.answer.value! });
  }
  const next = html(placed.length === 0 ? 'expert.order.first' : 'expert.order.next', {
    ...{ place: placed.length + 1, items: answers.length },
  });
  const isNoOpinion = answers.every(({ state }) => state === 'no_opinion');
  return isNoOpinion ? [html('expert.card.noOpinionChosen'), next].join('\n') : next;
}
