import { badRequest } from './api-refusal.ts';

/** What RFC 9110 calls a token: nothing else may stand without quotes. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/**
 * The name of an uploaded file as the Bot API server reads it from its part of a form: up to the closing quote, and
 * with `%41` read as `A`.
 *
 * @param disposition the part's `Content-Disposition`
 * @returns null where the part is no file
 * @throws ApiRefusal 400 where a name stands bare that must be quoted. Telegram would cut it at its `;`, and other
 *   parsers of forms (busboy, formidable, multiparty, Node's own) lose the name or the file: which one Bale runs is not
 *   known
 */
export function uploadedName(disposition: string): string | null {
  const [, quoted, bare] = /;\s*filename=(?:"([^"]*)"|([^;]*))/i.exec(disposition) ?? [];
  const name = quoted ?? bare?.trim();
  if (name === undefined) return null;
  if (quoted === undefined && !TOKEN.test(name)) throw badRequest('the name of a file must stand in quotes');
  return percentDecoded(name);
}

function percentDecoded(name: string): string {
  const bytes = Buffer.from(name).toString('latin1');
  const decoded = bytes.replace(/%([0-9a-f]{2})/gi, (_, code) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  return Buffer.from(decoded, 'latin1').toString();
}

const LONGEST_STEM = 64;
const LONGEST_ENDING = 16;
const DROPPED = /[\p{M}\p{Cf}\u00b7\0]/gu;
const TO_SPACE = /[^\p{L}\p{N} !#$%()+,\-.;=@[\]^_{}~]/gu;

/**
 * What TDLib makes of a document's name, and so every Telegram app shows; compared with the library itself by
 * `test/rehearsal/tdlib.test.ts`. How Bale treats names is not known: no worse, it is to be hoped.
 */
export function telegramFileName(name: string): string {
  const own = name.replace(/^.*[/\\]/s, '');
  const dot = own.lastIndexOf('.');
  const stem = cleaned(dot < 0 ? own : own.slice(0, dot), LONGEST_STEM);
  const ending = dot < 0 ? '' : cleaned(own.slice(dot + 1), LONGEST_ENDING);
  return [stem, ending].filter((part) => part !== '').join('.');
}

function cleaned(part: string, longest: number): string {
  const kept = part
    .replace(DROPPED, '')
    .replace(TO_SPACE, ' ')
    .replace(/^[ .]+/, '');
  return Array.from(kept)
    .slice(0, longest)
    .join('')
    .replace(/[ .]+$/, '');
}
