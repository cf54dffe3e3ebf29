import { badRequest } from './api-refusal.ts';
import type { RichMessage } from './rich-html.ts';

/** A stretch of a text with a meaning; offset and length in UTF-16 code units, as the Bot API counts. */
export interface TextEntity {
  readonly type: string;
  readonly offset: number;
  readonly length: number;
  readonly url?: string;
  readonly language?: string;
  readonly custom_emoji_id?: string;
}

export interface FormattedText {
  readonly text: string;
  readonly entities: readonly TextEntity[];
  /** Of a rich message, whose text this is. */
  readonly rich?: RichMessage | undefined;
}

const ENTITY_OF_TAG: Readonly<Record<string, string>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
  a: 'text_link',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  'tg-emoji': 'custom_emoji',
};

const CHARACTER_OF_NAME: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

interface OpenTag {
  readonly name: string;
  readonly offset: number;
  readonly attributes: ReadonlyMap<string, string>;
}

/**
 * Telegram's HTML to text and entities. Only the tags of the Bot API's page are known. A named character
 * reference other than `&lt; &gt; &amp; &quot;` is refused, where Telegram shows it letter for letter:
 * it is always a slip of the sender.
 *
 * @throws ApiRefusal 400 `can't parse entities: …`, as Telegram words it
 * @see https://core.telegram.org/bots/api#html-style
 */
export function parseTelegramHtml(html: string): FormattedText {
  const entities: TextEntity[] = [];
  const open: OpenTag[] = [];
  let text = '';
  let position = 0;
  while (position < html.length) {
    const character = html[position]!;
    if (character === '<' && html[position + 1] === '/') {
      position = closeTag(html, position, text, open, entities);
    } else if (character === '<') {
      const tag = readStartTag(html, position);
      open.push({ name: tag.name, offset: text.length, attributes: tag.attributes });
      position = tag.end;
    } else if (character === '&') {
      const reference = readReference(html, position);
      text += reference.character;
      position = reference.end;
    } else {
      text += character;
      position += 1;
    }
  }
  const unclosed = open.at(-1);
  if (unclosed) throw unparsable(`Can't find end tag corresponding to start tag "${unclosed.name}"`);
  // Inner tags close first: reversed, the outer of two that cover the same stretch stands first.
  entities.reverse().sort((a, b) => a.offset - b.offset || b.length - a.length);
  return { text, entities };
}

function closeTag(
  html: string,
  start: number,
  text: string,
  open: OpenTag[],
  entities: TextEntity[],
): number {
  const end = html.indexOf('>', start);
  if (end < 0) throw unparsable(`Unclosed end tag at byte offset ${byteOffset(html, start)}`);
  const name = html
    .slice(start + 2, end)
    .trim()
    .toLowerCase();
  const opened = open.pop();
  if (!opened) throw unparsable(`Unexpected end tag at byte offset ${byteOffset(html, start)}`);
  if (name !== '' && name !== opened.name) {
    throw unparsable(
      `Unmatched end tag at byte offset ${byteOffset(html, start)}, expected "</${opened.name}>", found "</${name}>"`,
    );
  }
  const entity = entityOf(opened, text, open.at(-1));
  if (entity) entities.push(entity);
  return end + 1;
}

function entityOf(tag: OpenTag, text: string, parent: OpenTag | undefined): TextEntity | null {
  const place = { offset: tag.offset, length: text.length - tag.offset };
  if (place.length === 0) return null;
  const type = ENTITY_OF_TAG[tag.name]!;
  if (type === 'text_link') {
    const url = tag.attributes.get('href') || text.slice(tag.offset);
    return /^(https?|tg|mailto|tel):|^[\w-]+(\.[\w-]+)+/i.test(url) ? { type, ...place, url } : null;
  }
  if (type === 'custom_emoji') {
    return { type, ...place, custom_emoji_id: tag.attributes.get('emoji-id') ?? '' };
  }
  if (type === 'blockquote' && tag.attributes.has('expandable')) {
    return { type: 'expandable_blockquote', ...place };
  }
  // `<pre><code class="language-x">` is one entity, the outer one.
  if (tag.name === 'code' && parent?.name === 'pre') return null;
  return { type, ...place };
}

function readStartTag(html: string, start: number) {
  const name = /^<([^\s>]*)/.exec(html.slice(start, start + 64))![1]!.toLowerCase();
  const at = byteOffset(html, start);
  if (!(name in ENTITY_OF_TAG)) throw unparsable(`Unsupported start tag "${name}" at byte offset ${at}`);
  const attributes = new Map<string, string>();
  const attribute = /\s*(?:>|([^\s=>"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+))?)/y;
  attribute.lastIndex = start + 1 + name.length;
  for (let found = attribute.exec(html); ; found = attribute.exec(html)) {
    if (!found) throw unparsable(`Unclosed start tag at byte offset ${at}`);
    if (!found[1]) break;
    const value = found[2] ?? '';
    attributes.set(found[1].toLowerCase(), decodeReferences(value.replace(/^(["'])(.*)\1$/s, '$2')));
  }
  if (name === 'span' && attributes.get('class') !== 'tg-spoiler') {
    throw unparsable(`Tag "span" must have class "tg-spoiler" at byte offset ${at}`);
  }
  return { name, attributes, end: attribute.lastIndex };
}

function readReference(html: string, start: number): { character: string; end: number } {
  const found = /^&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z][a-z0-9]*));/i.exec(
    html.slice(start, start + 40),
  );
  if (!found) return { character: '&', end: start + 1 };
  const end = start + found[0].length;
  if (found[3] !== undefined) {
    const character = CHARACTER_OF_NAME[found[3].toLowerCase()];
    if (character) return { character, end };
    throw unparsable(
      `Unsupported character reference "${found[0]}" at byte offset ${byteOffset(html, start)}`,
    );
  }
  const code = found[1] ? Number.parseInt(found[1], 16) : Number(found[2]);
  if (code === 0 || code > 0x10ffff) return { character: '&', end: start + 1 };
  return { character: String.fromCodePoint(code), end };
}

function decodeReferences(value: string): string {
  return value.replace(/&[#\w]+;/g, (reference) => readReference(reference, 0).character);
}

const byteOffset = (html: string, position: number): number => Buffer.byteLength(html.slice(0, position));

const unparsable = (what: string) => badRequest(`can't parse entities: ${what}`);
