const PAIRS = [
  ['(', ')'],
  ['«', '»'],
  ['[', ']'],
] as const;

/** A preposition or an "and" that the cut has robbed of what it belongs to. */
const DANGLING_WORD = /\s(?:با|برای|از|به|در|و|که|یا)$/u;

/**
 * What would stand between the last word and the sign of the cut: also a letter by itself, as an "and" that joins
 * nothing.
 */
const LOOSE_END = /(?:[\s،؛,;:.(«–-]+\p{L}?)+$/u;

/** Cuts a text at a length, at a word's end where one is near, and shows that it was cut. */
export function shorten(text: string, length: number): string {
  // No text has more letters than units.
  if (text.length <= length) return text;
  const letters = Array.from(text);
  if (letters.length <= length) return text;
  const cut = letters.slice(0, length - 1).join('');
  const space = cut.lastIndexOf(' ');
  const whole = beforeOpenBracket((space > length * 0.6 ? cut.slice(0, space) : cut).replace(LOOSE_END, ''));
  return `${whole.replace(DANGLING_WORD, '').replace(LOOSE_END, '')}…`;
}

/** A bracket or a guillemet that is opened and not closed would turn what stands after the text. */
function beforeOpenBracket(text: string): string {
  for (const [open, close] of PAIRS) {
    const opened = text.lastIndexOf(open);
    if (opened <= text.lastIndexOf(close)) continue;
    const before = text.slice(0, opened).replace(LOOSE_END, '');
    if (before !== '') return before;
  }
  return text;
}
