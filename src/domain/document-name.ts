/** Characters, with the ending. Telegram keeps 64 before the ending; a file system 255 bytes, at most 4 a letter. */
const LONGEST = 60;
/** The name where cleaning leaves nothing. */
const NAMELESS = 'hamray';

/** `.xlsx`; `.zip.001` of a document that comes in parts. */
const ENDING = /\.[a-z][a-z0-9]{0,9}(?:\.\d{3,})?$/i;

/** Hamza over heh is a combining mark, which messengers drop; letters with a built-in hamza are kept. */
const HAMZA_ON_HEH = /\u0647\u200c?\u0654/gu;
const HAMZA_ON_YEH = /[\u06cc\u0649]\u0654/gu;
/** Half-space and zero-width space separate words. */
const HALF_SPACE = /[\u200b\u200c]/gu;
/** Vowel marks, and what shows nothing: direction marks, soft hyphens. */
const WITHOUT_ROOM = /[\p{M}\p{Cf}]/gu;
/** The thousands mark within a number: 1,234 is one number. */
const THOUSANDS_MARK = /(?<=\p{Nd})\u066c(?=\p{Nd})/gu;
/** What separates the numbers of a date, a time or a decimal (U+066B, U+2044). */
const BETWEEN_NUMBERS = /(?<=\p{Nd})[\u066b\u2044/:](?=\p{Nd})/gu;
const DASHES = /[\p{Pd}_\u2212]/gu;
const REFUSED = /[^\p{L}\p{Nd} .-]/gu;
/** A dot elsewhere than between digits would look like an ending. */
const LOOSE_DOT = /\.(?!\p{Nd})|(?<!\p{Nd})\./gu;

/**
 * A document's name that arrives unchanged whatever carries it: letters, digits, single spaces, `-`, and dots between
 * digits, at most 60 characters with its ending. Messengers and form parsers cut names at `;`, decode `%20`, and drop
 * half-spaces, marks and punctuation, each in its own way (docs/messengers.md). Cleaning a clean name changes nothing.
 *
 * @param name with its ending
 */
export function documentName(name: string): string {
  const ending = endingOf(name);
  const stem = cleaned(name.slice(0, name.length - ending.length));
  return `${cut(stem, LONGEST - ending.length) || NAMELESS}${ending}`;
}

/**
 * The name of a document about a study. Where it is too long the title is cut, not what stands around it.
 *
 * @param around builds the name, without its ending, from the title
 * @example
 * titledDocumentName('Services', (title) => `Results ${title} 1405.09.10`, '.zip') // Results Services 1405.09.10.zip
 */
export function titledDocumentName(title: string, around: (title: string) => string, ending: string): string {
  const taken = lengthOf(cleaned(around('x'))) - 1 + ending.length;
  return documentName(`${around(cut(cleaned(title), LONGEST - taken))}${ending}`);
}

function endingOf(name: string): string {
  return ENDING.exec(name)?.[0] ?? '';
}

function cleaned(text: string): string {
  return (
    text
      // NFKC also resolves ligatures, full-width and stacked letters.
      .normalize('NFKC')
      .replace(HAMZA_ON_HEH, '\u06c0')
      .replace(HAMZA_ON_YEH, '\u0626')
      .replace(HALF_SPACE, ' ')
      .replace(WITHOUT_ROOM, '')
      .replace(THOUSANDS_MARK, '')
      .replace(BETWEEN_NUMBERS, '-')
      .replace(DASHES, '-')
      .replace(REFUSED, ' ')
      .replace(LOOSE_DOT, ' ')
      .replace(/ +/g, ' ')
      .replace(/^[ -]+|[ -]+$/g, '')
  );
}

/** Cuts at the end of a word where one is near, else at a letter. */
function cut(stem: string, length: number): string {
  const letters = Array.from(stem);
  if (letters.length <= length) return stem;
  const kept = letters.slice(0, length).join('');
  const space = kept.lastIndexOf(' ');
  const endsAWord = letters[length] === ' ';
  return (endsAWord || space < kept.length * 0.6 ? kept : kept.slice(0, space)).replace(/[ .-]+$/, '');
}

function lengthOf(text: string): number {
  return Array.from(text).length;
}
