/** Spaces, ZWNJ, BOM and direction marks that come along when a text is pasted. */
const EDGES =
  /^[\s\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+|[\s\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+$/g;

/**
 * A text that shows nothing: spaces, controls, formats, characters that fonts draw blank (the Hangul fillers, the blank
 * Braille cell), and marks without a letter (https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point).
 */
const NOTHING_SEEN = /^[\s\p{Cc}\p{Cf}\p{M}\p{Default_Ignorable_Code_Point}\u2800]*$/u;

/**
 * What a person sees of a text: without the spaces, half-spaces and direction marks around it; '' where nothing is
 * visible. Whether a text is empty, in chat or in a workbook, is decided by this rule alone.
 */
export function seenText(text: string): string {
  return NOTHING_SEEN.test(text) ? '' : text.replace(EDGES, '');
}
