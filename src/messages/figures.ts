import { isolate } from '../texts/direction.ts';
import { decimal } from '../texts/numerals.ts';

/** The mark keeps the plus on the left of its digits, as the minus has it. */
const PLUS = '\u200e+';

/** A difference with its sign, whichever it is: «+۰٫۱۲۰». */
export function signed(n: number, digits: number): string {
  const text = decimal(n, digits);
  return Number(n.toFixed(digits)) > 0 ? isolate(`${PLUS}${text}`) : text;
}

const MEAN_DIGITS = 2;
const MOST_MEAN_DIGITS = 5;

/** A mean with two decimals, or as many as it takes not to read as the neutral point that it is not at. */
export function meanText(mean: number, neutralPoint: number | null): string {
  let digits = MEAN_DIGITS;
  while (
    digits < MOST_MEAN_DIGITS &&
    mean !== neutralPoint &&
    Number(mean.toFixed(digits)) === neutralPoint
  ) {
    digits += 1;
  }
  return decimal(mean, digits);
}
