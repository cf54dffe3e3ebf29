import {
  detailsButton,
  keepAllButton,
  keepButton,
  noOpinionButton,
  othersReasonsButton,
  overviewButton,
  rateButton,
  reasonButton,
  showButton,
  standByButton,
} from '../../messages/buttons.ts';
import { inPairs } from '../../messages/even-rows.ts';
import type { Button } from '../../messages/message.ts';
import { nextSittingButton } from '../../messages/next-sitting.ts';
import { plain } from '../../texts/i18n.ts';
import { plainNumber } from '../../texts/numerals.ts';
import type { JustAnswered } from '../card-state.ts';
import type { ItemCard } from './item-card.ts';

const CHOSEN = '✅';
export const PREVIOUS = '🔵';
const OTHERS = '💬';

/** Longest label, in signs, that leaves room for a second button in its row, each with number and mark. */
const SHORT_LABEL = 14;

/**
 * The keyboard of an item: its answers first, each in one button, then what else is often pressed. Rare buttons stand
 * on a page of their own: every row pushes the title further out of sight on a small phone.
 */
export function itemButtons(card: ItemCard): Button[][] {
  const { answer, questionnaireId, justAnswered } = card;
  const answerId = answer.id;
  const others: Button[] = [
    {
      text: beside('', plain('label.noOpinion'), answer.state === 'no_opinion' ? CHOSEN : ''),
      data: noOpinionButton.write({ answerId }),
    },
    ...(isKeepable(card)
      ? [{ text: plain('label.keepPrevious'), data: keepButton.write({ answerId }) }]
      : []),
    { text: plain('label.writeReason'), data: reasonButton.write({ answerId }) },
  ];
  const rows = hasShortLabels(card)
    ? inPairs([...answerButtons(card), ...others])
    : [...answerButtons(card).map((button) => [button]), ...inPairs(others)];
  if (card.keepAll)
    rows.push([{ text: plain('label.keepAllPrevious'), data: keepAllButton.write({ questionnaireId }) }]);
  if (justAnswered?.asksReason) rows.push([justAnsweredButton(justAnswered)]);
  if (card.sitting?.following) rows.push([nextSittingButton(questionnaireId, card.sitting.following)]);
  return [...rows, turningButtons(card)];
}

function isKeepable({ written, choices, answer }: ItemCard): boolean {
  return written ? written.keepable : choices.some(({ value }) => value === answer.previousValue);
}

/** One button for each answer, the own and the previous one marked. */
export function choiceButtons(card: ItemCard): Button[][] {
  return hasShortLabels(card) ? inPairs(answerButtons(card)) : answerButtons(card).map((button) => [button]);
}

/** Lets the expert say to stand by an answer that differs; empty where it does not differ. */
export function standByButtons({ answer, standBy }: Pick<ItemCard, 'answer' | 'standBy'>): Button[] {
  if (standBy === 'none') return [];
  const mark = standBy === 'stated' ? CHOSEN : '';
  const data = standByButton.write({ answerId: answer.id });
  return [{ text: beside('', plain('expert.button.standBy'), mark), data }];
}

/** Buttons that are rarely pressed on a card. */
export function detailsButtons(card: ItemCard): Button[][] {
  const { answer, questionnaireId, position, othersReasons } = card;
  const others =
    othersReasons.length > 0
      ? [
          {
            text: `${OTHERS} ${plain('expert.button.othersReasons')}`,
            data: othersReasonsButton.write({ answerId: answer.id }),
          },
        ]
      : [];
  return inPairs([
    ...others,
    ...standByButtons(card),
    { text: plain('expert.button.list'), data: overviewButton.write({ questionnaireId, page: 0 }) },
    { text: plain('expert.button.back'), data: showButton.write({ questionnaireId, position }) },
  ]);
}

function answerButtons(card: ItemCard): Button[] {
  const { answer, choices } = card;
  const numbered = isNumbered(card);
  return choices.map(({ value, label }, place): Button => {
    const number = numbered ? plainNumber(value) : '';
    const data = rateButton.write({ answerId: answer.id, place });
    if (answer.state === 'rated' && value === answer.value)
      return { text: beside(number, label, CHOSEN), data, style: 'success' };
    if (value === answer.previousValue)
      return { text: beside(number, label, PREVIOUS), data, style: 'primary' };
    return { text: beside(number, label, ''), data };
  });
}

/** Numbers tie answers to their bars; labels that contain figures are their own numbers. */
function isNumbered({ choices, ratings }: ItemCard): boolean {
  return ratings === 'numbers' && !choices.some(({ label }) => /\p{N}/u.test(label));
}

function hasShortLabels({ choices }: ItemCard): boolean {
  return choices.every(({ label }) => label.length <= SHORT_LABEL || Array.from(label).length <= SHORT_LABEL);
}

/** Offers the reason for the previous item, named by its number: its title has no room on another item's card. */
function justAnsweredButton({ answerId, position }: JustAnswered): Button {
  return {
    text: plain('expert.button.reasonBefore', { number: position + 1 }),
    data: reasonButton.write({ answerId }),
  };
}

function turningButtons(card: ItemCard): Button[] {
  const { answer, questionnaireId, position, steps, sitting, othersReasons } = card;
  const { first, last } = sitting ?? { first: 0, last: steps - 1 };
  const next =
    position < last
      ? showButton.write({ questionnaireId, position: position + 1 })
      : overviewButton.write({ questionnaireId, page: 0 });
  const turning: Button[] = [{ text: plain('label.next'), data: next }];
  if (position > first)
    turning.push({
      text: plain('label.previous'),
      data: showButton.write({ questionnaireId, position: position - 1 }),
    });
  turning.push({
    text: beside('', plain('expert.button.details'), othersReasons.length > 0 ? OTHERS : ''),
    data: detailsButton.write({ answerId: answer.id }),
  });
  return turning;
}

/** A label with its number before and a mark behind it. */
function beside(number: string, label: string, mark: string): string {
  return [number, label, mark].filter((part) => part !== '').join(' ');
}
