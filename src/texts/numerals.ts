import { isolate } from './direction.ts';
import { languageSpoken } from './speaking.ts';

/**
 * Numbers as a reader of the language that is spoken writes them; in Persian with digits ۰–۹, decimal mark «٫»,
 * thousands mark «٬».
 *
 * A negative Persian number is U+200E U+2212 and its digits, as CLDR has it: the mark keeps the minus on the left of its
 * digits, where Persian writes it; without it a minus after Persian letters moves to their right. It stands in an
 * isolate, so that the mark never follows one that begins a line: of two in a row Telegram makes the first a
 * half-space. What rounds to zero has no sign. NaN and infinities throw: an undefined figure is null, and told in
 * words.
 */

const LEFT_TO_RIGHT_MARK = '\u200e';
const PERSIAN_DIGITS = '۰۱۲۳۴۵۶۷۸۹';

/** Turns each Latin digit of a text into one of the language that is spoken; all else stays. */
export function spokenDigits(text: string): string {
  if (languageSpoken() !== 'fa') return text;
  return text.replace(/[0-9]/g, (digit) => PERSIAN_DIGITS[Number(digit)]!);
}

/** A number with exactly so many decimals: `decimal(3.5, 2)` is «۳٫۵۰». */
export function decimal(n: number, digits: number): string {
  return format(n, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** No figure is told with more. */
const MOST_DECIMALS = 9;

/** A number with so many decimals, or as many as it takes not to read as a bound that it is not at, or beyond it. */
export function decimalApart(n: number, digits: number, bounds: readonly number[]): string {
  const sides = (told: number) => bounds.map((bound) => Math.sign(told - bound));
  let enough = digits;
  while (enough < MOST_DECIMALS && sides(Number(n.toFixed(enough))).join() !== sides(n).join()) enough += 1;
  return decimal(n, enough);
}

/**
 * How many in a hundred a share of 1 is, without a sign: 0.75 is «۷۵». The sign «٪» changes sides at a line's start.
 */
export function perHundred(share: number, digits = 0): string {
  return decimal(share * 100, digits);
}

/** A number without thousands marks, with as many decimals (up to 15) as it has: years, codes, scale values. */
export function plainNumber(n: number): string {
  // The usual one: a formatter takes five times as long.
  if (Number.isSafeInteger(n) && n >= 0) return spokenDigits(String(n));
  return format(n, { useGrouping: false, maximumFractionDigits: 15 });
}

/** A number as somebody wrote it, with thousands marks from five digits on: a year has none, a price has. */
export function writtenNumber(n: number): string {
  return format(n, { useGrouping: 'min2', maximumFractionDigits: 15 });
}

/** A figure of such numbers: two decimals are enough on a screen, but for small ones, which keep three digits. */
export function figureOfNumbers(n: number): string {
  return format(n, {
    useGrouping: 'min2',
    maximumFractionDigits: 2,
    maximumSignificantDigits: 3,
    roundingPriority: 'morePrecision',
  });
}

/** A number with thousands marks and at most three decimals: what `{{n, number}}` in a text gives. */
export function anyNumber(n: number): string {
  return format(n, { maximumFractionDigits: 3 });
}

function format(n: number, options: Intl.NumberFormatOptions): string {
  if (!Number.isFinite(n)) throw new RangeError(`${n} cannot be told as a number`);
  const text = formatter(JSON.stringify(options), options).format(n);
  return text.startsWith(LEFT_TO_RIGHT_MARK) ? isolate(text) : text;
}

/** Building a formatter costs far more than using it, and a card asks for many. */
const formatters = new Map<string, Intl.NumberFormat>();

function formatter(key: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const language = languageSpoken();
  const known = formatters.get(language + key);
  if (known) return known;
  const made = new Intl.NumberFormat(language, { signDisplay: 'negative', ...options });
  formatters.set(language + key, made);
  return made;
}
