/** Characters that XML 1.0 cannot hold, escaped or not. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones meant
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text without what XML cannot hold. */
export function writable(text: string): string {
  return text.replace(UNWRITABLE, '');
}

/** A text as XML holds it, in an element or a quoted attribute. */
export function escapeXml(text: string): string {
  return writable(text).replace(/[&<>"]/g, (sign) => ENTITIES[sign]!);
}
