import { foldDigits } from '../../domain/digits.ts';
import { judge } from '../../domain/invented-expert.ts';
import { plain } from '../../texts/i18n.ts';
import { isLabelled } from '../../texts/labelled.ts';
import type { CardAtPhone, InventedExpert, Play } from '../play.ts';

/** So finely an invented expert tells items apart. */
const POINTS = 99;

/** One press an item: the number of what stands next in the own mind; a whole order is left as it is. */
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

/** Items that a press gives the next place: those whose number stands on a button, in the list below the placed ones. */
function unplacedOf({ text, buttons }: CardAtPhone): { title: string; button: string }[] {
  if (!text.includes(plain('rehearsal.sign.nextPlace'))) return [];
  const lines = [...text.matchAll(/^([۰-۹]+)\. (.+)$/gmu)];
  return buttons.flatMap((button) => {
    const line = /^[۰-۹]+$/u.test(button) ? lines.findLast(([, number]) => number === button) : undefined;
    // What a card says of the round before is no part of the title.
    return line ? [{ title: line[2]!.split(' · ')[0]!, button }] : [];
  });
}

function worthOf(title: string, { seed, expert, temper, round }: InventedExpert): number {
  return (
    judge({ seed, expert, temper, item: foldDigits(title), round, points: POINTS, panelMean: null }) ?? 0
  );
}
