import { languageSpoken } from './speaking.ts';

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

/** All but Arabic letters, marks, ZWNJ and spaces, which read the same wherever they stand. */
const TURNS_WITH_ITS_NEIGHBOURS = /[^\p{Script=Arabic}\p{Mark}\u200c ]|\p{Nd}/u;

/** Among words that run from the left, what runs from the right does. */
const FROM_THE_RIGHT = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;

/** Embeddings, overrides and isolates: one typed without its end would turn the rest of the message. */
const DIRECTION_CONTROLS = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * Wraps what a person typed, or a Latin code, so that its direction and its signs at either end stay its own
 * (U+2068 … U+2069, https://unicode.org/reports/tr9/#Explicit_Directional_Isolates). Words that run as the language
 * that is spoken does need no wrapping, and come back without it. Wrapping twice is wrapping once.
 */
export function isolate(text: string): string {
  const own = withoutControls(text);
  const turns = languageSpoken() === 'fa' ? TURNS_WITH_ITS_NEIGHBOURS : FROM_THE_RIGHT;
  return turns.test(own) ? `${FIRST_STRONG_ISOLATE}${own}${POP_ISOLATE}` : own;
}

/** Whether pages and tables run from the right in the language that is spoken. */
export function isFromTheRight(): boolean {
  return languageSpoken() === 'fa';
}

/** For lines whose own direction is enough, such as those of a picture: an isolate would be torn where one is broken. */
export function withoutControls(text: string): string {
  return text.replace(DIRECTION_CONTROLS, '');
}

const RIGHT_TO_LEFT_MARK = '\u200f';
/** What stands before a line's first word: marks of the Bot API's HTML, but for code, which is copied as it is. */
const LINE_BEGINNING = /^(?:<\/?(?:b|i|u|s|blockquote(?: expandable)?)>|\s)*/;
/** A mark right before another: Telegram would turn it into a half-space. */
const MARK_BEFORE_A_MARK = /[\u200e\u200f](?=[\u200e\u200f])/g;
const TAG = /<[^>]*>/g;
const LEFT_TO_RIGHT_ISOLATE = '\u2066';
/** A command among words; not a part of a path, an address or a tag, nor one that is isolated. */
const COMMAND = /(?<![\w/<.:\u2066])\/[a-z_]{2,32}(?![\w/.])/g;
const CODE = /(<code>.*?<\/code>|<pre>.*?<\/pre>|<a .*?<\/a>)/s;
/** With all tags: a Latin letter in one is no word. */
const CODE_OR_LINK = /<code>.*?<\/code>|<pre>.*?<\/pre>|<[^>]*>|https?:\/\/\S+/gs;
const ISOLATED = /[\u2066\u2068][^\u2066-\u2069]*\u2069/g;
/** The letter that turns a line, unless it is isolated (https://unicode.org/reports/tr9/#P2). */
const FIRST_LETTER = /\p{L}/u;
const ARABIC_LETTER = /\p{Script=Arabic}/u;
const ARABIC = /[\p{Script=Arabic}۰-۹]/u;
const LATIN_LETTER = /\p{Script=Latin}/u;
/** A line that begins so has nothing to be looked for: most do. */
const PLAINLY_PERSIAN = /^(?:<b>)?[\u0621-\u06cc]/;

/**
 * Sees to it that a messenger sets every line with Persian in it from the right: it takes a line's direction from its
 * first letter outside isolates, so that one which is a title alone, or begins with a command, would be set from the
 * left. Chromium aligns it by the first letter, isolated or not, and so do messengers that run in a browser. Lines of a message whose own words are Latin stand as they are: there names that run from the right are isolated,
 * and the first letter outside isolates is a Latin one.
 *
 * @param html of a message, in Telegram's HTML
 */
export function rightToLeftLines(html: string): string {
  return directed(html).replace(MARK_BEFORE_A_MARK, '');
}

/** Whether a message's own words run from the right; what is isolated, code or a command is not its own. */
export function runsFromTheRight(html: string): boolean {
  if (PLAINLY_PERSIAN.test(html)) return true;
  if (!ARABIC.test(html)) return false;
  const words = withoutIsolated(html.replace(CODE_OR_LINK, '')).replace(COMMAND, '');
  return ARABIC.test(words) || !LATIN_LETTER.test(words);
}

function directed(html: string): string {
  if (!runsFromTheRight(html)) return html;
  return html.split('\n').map(fromTheRight).map(commandsFromTheLeft).join('\n');
}

/**
 * Keeps the slash of a command at its left («/help», not «help/»), where words around it run from the right. A command
 * that is to be copied, in `<code>`, stays as it is within: its isolate stands outside, so that the copy has no sign of
 * it.
 */
function commandsFromTheLeft(line: string): string {
  if (!line.includes('/') || !ARABIC.test(line)) return line;
  return line
    .split(CODE)
    .map((part, place) => {
      if (place % 2 === 0)
        return part.replace(COMMAND, (command) => `${LEFT_TO_RIGHT_ISOLATE}${command}${POP_ISOLATE}`);
      return part.startsWith('<code>/') ? `${LEFT_TO_RIGHT_ISOLATE}${part}${POP_ISOLATE}` : part;
    })
    .join('');
}

/** From the inside out, as isolates nest. */
function withoutIsolated(text: string): string {
  return text.replace(ISOLATED, '').replace(ISOLATED, '');
}

/** The same for one line, such as a button that begins with a number and goes on with what a person typed. */
export function rightToLeft(line: string): string {
  return languageSpoken() === 'fa' ? fromTheRight(line) : line;
}

function fromTheRight(line: string): string {
  if (PLAINLY_PERSIAN.test(line) || !ARABIC.test(line)) return line;
  const words = line.replace(TAG, '');
  const turnRight = [words, withoutIsolated(words)].every((some) =>
    ARABIC_LETTER.test(FIRST_LETTER.exec(some)?.[0] ?? ''),
  );
  if (turnRight) return line;
  return line.replace(LINE_BEGINNING, (beginning) => `${beginning}${RIGHT_TO_LEFT_MARK}`);
}
