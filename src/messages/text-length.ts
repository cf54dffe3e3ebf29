/** Longest text of one message on both messengers, as `textLength` counts. */
export const LONGEST_TEXT = 4096;

const ENTITY = /&(?:amp|lt|gt|quot);/g;

/** How long a messenger reckons a text of Telegram's HTML: in UTF-16 units, after tags and entities are read. */
export function textLength(html: string): number {
  return html.replace(/<[^>]*>/g, '').replace(ENTITY, '&').length;
}
