/** Letters and digits that are not mistaken for one another: no I, L, O, 0, 1. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const LENGTH = 4;
/**
 * After this many draws of taken codes the next ones are a letter longer, so that drawing ends whatever the random
 * source gives.
 */
const TRIES_A_LENGTH = 1000;

/**
 * Draws the code that stands for an expert wherever answers are told.
 *
 * @param taken codes of the same study, upper case
 * @param randomBelow whole numbers from 0 to below a limit
 */
export function drawPseudonym(taken: ReadonlySet<string>, randomBelow: (limit: number) => number): string {
  for (let tries = 0; ; tries += 1) {
    const length = LENGTH + Math.floor(tries / TRIES_A_LENGTH);
    const letters = Array.from({ length }, () => ALPHABET[randomBelow(ALPHABET.length)]!);
    const pseudonym = letters.join('');
    if (!taken.has(pseudonym)) return pseudonym;
  }
}
