const TAG = /<[^>]*>/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };
/** Signs with which a message begins a line. */
const LEADING_SIGN = /^(?:\p{Extended_Pictographic}\ufe0f?|•)\s*/u;

/** A line of a message (HTML) as plain text for a document, without markup and leading signs. */
export function plainWords(html: string): string {
  return html
    .replace(TAG, '')
    .replace(/&(amp|lt|gt|quot);/g, (_, name: string) => ENTITIES[name]!)
    .replace(LEADING_SIGN, '');
}
