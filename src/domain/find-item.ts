import { foldText } from './digits.ts';
import { similarTo } from './similar-titles.ts';

interface Coded {
  readonly code: string;
  readonly title: string;
}

/** The item that somebody means by its code, in whatever spelling. */
export function findItem<Item extends Coded>(items: readonly Item[], typed: string): Item | undefined {
  const wanted = foldText(typed);
  return items.find(({ code }) => foldText(code) === wanted);
}

/** Items that somebody may have meant: those with nearly that code, then those whose titles contain the words. */
export function nearItems<Item extends Coded>(items: readonly Item[], typed: string, most: number): Item[] {
  const wanted = bareCode(typed);
  const number = wanted.replace(/\D/g, '');
  const near = (test: (code: string) => boolean) => items.filter(({ code }) => test(bareCode(code)));
  if (wanted === '') return [];
  const found = new Set([
    ...near((code) => code === wanted),
    ...near((code) => code.startsWith(wanted) || wanted.startsWith(code)),
    ...near((code) => number !== '' && code.replace(/\D/g, '') === number),
    ...similarTo(typed, items, most),
    ...items.filter(({ title }) => foldText(title).includes(foldText(typed))),
  ]);
  return [...found].slice(0, most);
}

/** Letters and digits only, without leading zeros in numbers: `S-07` is `S7`. */
function bareCode(code: string): string {
  return foldText(code)
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/(?<!\d)0+(?=\d)/g, '');
}
