import { foldText } from './digits.ts';

/** Signs between words; a ZWNJ parts what others write with a space («گویه‌ها», «گویه ها»). */
const BETWEEN_WORDS = /[^\p{L}\p{M}\p{N}]+/u;

/** Words that any two titles may share. */
const SMALL_WORDS = new Set(
  ['و', 'در', 'از', 'به', 'برای', 'با', 'که', 'را', 'یا', 'تا', 'هر', 'این', 'آن', 'ها', 'های', 'هایی']
    .concat(['ی', 'ای', 'می', 'نمی', 'شود', 'شده', 'است', 'باشد', 'the', 'of', 'and', 'for', 'to', 'a', 'in'])
    .map(foldText),
);

/** Plural endings written together with their word. */
const PLURAL = /(?<=..)(?:هایی|های|ها)$/u;

/** Two titles of two and three words with one in common: it is only shown beside a proposal, and missed is worse. */
const SIMILAR_FROM = 0.4;

/**
 * How alike two titles are, from 0 to 1: the share of their words that both have (Dice's coefficient), whatever the
 * order, the spelling, and small words.
 */
export function titleSimilarity(one: string, other: string): number {
  const words = wordsOf(one);
  const others = wordsOf(other);
  if (words.size === 0 || others.size === 0) return foldText(one) === foldText(other) ? 1 : 0;
  const common = [...words].filter((word) => others.has(word)).length;
  return (2 * common) / (words.size + others.size);
}

/** The things whose titles are like one, the most alike first. */
export function similarTo<Thing extends { readonly title: string }>(
  title: string,
  things: readonly Thing[],
  most: number,
): Thing[] {
  return things
    .map((thing) => ({ thing, similarity: titleSimilarity(title, thing.title) }))
    .filter(({ similarity }) => similarity >= SIMILAR_FROM)
    .sort((one, other) => other.similarity - one.similarity)
    .slice(0, most)
    .map(({ thing }) => thing);
}

function wordsOf(title: string): Set<string> {
  const words = title
    .split(BETWEEN_WORDS)
    .map((word) => foldText(word).replace(PLURAL, ''))
    .filter((word) => word !== '' && !SMALL_WORDS.has(word));
  return new Set(words);
}
