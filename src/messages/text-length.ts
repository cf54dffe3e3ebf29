/**
 * Longest text of one message, as `textLength` counts. Telegram takes 4096; on Bale a text is cut at 4000, the signs
 * that make it bold counted.
 */
export const LONGEST_TEXT = 3900;

const ENTITY = /&(?:amp|lt|gt|quot);/g;

/** How long a messenger reckons a text of Telegram's HTML: in UTF-16 units, after tags and entities are read. */
export function textLength(html: string): number {
  return html.replace(/<[^>]*>/g, '').replace(ENTITY, '&').length;
}
