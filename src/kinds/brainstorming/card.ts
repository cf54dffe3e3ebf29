import { TEXT_LIMITS } from '../../domain/proposals.ts';
import {
  bringIdeaBackButton,
  endIdeasButton,
  overviewButton,
  removeIdeaButton,
  showButton,
} from '../../messages/buttons.ts';
import { evenRows } from '../../messages/even-rows.ts';
import type { Button, Message } from '../../messages/message.ts';
import { shorten } from '../../messages/shorten.ts';
import { LONGEST_TEXT, textLength } from '../../messages/text-length.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';
import { spokenDigits } from '../../texts/numerals.ts';
import type { ProposalsCardState } from '../card-state.ts';

const REMOVES = '🗑';
/** Signs of each idea, where they do not all fit whole: all are shortened alike. */
const LENGTHS = [TEXT_LIMITS.idea, 400, 200, 100, 50, 25];

/**
 * The card of a call for proposals: the question, and the expert's ideas so far, each with a button that takes it off.
 */
export function ideasCard(seen: ProposalsCardState): Message {
  const texts = LENGTHS.map((length) => () => cardText(seen, length));
  const fitting = texts.map((text) => text()).find((text) => textLength(text) <= LONGEST_TEXT);
  return { html: fitting ?? cardText(seen, LENGTHS.at(-1)!), buttons: cardButtons(seen) };
}

function cardText(seen: ProposalsCardState, length: number): string {
  const { roundNumber, sitsOnSeveral, panelName, question, ideas } = seen;
  const lines = ideas.map(({ text }, at) =>
    html('expert.ideas.idea', { number: at + 1, text: isolate(shorten(text, length)) }),
  );
  const paragraphs = [
    sitsOnSeveral
      ? html('expert.ideas.headingOf', { round: roundNumber, panel: isolate(panelName) })
      : html('expert.ideas.heading', { round: roundNumber }),
    html('expert.ideas.question', { question: isolate(question) }),
    html('expert.ideas.howTo', { limit: TEXT_LIMITS.idea }),
    ideas.length > 0 ? html('expert.ideas.list', { list: lines.join('\n') }) : '',
    ideas.length > 0 ? html('expert.ideas.howToEnd') : '',
  ];
  return paragraphs.filter((paragraph) => paragraph !== '').join('\n\n');
}

function cardButtons(seen: ProposalsCardState): Button[][] {
  const { questionnaireId, panelId, ideas, canBringBack } = seen;
  const removing = ideas.map(({ proposalId }, at) => ({
    text: `${spokenDigits(String(at + 1))} ${REMOVES}`,
    data: removeIdeaButton.write({ proposalId }),
  }));
  const back = {
    text: plain('label.takeBack'),
    data: bringIdeaBackButton.write({ questionnaireId, panelId }),
  };
  const end: Button = {
    text: plain('label.submit'),
    data: endIdeasButton.write({ questionnaireId, panelId }),
    style: 'success',
  };
  const turning = turningButtons(seen);
  return [
    ...evenRows(removing),
    ...(canBringBack ? [[back]] : []),
    [end],
    ...(turning.length > 0 ? [turning] : []),
  ];
}

/** Buttons to the other steps of the round, where there are any. */
function turningButtons({ questionnaireId, position, steps }: ProposalsCardState): Button[] {
  if (steps === 1) return [];
  const to = (place: number) =>
    place < steps
      ? showButton.write({ questionnaireId, position: place })
      : overviewButton.write({ questionnaireId, page: 0 });
  const next: Button = { text: plain('label.next'), data: to(position + 1) };
  return position === 0 ? [next] : [next, { text: plain('label.previous'), data: to(position - 1) }];
}
