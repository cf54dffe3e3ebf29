import { foldDigits } from '../../domain/digits.ts';
import { judge } from '../../domain/invented-expert.ts';
import { plain } from '../../texts/i18n.ts';
import { isLabelled } from '../../texts/labelled.ts';
import type { CardAtPhone, Play } from '../play.ts';

/** One press an item: a choice, or «نظری ندارم». */
export const choicePlay: Play = {
  recognises: ({ text, buttons }) =>
    has(buttons, plain('label.noOpinion')) && !text.includes(plain('rehearsal.sign.number')),
  next: (card, { seed, expert, temper, item, round, scaleLabels }) => {
    const choices = choicesOf(card, scaleLabels);
    const panelMean = meanOf(card.text);
    const point = judge({ seed, expert, temper, item, round, points: choices.length, panelMean });
    return { press: point === null ? plain('label.noOpinion') : choices[point]! };
  },
};

/** The labels of a card's answers, lowest first. */
function choicesOf({ buttons }: CardAtPhone, scaleLabels: readonly string[]): readonly string[] {
  const onScale = scaleLabels.filter((label) => has(buttons, label));
  if (onScale.length > 1) return onScale;
  // Kinds with answers of their own: everything before «نظری ندارم» that is no fixed label.
  const end = buttons.findIndex((text) => isLabelled(text, plain('label.noOpinion')));
  const fixed = [plain('label.keepPrevious'), plain('label.keepAllPrevious'), plain('label.writeReason')];
  const choices = buttons.slice(0, end).filter((text) => !fixed.some((label) => isLabelled(text, label)));
  const isBestFirst = BEST_FIRST.some((key) => choices[0] && isLabelled(choices[0], plain(key)));
  return isBestFirst ? choices.toReversed() : choices;
}

/** Answers in favour of an item, which stand first on their cards instead of last. */
const BEST_FIRST = ['expert.choice.yes', 'expert.choice.essential'] as const;

function has(buttons: readonly string[], label: string): boolean {
  return buttons.some((text) => isLabelled(text, label));
}

/**
 * The mean of the panels' means that a card shows, as a place on the scale. A mean has one or two decimals; nothing
 * else on a card has any.
 */
function meanOf(text: string): number | null {
  const means = [...foldDigits(text).matchAll(/(?<!\d)\d+[٫.]\d{1,2}(?!\d)/g)].map(([mean]) =>
    Number(mean.replace('٫', '.')),
  );
  return means.length === 0 ? null : means.reduce((sum, mean) => sum + mean, 0) / means.length;
}
