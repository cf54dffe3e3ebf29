import { distance } from 'fastest-levenshtein';
import { foldText } from './digits.ts';

/** Characters between words; ZWNJ counts too, as others write a space in its place («گویه‌ها», «گویه ها»). */
const BETWEEN_WORDS = /[^\p{L}\p{M}\p{N}]+/u;

/** Words too common to make two titles alike. */
const SMALL_WORDS = new Set(
  ['و', 'در', 'از', 'به', 'بر', 'برای', 'با', 'که', 'را', 'یا', 'تا', 'هر', 'این', 'آن', 'ها', 'های', 'هایی']
    .concat(['ی', 'ای', 'می', 'نمی', 'شود', 'شده', 'است', 'باشد', 'the', 'of', 'and', 'for', 'to', 'a', 'in'])
    .map(foldText),
);

/** Plural endings written together with their word. */
const PLURAL = /(?<=..)(?:هایی|های|ها)$/u;

/**
 * Titles of two and three words with one in common reach it: it only suggests a comparison, so missing one is worse.
 */
const SIMILAR_FROM = 0.4;

/** Common letters mean something only where nearly all are: any two Persian sentences share a third. */
const LETTERS_COUNT_FROM = 0.8;

/**
 * How alike two titles are, from 0 to 1: the share of their words that both have, or of their letters where nearly all
 * are the same.
 */
export function titleSimilarity(one: string, other: string): number {
  return Math.max(wordsInCommon(one, other), lettersInCommon(foldText(one), foldText(other)));
}

/** 1 less Levenshtein's distance over the longer length: catches typing errors, and words written apart or together. */
function lettersInCommon(one: string, other: string): number {
  const longer = Math.max(one.length, other.length);
  // The distance is at least the difference in length.
  if (Math.min(one.length, other.length) < LETTERS_COUNT_FROM * longer) return 0;
  const common = longer === 0 ? 0 : 1 - distance(one, other) / longer;
  return common >= LETTERS_COUNT_FROM ? common : 0;
}

/** Dice's coefficient of the titles' words, ignoring order, spelling variants and small words. */
function wordsInCommon(one: string, other: string): number {
  const words = wordsOf(one);
  const others = wordsOf(other);
  if (words.size === 0 || others.size === 0) return foldText(one) === foldText(other) ? 1 : 0;
  const common = [...words].filter((word) => others.has(word)).length;
  return (2 * common) / (words.size + others.size);
}

/** The things whose titles are similar to one, the most similar first. */
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

/** All things, by descending similarity of their titles. */
export function nearestTo<Thing extends { readonly title: string }>(
  title: string,
  things: readonly Thing[],
): Thing[] {
  return things
    .map((thing) => ({ thing, similarity: titleSimilarity(title, thing.title) }))
    .sort((one, other) => other.similarity - one.similarity)
    .map(({ thing }) => thing);
}

/** Fewer words in common say too little: «صدور پروانه» and «صدور پروانهٔ کسب» are two things. */
const COMMON_WORDS = 4;
const WORDS_BESIDE_A_SLIP = 3;
/**
 * How many titles that share all words but one are compared with each other: a list may be one title a thousand times,
 * numbered.
 */
const MOST_COMPARED = 50;

/**
 * Titles that equal another but for a slip: words in another order, one word more or less, one letter of a word. A
 * different number or word makes it a different title.
 *
 * @param groups of each title: only titles with a common group are compared
 * @returns pairs of indices: the second title, and the first one above it that it resembles
 */
export function nearDuplicates(
  titles: readonly { readonly title: string; readonly groups: readonly string[] }[],
): readonly { readonly above: number; readonly below: number }[] {
  const pairs: { above: number; below: number }[] = [];
  const byWords = new Map<string, number[]>();
  const words = titles.map(({ title }) => wordsOf(title));
  titles.forEach(({ groups }, below) => {
    const keys = groups.flatMap((group) => withoutOneEach(words[below]!).map((key) => `${group}\n${key}`));
    const candidates = [...new Set(keys.flatMap((key) => byWords.get(key) ?? []))].sort((a, b) => a - b);
    const above = candidates.find((at) => areNearlyOne(words[at]!, words[below]!));
    if (above !== undefined) pairs.push({ above, below });
    for (const key of keys) {
      const known = byWords.get(key) ?? [];
      if (known.length < MOST_COMPARED) byWords.set(key, [...known, below]);
    }
  });
  return pairs;
}

/** The words as one key, and the same without each of them: titles that differ in one word share a key. */
function withoutOneEach(words: ReadonlySet<string>): string[] {
  const sorted = [...words].sort();
  return [sorted, ...sorted.map((word) => sorted.filter((other) => other !== word))].map((kept) =>
    kept.join(' '),
  );
}

function areNearlyOne(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const [left, ...moreLeft] = [...one].filter((word) => !other.has(word));
  const [right, ...moreRight] = [...other].filter((word) => !one.has(word));
  if (moreLeft.length > 0 || moreRight.length > 0) return false;
  if (left !== undefined && right !== undefined)
    return one.size >= WORDS_BESIDE_A_SLIP && isSlip(left, right);
  if (left === undefined && right === undefined) return one.size > 0;
  return Math.min(one.size, other.size) >= COMMON_WORDS && !/\d/.test(left ?? right ?? '');
}

/** Whether words differ by one letter added, missing or replaced, and are long enough that this makes no other word. */
function isSlip(one: string, other: string): boolean {
  if (Math.min(one.length, other.length) < 5 || /\d/.test(one + other)) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end))
    end += 1;
  return Math.max(one.length, other.length) - start - end <= 1;
}

function wordsOf(title: string): Set<string> {
  const words = title
    .split(BETWEEN_WORDS)
    .map((word) => foldText(word).replace(PLURAL, ''))
    .filter((word) => word !== '' && !SMALL_WORDS.has(word));
  return new Set(words);
}
