import { foldDigits, parseNumber } from '../../domain/digits.ts';
import { judge } from '../../domain/invented-expert.ts';
import { plain } from '../../texts/i18n.ts';
import { isLabelled } from '../../texts/labelled.ts';
import type { CardAtPhone, Play } from '../play.ts';

/** The range between the bounds is divided into a scale of this many points. */
const POINTS = 9;
/** What an invented expert writes where the card names no bounds. */
const USUAL = { least: 1, most: 100 };

/** One message an item: a number within the bounds that the card names, or «نظری ندارم». */
export const numericPlay: Play = {
  recognises: ({ text, buttons }) => isNumberAsked(text) && has(buttons, plain('label.noOpinion')),
  next: (card, { seed, expert, temper, item, round }) => {
    const { least, most } = boundsIn(card.text);
    const point = judge({ seed, expert, temper, item, round, points: POINTS, panelMean: null });
    if (point === null) return { press: plain('label.noOpinion') };
    return { write: String(Math.round(least + ((most - least) * point) / (POINTS - 1))) };
  },
};

function isNumberAsked(text: string): boolean {
  return text.includes(plain('rehearsal.sign.number'));
}

function boundsIn(text: string): { least: number; most: number } {
  const line = text.split('\n').find((each) => isNumberAsked(each)) ?? '';
  const named = [...foldDigits(line).matchAll(/-?\d[\d٬]*(?:[٫.]\d+)?/g)].flatMap(([written]) => {
    const number = parseNumber(written);
    return number === null ? [] : [number];
  });
  const [first, second] = named;
  if (first !== undefined && second !== undefined) return { least: first, most: second };
  return first === undefined ? USUAL : { least: first, most: first + USUAL.most };
}

function has(buttons: CardAtPhone['buttons'], label: string): boolean {
  return buttons.some((text) => isLabelled(text, label));
}
