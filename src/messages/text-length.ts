/**
 * Longest text of one message, as `textLength` counts. Telegram takes 4096; on Bale a text is cut at 4000, the signs
 * that make it bold counted.
 */
export const LONGEST_TEXT = 3900;

/**
 * Of 32,768 bytes that Telegram takes of a text before it reads its tags, less the marks that lines get on their way.
 */
const LONGEST_IN_BYTES = 28_000;
const MOST_BYTES_A_UNIT = 3;

const ENTITY = /&(?:amp|lt|gt|quot);/g;

/**
 * How long a messenger reckons a text of Telegram's HTML: in UTF-16 units, after tags and entities are read. A text
 * that is all tags and `&quot;` is longer than that, by as much as its bytes take of what Telegram takes of bytes.
 */
export function textLength(html: string): number {
  const units = html.replace(/<[^>]*>/g, '').replace(ENTITY, '&').length;
  // Next to no text comes near that, and to count bytes is slow.
  if (html.length * MOST_BYTES_A_UNIT <= LONGEST_IN_BYTES) return units;
  return Math.max(units, Math.ceil((Buffer.byteLength(html) * LONGEST_TEXT) / LONGEST_IN_BYTES));
}
