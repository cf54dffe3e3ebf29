import { STRENGTHS } from '../domain/concordance-strength.ts';
import { UNCHANGED_ENOUGH } from '../domain/warnings.ts';
import { isolate } from '../texts/direction.ts';
import { decimalApart } from '../texts/numerals.ts';

/** The mark keeps the plus on the left of its digits, as the minus has it. */
const PLUS = '\u200e+';

/**
 * A difference with its sign, whichever it is: «+۰٫۱۲۰».
 *
 * @param bounds that it must not read as reaching where it does not, or the reverse
 */
export function signed(n: number, digits: number, bounds: readonly number[] = []): string {
  const text = decimalApart(n, digits, bounds);
  return Number(n.toFixed(digits)) > 0 ? isolate(`${PLUS}${text}`) : text;
}

const MEAN_DIGITS = 2;

/** A mean with two decimals, or as many as it takes not to read as the neutral point that it is not at. */
export function meanText(mean: number, neutralPoint: number | null): string {
  return decimalApart(mean, MEAN_DIGITS, neutralPoint === null ? [] : [neutralPoint]);
}

const W_DIGITS = 3;

/** W with three decimals, more where it would read as at a bound of strength, or a threshold, that it is not at. */
export function wText(w: number, threshold: number | null): string {
  return decimalApart(w, W_DIGITS, [
    ...STRENGTHS.map(({ from }) => from),
    ...(threshold === null ? [] : [threshold]),
  ]);
}

/** A share of unchanged answers, in a hundred: whole, but where it would read as enough that is not. */
export function unchangedText(share: number): string {
  return decimalApart(100 * share, 0, [100 * UNCHANGED_ENOUGH]);
}
