import { badRequest } from './api-refusal.ts';
import { escapeHtml } from './html-characters.ts';
import { type FormattedText, parseTelegramHtml, type TextEntity } from './telegram-html.ts';

/** Characters after entities are parsed: https://core.telegram.org/bots/api#sendmessage. */
export const TEXT_LIMIT = 4096;
export const CAPTION_LIMIT = 1024;
/** Bytes before they are. */
const RAW_LIMIT = 32_768;

/**
 * A text to send, as Telegram stores it: parsed, without space around it, within its limit.
 *
 * @throws ApiRefusal 400 where it cannot be parsed or is too long
 */
export function formatText(
  raw: string,
  parseMode: string | undefined,
  given: readonly TextEntity[] | undefined,
  limit: { characters: number; refusal: string },
): FormattedText {
  if (Buffer.byteLength(raw) > RAW_LIMIT) throw badRequest('text is too long');
  const parsed = trimmed(parse(raw, parseMode, given));
  if ([...parsed.text].length > limit.characters) throw badRequest(limit.refusal);
  return parsed;
}

function parse(raw: string, parseMode: string | undefined, given: readonly TextEntity[] | undefined) {
  switch (parseMode?.toLowerCase()) {
    case undefined:
    case '':
      return { text: raw, entities: given ?? [] };
    case 'html':
      return parseTelegramHtml(raw);
    default:
      throw badRequest('unsupported parse_mode');
  }
}

function trimmed({ text, entities }: FormattedText): FormattedText {
  const kept = text.trimEnd();
  const lead = kept.length - kept.trimStart().length;
  const end = kept.length - lead;
  return {
    text: kept.slice(lead),
    entities: entities.flatMap((entity) => {
      const offset = Math.max(0, entity.offset - lead);
      const length = Math.min(entity.offset + entity.length - lead, end) - offset;
      return length > 0 ? [{ ...entity, offset, length }] : [];
    }),
  };
}

/** The `bot_command` entities a messenger finds in what a person wrote. */
export function commandEntities(text: string): TextEntity[] {
  return [...text.matchAll(/(?<=^|\s)\/[A-Za-z0-9_]{1,32}(?:@\w{3,32})?(?=$|[^\w/])/g)].map((found) => ({
    type: 'bot_command',
    offset: found.index,
    length: found[0].length,
  }));
}

const TAG_OF_ENTITY: Readonly<Record<string, string>> = {
  bold: 'b',
  italic: 'i',
  underline: 'u',
  strikethrough: 's',
  spoiler: 'tg-spoiler',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  expandable_blockquote: 'blockquote',
};

/** A page folds it. */
function attributeOf({ type }: TextEntity): string {
  return type === 'expandable_blockquote' ? ' class="expandable"' : '';
}

/** The same text as HTML for a page: escaped, nested as the entities nest; line breaks stay as they are. */
export function toHtml({ text, entities }: FormattedText): string {
  let html = '';
  let position = 0;
  const open: { end: number; tag: string }[] = [];
  const advance = (to: number) => {
    for (let inner = open.at(-1); inner && inner.end <= to; inner = open.at(-1)) {
      html += `${escapeHtml(text.slice(position, inner.end))}</${inner.tag}>`;
      position = inner.end;
      open.pop();
    }
    html += escapeHtml(text.slice(position, to));
    position = to;
  };
  for (const entity of entities) {
    const link = entity.type === 'text_link';
    const tag = link ? 'a' : TAG_OF_ENTITY[entity.type];
    if (!tag) continue;
    advance(entity.offset);
    html += link
      ? `<a href="${escapeHtml(entity.url ?? '')}" rel="noreferrer">`
      : `<${tag}${attributeOf(entity)}>`;
    const outer = open.at(-1)?.end ?? text.length;
    open.push({ end: Math.min(entity.offset + entity.length, outer), tag });
  }
  advance(text.length);
  return html;
}
