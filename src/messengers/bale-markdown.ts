/** What a stretch of a text looks like, so far as Bale can show it. */
type Look = 'plain' | 'bold' | 'italic';

/** A text without its tags, and how each of its UTF-16 units looks. */
interface Styled {
  readonly text: string;
  readonly looks: readonly Look[];
  /** The address behind each unit, where there is one. */
  readonly links: readonly (string | null)[];
}

const LOOK_OF_TAG: Readonly<Record<string, Look>> = { b: 'bold', strong: 'bold', i: 'italic', em: 'italic' };
const SIGN_OF_LOOK: Readonly<Record<Look, string>> = { plain: '', bold: '*', italic: '_' };
const CHARACTER_OF_NAME: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/**
 * Telegram's HTML as Bale reads texts: always as Markdown of its own, without any way to escape a sign (docs.bale.ai:
 * `*bold*` and `_italic_` with a space or an edge on the outside, `[text](address)`, ```` ```[title]hidden``` ````). So
 * what people typed has its signs replaced by ones that look alike, and a stretch that is not parted from what stands
 * around it takes the punctuation in, or stays plain. Tags that Bale has nothing for leave their text.
 *
 * @param longest UTF-16 units; a longer text is cut, and ends with «…»
 */
export function baleMarkdown(html: string, longest: number): string {
  const styled = withHarmlessSigns(readHtml(html));
  const whole = write(styled);
  if (whole.length <= longest) return whole;
  // How much of the text fits depends on the signs that its looks add.
  let fits = 1;
  let tooMuch = longest + 1;
  while (tooMuch - fits > 1) {
    const room = (fits + tooMuch) >> 1;
    if (write(cut(styled, room)).length <= longest) fits = room;
    else tooMuch = room;
  }
  return write(cut(styled, fits));
}

function readHtml(html: string): Styled {
  let text = '';
  const looks: Look[] = [];
  const links: (string | null)[] = [];
  const open: { name: string; look: Look; link: string | null }[] = [];
  const add = (written: string) => {
    // The outermost look stands: Bale nests none.
    const look = open.find((tag) => tag.look !== 'plain')?.look ?? 'plain';
    const link = open.findLast((tag) => tag.link !== null)?.link ?? null;
    text += written;
    for (let unit = 0; unit < written.length; unit += 1) {
      looks.push(link === null ? look : 'plain');
      links.push(link);
    }
  };
  for (const [, closing, name = '', attributes = '', written = ''] of html.matchAll(
    /<(\/?)([a-z][a-z0-9-]*)([^>]*)>|([^<]+|<)/gi,
  )) {
    if (name === '') add(withoutEntities(written));
    else if (closing) {
      const at = open.findLastIndex((tag) => tag.name === name);
      if (at >= 0) open.splice(at, 1);
    } else open.push({ name, look: LOOK_OF_TAG[name] ?? 'plain', link: addressIn(attributes) });
  }
  return { text, looks, links };
}

function withoutEntities(text: string): string {
  return text.replace(
    /&(?:(lt|gt|amp|quot)|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi,
    (whole, name, decimal, hex) => {
      if (name) return CHARACTER_OF_NAME[String(name).toLowerCase()]!;
      const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

function addressIn(attributes: string): string | null {
  const href = /\bhref="([^"]*)"/i.exec(attributes)?.[1];
  return href ? withoutEntities(href) : null;
}

/** Square brackets become round ones, so that no `](` is left and round ones may stay. */
const HARMLESS: Readonly<Record<string, string>> = { '*': '٭', '`': '’', '[': '(', ']': ')' };

function withHarmlessSigns(styled: Styled): Styled {
  const text = styled.text
    .replace(/[*`[\]]/g, (sign) => HARMLESS[sign]!)
    // Within a word an underline does nothing, and it may be part of a code, a path or an address.
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '＿');
  return { ...styled, text };
}

function cut({ text, looks, links }: Styled, room: number): Styled {
  if (text.length <= room) return { text, looks, links };
  const whole = text.slice(0, room - 1).replace(/[\ud800-\udbff]$/, '');
  return {
    text: `${whole.trimEnd()}…`,
    looks: [...looks.slice(0, whole.trimEnd().length), 'plain'],
    links: [...links.slice(0, whole.trimEnd().length), null],
  };
}

function write(styled: Styled): string {
  const looks = parted(styled);
  const { text, links } = styled;
  let written = '';
  for (let at = 0; at < text.length; ) {
    const end = endOfStretch(
      at,
      (unit) => looks[unit] === looks[at] && links[unit] === links[at],
      text.length,
    );
    const stretch = text.slice(at, end);
    const sign = SIGN_OF_LOOK[looks[at]!];
    const link = links[at];
    written += link ? `[${stretch}](${encodedAddress(link)})` : `${sign}${stretch}${sign}`;
    at = end;
  }
  return written;
}

function encodedAddress(address: string): string {
  return address.replace(/[\s()]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/** Looks that Bale shows: each stretch within one line, without space at its ends, with space or an edge around it. */
function parted({ text, looks, links }: Styled): Look[] {
  const shown: Look[] = looks.map(() => 'plain');
  const isSpace = (unit: number) => unit < 0 || unit >= text.length || /\s/.test(text[unit]!);
  const isFree = (unit: number) => shown[unit] === 'plain' && looks[unit] === 'plain' && links[unit] === null;
  const mayJoin = (unit: number) => !isSpace(unit) && isFree(unit) && /[\p{P}\p{S}\p{Cf}]/u.test(text[unit]!);
  for (let at = 0; at < text.length; at += 1) {
    const look = looks[at]!;
    if (look === 'plain' || isSpace(at)) continue;
    const line = endOfStretch(at, (unit) => looks[unit] === look && text[unit] !== '\n', text.length);
    let end = line;
    while (isSpace(end - 1)) end -= 1;
    let begin = at;
    while (mayJoin(begin - 1)) begin -= 1;
    while (mayJoin(end)) end += 1;
    const stands = isSpace(begin - 1) && isSpace(end) && !text.slice(begin, end).includes(SIGN_OF_LOOK[look]);
    if (stands) shown.fill(look, begin, end);
    at = Math.max(line, end) - 1;
  }
  return shown;
}

function endOfStretch(from: number, belongs: (unit: number) => boolean, end: number): number {
  let at = from;
  while (at < end && belongs(at)) at += 1;
  return at;
}
