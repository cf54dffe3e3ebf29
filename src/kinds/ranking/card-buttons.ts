import {
  addPlaceButton,
  choosePlaceButton,
  keepAllButton,
  keepPanelButton,
  movePlaceButton,
  noOpinionOnPanelButton,
  overviewButton,
  readPanelButton,
  showButton,
  submitButton,
  takeBackButton,
} from '../../messages/buttons.ts';
import { evenRows } from '../../messages/even-rows.ts';
import type { Button } from '../../messages/message.ts';
import { plain } from '../../texts/i18n.ts';
import { spokenDigits } from '../../texts/numerals.ts';
import type { PanelCardState, PanelItem } from '../card-state.ts';
import type { PanelButton } from '../kind.ts';
import { isWhole, lastChosen, placedOf, previousOrder } from './order.ts';

const CHOSEN = '✅';

/** What a press on a card of this kind says. */
export const ORDER_BUTTONS: readonly PanelButton[] = [
  pressOf(addPlaceButton, 'add'),
  pressOf(takeBackButton, 'takeBack'),
  pressOf(choosePlaceButton, 'choose'),
  pressOf(noOpinionOnPanelButton, 'noOpinion'),
  pressOf(keepPanelButton, 'keep'),
  {
    pattern: movePlaceButton.pattern,
    read: (data) => {
      const { answerId, place } = movePlaceButton.read(data);
      return { answerId, pressed: { place } };
    },
  },
];

function pressOf(
  { pattern, read }: typeof addPlaceButton,
  pressed: 'add' | 'takeBack' | 'choose' | 'noOpinion' | 'keep',
): PanelButton {
  return { pattern, read: (data) => ({ ...read(data), pressed }) };
}

/**
 * The keyboard of an order: the numbers of items without a place, as first shown. For a whole order its places, and
 * once one is chosen, the buttons that move it. The first of a row stands last: Persian is read from the right.
 *
 * @param isCut whether titles on the card are cut
 */
export function orderButtons(card: PanelCardState, isCut: boolean): Button[][] {
  const { items, keepAll, questionnaireId } = card;
  const answers = items.map(({ answer }) => answer);
  const last = lastChosen(answers);
  return [
    ...movingRow(card),
    ...evenRows(isWhole(answers) ? placeButtons(card) : itemButtons(items)),
    ...(last ? [[{ text: plain('label.takeBack'), data: takeBackButton.write({ answerId: last.id }) }]] : []),
    ...(placedOf(answers).length === 0 ? [untouchedRow(items)] : []),
    ...(keepAll
      ? [[{ text: plain('label.keepAllPrevious'), data: keepAllButton.write({ questionnaireId }) }]]
      : []),
    ...submitRow(card),
    turningRow(card, isCut || items.some(({ definition }) => definition !== '')),
  ];
}

function itemButtons(items: readonly PanelItem[]): Button[] {
  return items.flatMap(({ answer }, at) =>
    answer.value === null
      ? [{ text: spokenDigits(String(at + 1)), data: addPlaceButton.write({ answerId: answer.id }) }]
      : [],
  );
}

function placeButtons({ items, chosenId }: PanelCardState): Button[] {
  return placedOf(items.map(({ answer }) => answer)).map(({ id: answerId }, at): Button => {
    const text = spokenDigits(String(at + 1));
    const data = choosePlaceButton.write({ answerId });
    return answerId === chosenId ? { text: `${text} ${CHOSEN}`, data, style: 'success' } : { text, data };
  });
}

function movingRow({ items, chosenId }: PanelCardState): Button[][] {
  const answers = items.map(({ answer }) => answer);
  const chosen = answers.find(({ id }) => id === chosenId);
  if (!chosen || chosen.value === null || !isWhole(answers)) return [];
  const { id: answerId, value: place } = chosen;
  const row: Button[] = [];
  if (place < answers.length)
    row.push({
      text: plain('label.lower'),
      data: movePlaceButton.write({ answerId, place: place + 1 }),
    });
  if (place > 1)
    row.push({
      text: plain('label.higher'),
      data: movePlaceButton.write({ answerId, place: place - 1 }),
    });
  return row.length > 0 ? [row] : [];
}

/** Answers the card by one tap; offered only while that would undo nothing. */
function untouchedRow(items: readonly PanelItem[]): Button[] {
  const answers = items.map(({ answer }) => answer);
  const { id: answerId, state } = answers[0]!;
  const noOpinion = plain('label.noOpinion');
  return [
    ...(previousOrder(answers)
      ? [{ text: plain('label.keepPrevious'), data: keepPanelButton.write({ answerId }) }]
      : []),
    {
      text: state === 'no_opinion' ? `${noOpinion} ${CHOSEN}` : noOpinion,
      data: noOpinionOnPanelButton.write({ answerId }),
    },
  ].toReversed();
}

/** Where nothing else is open, the round can be handed in from here. */
function submitRow({ items, othersOpen, handedIn, questionnaireId }: PanelCardState): Button[][] {
  if (handedIn || othersOpen || !isWhole(items.map(({ answer }) => answer))) return [];
  return [[{ text: plain('label.submit'), data: submitButton.write({ questionnaireId }), style: 'success' }]];
}

function turningRow({ items, questionnaireId, position, steps }: PanelCardState, isMore: boolean): Button[] {
  const next =
    position + 1 < steps
      ? showButton.write({ questionnaireId, position: position + 1 })
      : overviewButton.write({ questionnaireId, page: 0 });
  const row: Button[] = [{ text: plain('label.next'), data: next }];
  if (position > 0)
    row.push({
      text: plain('label.previous'),
      data: showButton.write({ questionnaireId, position: position - 1 }),
    });
  if (isMore)
    row.push({
      text: plain('expert.order.button.titles'),
      data: readPanelButton.write({ answerId: items[0]!.answer.id, page: 0 }),
    });
  return row;
}
