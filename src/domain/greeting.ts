import { foldText } from './digits.ts';

/** As people without a Persian keyboard write them. */
const IN_LATIN = ['hi', 'hello', 'salam', 'dorood', 'thanks', 'merci', 'mamnoon', 'ok'];

/**
 * Whether a text is a greeting or thanks and nothing else, so that nobody is asked what to do with it.
 *
 * @param words each is a greeting or thanks on its own
 * @param besides words that may stand around them
 */
export function isGreeting(text: string, words: readonly string[], besides: readonly string[]): boolean {
  const said = wordsOf(text);
  const greetings = new Set([...words, ...IN_LATIN].flatMap(wordsOf));
  const others = new Set(besides.flatMap(wordsOf));
  return (
    said.some((word) => greetings.has(word)) && said.every((word) => greetings.has(word) || others.has(word))
  );
}

function wordsOf(text: string): string[] {
  // A half-space stands within a word, so it is no separator.
  return text
    .split(/[^\p{L}\p{M}\u200c]+/u)
    .map(foldText)
    .filter((word) => word !== '');
}
