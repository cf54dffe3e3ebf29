import {
  definitionButton,
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
import type { Button } from '../../messages/message.ts';
import { plain } from '../../texts/i18n.ts';
import type { JustAnswered, Standing } from '../card-state.ts';
import type { Choice } from './choice.ts';
import type { ItemCard } from './item-card.ts';

const CHOSEN = '✅';
export const PREVIOUS = '🔵';

/**
 * The keyboard of an item: its answers first, each in one button, then what keeps an answer, then all else.
 *
 * @param hasDefinitionScreen the card shows less of the definition or question than there is
 */
export function itemButtons(card: ItemCard, hasDefinitionScreen: boolean): Button[][] {
  const { answer, questionnaireId, othersReasons, standing, justAnswered } = card;
  const answerId = answer.id;
  const rows = choiceButtons(card);
  if (card.choices.some(({ value }) => value === answer.previousValue)) {
    rows.push([{ text: plain('label.keepPrevious'), data: keepButton.write({ answerId }) }]);
  }
  if (card.offersKeepAll) {
    rows.push([{ text: plain('label.keepAllPrevious'), data: keepAllButton.write({ questionnaireId }) }]);
  }
  rows.push([
    {
      text: marked(answer.state === 'no_opinion' ? CHOSEN : '', plain('label.noOpinion')),
      data: noOpinionButton.write({ answerId }),
    },
    { text: plain('label.writeReason'), data: reasonButton.write({ answerId }) },
    ...(hasDefinitionScreen
      ? [{ text: plain('expert.button.definition'), data: definitionButton.write({ answerId }) }]
      : []),
  ]);
  const others =
    othersReasons.length > 0
      ? [{ text: plain('expert.button.othersReasons'), data: othersReasonsButton.write({ answerId }) }]
      : [];
  const besides = [...others, ...standByButtons(answerId, standing)];
  if (besides.length > 0) rows.push(besides);
  if (justAnswered?.asksReason) rows.push(justAnsweredButtons(justAnswered));
  rows.push(turningButtons(card));
  return rows;
}

/** One button for each answer, the own and the previous one marked. */
export function choiceButtons(card: ItemCard): Button[][] {
  return card.choices.map((choice, place) => [choiceButton(card, choice, place)]);
}

function choiceButton({ answer }: ItemCard, { value, label }: Choice, place: number): Button {
  const data = rateButton.write({ answerId: answer.id, place });
  if (answer.state === 'rated' && value === answer.value)
    return { text: marked(CHOSEN, label), data, style: 'success' };
  if (value === answer.previousValue) return { text: marked(PREVIOUS, label), data, style: 'primary' };
  return { text: label, data };
}

/** Says that the expert stands by an answer that differs; none where it does not. */
export function standByButtons(answerId: number, standing: Standing): Button[] {
  if (standing === 'none') return [];
  const mark = standing === 'stated' ? CHOSEN : '';
  return [{ text: marked(mark, plain('expert.button.standBy')), data: standByButton.write({ answerId }) }];
}

/** The same and the reason for the item before, by its number: its title has no place on another's card. */
function justAnsweredButtons({ answerId, position, standing }: JustAnswered): Button[] {
  const number = position + 1;
  return [
    { text: plain('expert.button.reasonBefore', { number }), data: reasonButton.write({ answerId }) },
    ...(standing === 'offered'
      ? [{ text: plain('expert.button.standByBefore', { number }), data: standByButton.write({ answerId }) }]
      : []),
  ];
}

/** In one row: with feedback a card outgrows a small phone, and every row pushes its title out of sight. */
function turningButtons({ questionnaireId, position, items }: ItemCard): Button[] {
  const next =
    position + 1 < items
      ? showButton.write({ questionnaireId, position: position + 1 })
      : overviewButton.write({ questionnaireId, page: 0 });
  const turning: Button[] = [{ text: plain('label.next'), data: next }];
  if (position > 0)
    turning.push({
      text: plain('label.previous'),
      data: showButton.write({ questionnaireId, position: position - 1 }),
    });
  turning.push({
    text: plain('expert.button.list'),
    data: overviewButton.write({ questionnaireId, page: 0 }),
  });
  return turning;
}

function marked(mark: string, label: string): string {
  return mark === '' ? label : `${mark} ${label}`;
}
