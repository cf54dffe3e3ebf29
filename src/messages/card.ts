import type { AskedItem } from '../domain/answering.ts';
import type { Choice, FixedWord } from '../domain/kinds.ts';
import { isolate } from '../texts/direction.ts';
import { html, plain } from '../texts/i18n.ts';
import {
  definitionButton,
  keepAllButton,
  keepButton,
  noOpinionButton,
  overviewButton,
  rateButton,
  reasonButton,
  reasonCancelButton,
  reasonRemoveButton,
  showButton,
} from './buttons.ts';
import { type Feedback, feedbackText, type SpreadForm } from './feedback.ts';
import type { Button, Message } from './message.ts';
import { shorten } from './shorten.ts';
import { LONGEST_TEXT, textLength } from './text-length.ts';

/** One item as its expert sees it. */
export interface ItemCard {
  readonly questionnaireId: number;
  readonly answerId: number;
  readonly roundNumber: number;
  readonly position: number;
  readonly items: number;
  readonly question: string;
  readonly title: string;
  readonly definition: string;
  readonly unit: string;
  readonly panelNames: readonly string[];
  readonly choices: readonly Choice[];
  readonly asked: AskedItem;
  readonly reason: string | null;
  readonly feedback: readonly Feedback[];
  /** The round's first card offers to keep all previous ratings. */
  readonly offersKeepAll: boolean;
  readonly screen: 'item' | 'reason' | 'definition';
}

/** How much of each part stands on a card. */
interface Room {
  /** Characters. A longer definition has a screen of its own. */
  readonly definition: number;
  readonly question: number;
  readonly name: number;
  readonly reason: number;
  readonly spread: SpreadForm;
  /** Panels told by name, and with their feedback. */
  readonly panels: number;
}

/**
 * From the usual card to the tightest: a message holds 4096 characters, and a workbook may fill a title, a question and
 * the names of many panels to their limits. The title stays whole.
 */
const ROOMS: readonly [Room, ...Room[]] = [
  { definition: 220, question: 1000, name: 200, reason: 700, spread: 'picture', panels: 100 },
  { definition: 120, question: 300, name: 60, reason: 200, spread: 'picture', panels: 100 },
  { definition: 60, question: 200, name: 40, reason: 100, spread: 'line', panels: 12 },
  { definition: 60, question: 100, name: 40, reason: 100, spread: 'none', panels: 8 },
];

const CHOSEN = '✅';
const PREVIOUS = '🔹';

/** The card of one item: the item first, the rest quiet. */
export function itemCard(card: ItemCard): Message {
  switch (card.screen) {
    case 'reason':
      return reasonScreen(card);
    case 'definition':
      return definitionScreen(card);
    case 'item': {
      const room = roomFor(card);
      return { html: itemText(card, room), buttons: itemButtons(card, room) };
    }
  }
}

function roomFor(card: ItemCard): Room {
  return ROOMS.find((room) => textLength(itemText(card, room)) <= LONGEST_TEXT) ?? ROOMS.at(-1)!;
}

function itemText(card: ItemCard, room: Room): string {
  const paragraphs = [
    html('expert.card.progress', {
      round: card.roundNumber,
      position: card.position + 1,
      items: card.items,
      panels: panelsText(card, room),
    }),
    html('expert.card.item', { title: isolate(card.title) }),
    itemDetails(card, room),
    html('expert.card.question', { question: isolate(shorten(card.question, room.question)) }),
    ...feedbackTexts(card, room),
    previousText(card),
    answerText(card, room),
  ];
  return paragraphs.filter((paragraph) => paragraph !== '').join('\n\n');
}

function feedbackTexts({ feedback, panelNames, asked }: ItemCard, { panels, name, spread }: Room): string[] {
  // An item of several panels may have been asked by one of them alone: that one is named.
  const isNamed = panelNames.length > 1;
  return feedback
    .slice(0, panels)
    .map((one) =>
      feedbackText(one, { longestName: isNamed ? name : null, own: asked.previousValue, spread }),
    );
}

function panelsText({ panelNames }: ItemCard, { panels, name }: Room): string {
  const names = panelNames.slice(0, panels).map((panel) => isolate(shorten(panel, name)));
  const more = panelNames.length - names.length;
  return [...names, ...(more > 0 ? [plain('expert.card.morePanels', { more })] : [])].join('، ');
}

function itemDetails({ unit, definition, panelNames }: ItemCard, room: Room): string {
  const lines = [
    unit === '' || panelNames.includes(unit)
      ? ''
      : html('expert.card.unit', { unit: isolate(shorten(unit, room.name)) }),
    definition === ''
      ? ''
      : html('expert.card.definition', { definition: isolate(shorten(definition, room.definition)) }),
  ];
  return lines.filter((line) => line !== '').join('\n');
}

