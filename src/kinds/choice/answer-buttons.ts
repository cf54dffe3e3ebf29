import { keepButton, noOpinionButton, rateButton } from '../../messages/buttons.ts';
import type { AnswerButton } from '../kind.ts';

/** The choices, «نظری ندارم», and the own previous rating. */
export const CHOICE_BUTTONS: readonly AnswerButton[] = [
  {
    pattern: rateButton.pattern,
    read: (data) => {
      const { answerId, place: rating } = rateButton.read(data);
      return { answerId, pressed: { rating } };
    },
  },
  {
    pattern: noOpinionButton.pattern,
    read: (data) => ({ ...noOpinionButton.read(data), pressed: 'noOpinion' }),
  },
  {
    pattern: keepButton.pattern,
    read: (data) => ({ ...keepButton.read(data), pressed: 'keep' }),
  },
];
