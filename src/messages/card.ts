import type { AskedItem } from '../domain/answering.ts';
import type { Choice, FixedWord } from '../domain/kinds.ts';
import { isolate } from '../texts/direction.ts';
import { html, plain } from '../texts/i18n.ts';
import { decimal, persianDigits } from '../texts/numerals.ts';
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
import type { Button, Message } from './message.ts';
import { shorten } from './shorten.ts';
import { spreadPicture } from './spread.ts';

/** What a panel said of the item in the previous round of this kind. */
export interface Feedback {
  readonly panelName: string;
  /** Null: too few answers to show any. */
  readonly figures: {
    readonly mean: number;
    readonly median: number;
    readonly n: number;
    readonly counts: ReadonlyMap<number, number>;
  } | null;
}

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

/** Longest definition that stands on the card; a longer one has a screen of its own. */
const SHORT_DEFINITION = 220;

const CHOSEN = '✅';
const PREVIOUS = '🔹';

/** The card of one item: the item first, the rest quiet. */
export function itemCard(card: ItemCard): Message {
  switch (card.screen) {
    case 'reason':
      return reasonScreen(card);
    case 'definition':
      return definitionScreen(card);
    case 'item':
      return { html: itemText(card), buttons: itemButtons(card) };
  }
}

function itemText(card: ItemCard): string {
  const paragraphs = [
    html('expert.card.progress', {
      round: card.roundNumber,
      position: card.position + 1,
      items: card.items,
      panels: card.panelNames.map(isolate).join('، '),
    }),
    html('expert.card.item', { title: isolate(card.title) }),
    itemDetails(card),
    html('expert.card.question', { question: isolate(card.question) }),
    ...card.feedback.map((feedback) => feedbackText(card, feedback)),
    previousText(card),
    answerText(card),
  ];
  return paragraphs.filter((paragraph) => paragraph !== '').join('\n\n');
}

function itemDetails({ unit, definition, panelNames }: ItemCard): string {
  const lines = [
    unit === '' || panelNames.includes(unit) ? '' : html('expert.card.unit', { unit: isolate(unit) }),
    definition === ''
      ? ''
      : html('expert.card.definition', { definition: isolate(shorten(definition, SHORT_DEFINITION)) }),
  ];
  return lines.filter((line) => line !== '').join('\n');
}

function feedbackText(card: ItemCard, { panelName, figures }: Feedback): string {
  const panel = isolate(panelName);
  const several = card.feedback.length > 1;
  if (!figures)
    return several ? html('expert.card.feedbackTooFewOf', { panel }) : html('expert.card.feedbackTooFew');
  const head = html(several ? 'expert.card.feedbackOf' : 'expert.card.feedback', {
    panel,
    mean: decimal(figures.mean, 2),
    median: median(figures.median),
    n: figures.n,
  });
  return `${head}\n${spreadPicture(figures.counts, card.asked.previousValue, html('expert.card.ownMark'))}`;
}

function median(value: number): string {
  return Number.isInteger(value) ? persianDigits(String(value)) : decimal(value, 1);
}

function previousText({ asked, choices, roundNumber }: ItemCard): string {
  if (roundNumber === 1) return '';
  const previous = choices.find(({ value }) => value === asked.previousValue);
  return previous
    ? html('expert.card.previous', { mark: PREVIOUS, choice: isolate(choiceLabel(previous)) })
    : '';
}

function answerText({ asked, choices, reason }: ItemCard): string {
  const chosen = asked.state === 'rated' ? choices.find(({ value }) => value === asked.value) : undefined;
  const lines = [
    chosen ? html('expert.card.chosen', { choice: isolate(choiceLabel(chosen)) }) : '',
    asked.state === 'no_opinion' ? html('expert.card.noOpinionChosen') : '',
    reason === null ? '' : html('expert.card.reason', { reason: isolate(reason) }),
  ];
  return lines.filter((line) => line !== '').join('\n');
}

function itemButtons(card: ItemCard): Button[][] {
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
  if (card.definition.length > SHORT_DEFINITION) {
    more.push({ text: plain('expert.button.definition'), data: definitionButton.write(answerId) });
  }
  rows.push(more);
  return rows;
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
  return {
    html: [
      html('expert.card.item', { title: isolate(card.title) }),
      html('expert.card.definition', { definition: isolate(card.definition) }),
    ].join('\n\n'),
    buttons: [
      [{ text: plain('expert.button.back'), data: showButton.write(card.questionnaireId, card.position) }],
    ],
  };
}