function previousText({ asked, choices, roundNumber }: ItemCard): string {
  if (roundNumber === 1) return '';
  const previous = choices.find(({ value }) => value === asked.previousValue);
  return previous
    ? html('expert.card.previous', { mark: PREVIOUS, choice: isolate(choiceLabel(previous)) })
    : '';
}

function answerText({ asked, choices, reason }: ItemCard, room: Room): string {
  const chosen = asked.state === 'rated' ? choices.find(({ value }) => value === asked.value) : undefined;
  const lines = [
    chosen ? html('expert.card.chosen', { choice: isolate(choiceLabel(chosen)) }) : '',
    asked.state === 'no_opinion' ? html('expert.card.noOpinionChosen') : '',
    reason === null ? '' : html('expert.card.reason', { reason: isolate(shorten(reason, room.reason)) }),
  ];
  return lines.filter((line) => line !== '').join('\n');
}

function itemButtons(card: ItemCard, room: Room): Button[][] {
  const { answerId, asked, questionnaireId, position, items } = card;
  const previousKept = card.choices.some(({ value }) => value === asked.previousValue);
  const rows: Button[][] = card.choices.map((choice, place) => [choiceButton(card, choice, place)]);
  if (previousKept) rows.push([{ text: plain('label.keepPrevious'), data: keepButton.write(answerId) }]);
  if (card.offersKeepAll)
    rows.push([{ text: plain('label.keepAllPrevious'), data: keepAllButton.write(questionnaireId) }]);
  rows.push([
    {
      text: marked(asked.state === 'no_opinion' ? CHOSEN : '', plain('label.noOpinion')),
      data: noOpinionButton.write(answerId),
    },
    { text: plain('label.writeReason'), data: reasonButton.write(answerId) },
  ]);
  const next =
    position + 1 < items
      ? showButton.write(questionnaireId, position + 1)
      : overviewButton.write(questionnaireId, 0);
  const between: Button[] = [{ text: plain('label.next'), data: next }];
  if (position > 0)
    between.push({ text: plain('label.previous'), data: showButton.write(questionnaireId, position - 1) });
  rows.push(between);
  const more: Button[] = [
    { text: plain('expert.button.overview'), data: overviewButton.write(questionnaireId, 0) },
  ];
  if (isCut(card.definition, room.definition) || isCut(card.question, room.question)) {
    more.push({ text: plain('expert.button.definition'), data: definitionButton.write(answerId) });
  }
  rows.push(more);
  return rows;
}

function isCut(text: string, length: number): boolean {
  return shorten(text, length) !== text;
}

function choiceButton({ answerId, asked }: ItemCard, choice: Choice, place: number): Button {
  const data = rateButton.write(answerId, place);
  const label = choiceLabel(choice);
  if (asked.state === 'rated' && choice.value === asked.value)
    return { text: marked(CHOSEN, label), data, style: 'success' };
  if (choice.value === asked.previousValue) return { text: marked(PREVIOUS, label), data, style: 'primary' };
  return { text: label, data };
}

function marked(mark: string, label: string): string {
  return mark === '' ? label : `${mark} ${label}`;
}

/** A choice in words: a scale point's own label, or a fixed word of the kind of round. */
export function choiceLabel(choice: Choice): string {
  return 'label' in choice ? choice.label : plain(`expert.choice.${choice.word satisfies FixedWord}`);
}

function reasonScreen(card: ItemCard): Message {
  const lines = [
    html('expert.reason.ask', { title: isolate(card.title) }),
    card.reason === null ? '' : html('expert.reason.present', { reason: isolate(card.reason) }),
  ];
  const buttons: Button[] = [{ text: plain('label.cancel'), data: reasonCancelButton.write(card.answerId) }];
  if (card.reason !== null) {
    buttons.unshift({
      text: plain('expert.button.removeReason'),
      data: reasonRemoveButton.write(card.answerId),
    });
  }
  return { html: lines.filter((line) => line !== '').join('\n\n'), buttons: [buttons] };
}

function definitionScreen(card: ItemCard): Message {
  const { question, definition } = card;
  return {
    html: [
      html('expert.card.item', { title: isolate(card.title) }),
      ...(isCut(question, roomFor(card).question)
        ? [html('expert.card.question', { question: isolate(question) })]
        : []),
      ...(definition === '' ? [] : [html('expert.card.definition', { definition: isolate(definition) })]),
    ].join('\n\n'),
    buttons: [
      [{ text: plain('expert.button.back'), data: showButton.write(card.questionnaireId, card.position) }],
    ],
  };
}
