/** Spaces, ZWNJ, BOM and marks of direction that come along when a text is pasted. */
const EDGES =
  /^[\s\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+|[\s\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+$/g;

/**
 * A text of which nothing is seen: spaces, controls, formats, what fonts draw as nothing (the Hangul fillers, the blank
 * Braille cell), and marks with no letter to stand on (https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point).
 */
const NOTHING_SEEN = /^[\s\p{Cc}\p{Cf}\p{M}\p{Default_Ignorable_Code_Point}\u2800]*$/u;

/**
 * What a person reads of a text: without the spaces, half-spaces and marks of direction around it; '' where nothing of it is seen.
 * Whatever people write, in chat or in a workbook, is empty by this one rule.
 */
export function seenText(text: string): string {
  return NOTHING_SEEN.test(text) ? '' : text.replace(EDGES, '');
}
