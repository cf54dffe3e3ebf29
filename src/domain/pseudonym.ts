/** Letters and digits that nobody takes for one another: no I, L, O, 0, 1. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const LENGTH = 4;

/**
 * Draws the code that stands for an expert wherever answers are told.
 *
 * @param taken codes of the same study, upper case
 * @param randomBelow whole numbers from 0 to below a limit
 */
export function drawPseudonym(taken: ReadonlySet<string>, randomBelow: (limit: number) => number): string {
  for (;;) {
    const letters = Array.from({ length: LENGTH }, () => ALPHABET[randomBelow(ALPHABET.length)]!);
    const pseudonym = letters.join('');
    if (!taken.has(pseudonym)) return pseudonym;
  }
}
