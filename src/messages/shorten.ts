/** What would stand between the last word and the sign of the cut: also a letter by itself, as an "and" that joins nothing. */
const LOOSE_END = /(?:[\s،؛,;:.(«–-]+\p{L}?)+$/u;

/** Cuts a text at a length, at a word's end where one is near, and shows that it was cut. */
export function shorten(text: string, length: number): string {
  // No text has more letters than units.
  if (text.length <= length) return text;
  const letters = Array.from(text);
  if (letters.length <= length) return text;
  const cut = letters.slice(0, length - 1).join('');
  const space = cut.lastIndexOf(' ');
  return `${(space > length * 0.6 ? cut.slice(0, space) : cut).replace(LOOSE_END, '')}…`;
}
