import { foldDigits } from '../../domain/digits.ts';
import { judge } from '../../domain/invented-expert.ts';
import { plain } from '../../texts/i18n.ts';
import { isLabelled } from '../../texts/labelled.ts';
import type { CardAtPhone, InventedExpert, Play } from '../play.ts';

/** How finely an invented expert tells items apart. */
const POINTS = 99;

/** One press an item: the number of what comes next in the expert's opinion; a complete order is left as it is. */
export const orderPlay: Play = {
  recognises: (card) =>
    isOrder(card) && !card.buttons.some((text) => isLabelled(text, plain('label.submit'))),
  next: (card, expert) => {
    const [best] = unplacedOf(card).toSorted(
      (one, other) => worthOf(other.title, expert) - worthOf(one.title, expert),
    );
    return { press: best ? best.button : plain('label.next') };
  },
};

function isOrder({ text, buttons }: CardAtPhone): boolean {
  return (
    text.includes(plain('rehearsal.sign.order')) &&
    buttons.some((label) => isLabelled(label, plain('label.next')))
  );
}

/** Items that a press gives the next place: those in the list below the placed ones whose number stands on a button. */
function unplacedOf({ text, buttons }: CardAtPhone): { title: string; button: string }[] {
  if (!text.includes(plain('rehearsal.sign.nextPlace'))) return [];
  const lines = [...text.matchAll(/^([\d۰-۹]+)\. (.+)$/gmu)];
  return buttons.flatMap((button) => {
    const line = /^[\d۰-۹]+$/u.test(button) ? lines.findLast(([, number]) => number === button) : undefined;
    // What the card adds about the round before is not part of the title.
    return line ? [{ title: line[2]!.split(' · ')[0]!, button }] : [];
  });
}

function worthOf(title: string, { seed, expert, temper, round }: InventedExpert): number {
  return (
    judge({ seed, expert, temper, item: foldDigits(title), round, points: POINTS, panelMean: null }) ?? 0
  );
}
