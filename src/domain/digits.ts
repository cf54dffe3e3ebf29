/** Reads what people type: digits of three scripts, numbers as they are written, words in whatever spelling. */

const PERSIAN_ZERO = 0x06f0;
const ARABIC_ZERO = 0x0660;

/** Spaces of all kinds, and marks without width (ZWNJ, direction marks) that stick to copied text. */
const BLANKS = /[\s\p{Cf}]/gu;

/** Turns Persian (۰–۹) and Arabic (٠–٩) digits into Latin ones; all else stays. */
export function foldDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => {
    const point = digit.codePointAt(0)!;
    return String(point - (point >= PERSIAN_ZERO ? PERSIAN_ZERO : ARABIC_ZERO));
  });
}

/**
 * The number a text says: `۰٫۲`, `0/2`, `0.2` and `٫۲` are one; a sign may stand before it.
 *
 * A slash is the decimal mark, as Persian keyboards have it: `1/2` is 1.2. `٬` or a space may part thousands;
 * a space elsewhere between digits makes it no number, for `72 24 3` is a list. A comma (`,` or `،`) counts
 * where it can mean one thing: thousands in `1,234,567` and `1,234.5`, the decimal mark in `0,2`. `1,234`
 * could be either.
 * @returns null where the text is no number, or could be two
 */
export function parseNumber(text: string): number | null {
  const written = foldDigits(text)
    .replace(/\p{Cf}/gu, '')
    .trim()
    .replace(/(?<=\d)[\s٬]+(?=\d)/g, '٬')
    .replace(/\s/g, '')
    .replace(/[−–]/g, '-')
    .replace(/[/٫]/g, '.')
    .replace(/،/g, ',');
  const digits = withoutThousands(written, '٬') ?? withoutCommas(written);
  return digits !== null && /^[+-]?(\d+(\.\d+)?|\.\d+)$/.test(digits) ? Number(digits) : null;
}

function withoutCommas(written: string): string | null {
  if (!written.includes(',')) return written;
  if (/^[+-]?[1-9]\d{0,2},\d{3}$/.test(written)) return null;
  if (/^[+-]?\d*,\d+$/.test(written)) return written.replace(',', '.');
  return withoutThousands(written, ',');
}

/** Drops marks that part groups of three; null where they stand otherwise or nowhere. */
function withoutThousands(written: string, mark: string): string | null {
  const grouped = new RegExp(`^[+-]?[1-9]\\d{0,2}(${mark}\\d{3})+(\\.\\d+)?$`);
  return grouped.test(written) ? written.replaceAll(mark, '') : null;
}

/** ه with a ye parted from it, or with hamza: the two writings of one ending (هٔ, ه‌ی). */
const PARTED_YE = /ه[\u200c\s]+[یيى](?=\s|$)/gu;

/** Letters that look or sound alike, by the one they fold to. Hamza falls with the marks; آ, أ, إ become ا. */
const ALIKE: Record<string, string> = { ي: 'ی', ى: 'ی', ك: 'ک', ە: 'ه', ہ: 'ه', ھ: 'ه', ة: 'ه' };

/**
 * A word as it is matched, not shown: sheet names, headers and fixed words are equal when they fold alike,
 * whatever the ZWNJ, spaces, hamza (هٔ, ۀ, ه‌ی, ه; أ, آ, ا), ي/ی, ك/ک, vowel marks, tatweel, case, the script
 * of digits, or `پنل` for `پانل`.
 */
export function foldText(text: string): string {
  return foldDigits(text)
    .replace(PARTED_YE, 'ه')
    .normalize('NFKD')
    .replace(/[\p{M}\u0621\u0640]/gu, '')
    .replace(BLANKS, '')
    .replace(/[يىكەہھة]/g, (letter) => ALIKE[letter]!)
    .replaceAll('پنل', 'پانل')
    .toLowerCase();
}
