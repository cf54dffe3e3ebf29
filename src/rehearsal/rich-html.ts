import { badRequest } from './api-refusal.ts';
import { decodeReferences, escapeHtml } from './html-characters.ts';

/** A rich message as it is kept: for pages, and as the Bot API tells of it. */
export interface RichMessage {
  /** Escaped, of known tags alone. */
  readonly html: string;
  readonly blocks: readonly unknown[];
}

interface Element {
  readonly tag: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: Node[];
}

type Node = Element | string;

/** https://core.telegram.org/bots/api#rich-message-limits */
const LIMITS = { characters: 32_768, blocks: 500, levels: 16, columns: 20 };

const INLINE: Readonly<Record<string, string>> = {
  ...{ b: 'bold', strong: 'bold', i: 'italic', em: 'italic', u: 'underline', ins: 'underline' },
  ...{ s: 'strikethrough', del: 'strikethrough', code: 'code', mark: 'marked', a: 'url' },
};
const BLOCKS = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'footer', 'table', 'details']);
/** Which tags hold what: `null` is anything but the parts of others. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  tr: ['table'],
  ...{ th: ['tr'], td: ['tr'], caption: ['table'], summary: ['details'] },
};
const VOID = new Set(['br', 'hr']);

/**
 * Telegram's Rich HTML, without media, lists, formulas and buttons, which nobody here sends.
 *
 * @returns the text alone too: a line for each block, its cells apart by tabs
 * @throws ApiRefusal 400 for what Telegram would refuse
 * @see https://core.telegram.org/bots/api#rich-html-style
 */
export function parseRichHtml(html: string, fromTheRight: boolean): RichMessage & { readonly text: string } {
  const nodes = parse(html);
  checkLimits(nodes);
  const text = lines(nodes).join('\n').trim();
  if (text === '') throw badRequest('message text is empty');
  const dir = fromTheRight ? 'rtl' : 'ltr';
  return {
    text,
    html: `<div class="rich" dir="${dir}">${nodes.map(shown).join('')}</div>`,
    blocks: nodes.flatMap(blockOf),
  };
}

function parse(html: string): Node[] {
  const root: Element = { tag: '', attributes: new Map(), children: [] };
  const open = [root];
  for (const [token] of html.matchAll(/<[^>]*>|[^<]+|</g)) {
    const within = open.at(-1)!;
    const found = /^<(\/?)([a-z][\w-]*)((?:\s[^>]*)?)>$/i.exec(token);
    if (!found) {
      if (token.startsWith('<')) throw unparsable(`Unsupported start tag "${token.slice(1, 20)}"`);
      within.children.push(decodeReferences(token));
      continue;
    }
    const [, ending, name = '', rest = ''] = found;
    const tag = name.toLowerCase();
    if (ending) {
      if (open.length === 1 || within.tag !== tag) throw unparsable(`Unmatched end tag "${tag}"`);
      open.pop();
      continue;
    }
    if (!(tag in INLINE || BLOCKS.has(tag) || tag in PARTS || VOID.has(tag)))
      throw unparsable(`Unsupported start tag "${tag}"`);
    if (PARTS[tag] && !PARTS[tag].includes(within.tag)) throw unparsable(`Tag "${tag}" is out of place`);
    const element: Element = { tag, attributes: attributesOf(rest), children: [] };
    within.children.push(element);
    if (!VOID.has(tag)) open.push(element);
    if (open.length - 1 > LIMITS.levels) throw badRequest('RICH_MESSAGE_TOO_DEEP');
  }
  if (open.length > 1)
    throw unparsable(`Can't find end tag corresponding to start tag "${open.at(-1)!.tag}"`);
  return root.children;
}

function attributesOf(text: string): Map<string, string> {
  return new Map(
    [...text.matchAll(/([\w-]+)(?:\s*=\s*("[^"]*"|'[^']*'))?/g)].map(([, name, value = '']) => [
      name!.toLowerCase(),
      decodeReferences(value.slice(1, -1)),
    ]),
  );
}

function checkLimits(nodes: readonly Node[]): void {
  const all = elementsIn(nodes);
  const columns = all.filter(({ tag }) => tag === 'tr').map(({ children }) => children.length);
  const blocks = all.filter(({ tag }) => BLOCKS.has(tag) || tag === 'tr' || tag === 'hr').length;
  if (Math.max(0, ...columns) > LIMITS.columns) throw badRequest('RICH_MESSAGE_TABLE_TOO_WIDE');
  if (blocks > LIMITS.blocks) throw badRequest('RICH_MESSAGE_TOO_MANY_BLOCKS');
  if ([...nodes.map(words).join('')].length > LIMITS.characters) throw badRequest('message is too long');
}

function elementsIn(nodes: readonly Node[]): Element[] {
  return nodes.flatMap((node) => (typeof node === 'string' ? [] : [node, ...elementsIn(node.children)]));
}

/** Line breaks of the source are spaces: only `<br>` breaks a line. */
function words(node: Node): string {
  if (typeof node === 'string') return node.replace(/\s+/g, ' ');
  return node.tag === 'br' ? '\n' : node.children.map(words).join('');
}

function lines(nodes: readonly Node[]): string[] {
  return nodes.flatMap((node) => {
    if (typeof node === 'string' || node.tag in INLINE) return words(node).trim() === '' ? [] : [words(node)];
    switch (node.tag) {
      case 'tr':
        return [node.children.map((cell) => words(cell)).join('\t')];
      case 'table':
      case 'details':
        return lines(node.children);
      default:
        return [words(node)];
    }
  });
}

function shown(node: Node): string {
  if (typeof node === 'string') return escapeHtml(node.replace(/\s+/g, ' '));
  const { tag, attributes, children } = node;
  const inner = children.map(shown).join('');
  switch (tag) {
    case 'br':
    case 'hr':
      return `<${tag}>`;
    case 'a':
      return `<a href="${escapeHtml(attributes.get('href') ?? '')}" rel="noreferrer">${inner}</a>`;
    case 'table':
      return `<div class="table"><table>${inner}</table></div>`;
    case 'details':
      return `<details${attributes.has('open') ? ' open' : ''}>${inner}</details>`;
    default:
      return `<${tag}>${inner}</${tag}>`;
  }
}

/** As a sent message comes back. */
function blockOf(node: Node): unknown[] {
  if (typeof node === 'string' || node.tag in INLINE) {
    return words(node).trim() === '' ? [] : [{ type: 'paragraph', text: inline([node]) }];
  }
  const { tag, attributes, children } = node;
  const parts = (name: string) => children.filter((child) => typeof child !== 'string' && child.tag === name);
  switch (tag) {
    case 'hr':
      return [{ type: 'divider' }];
    case 'table':
      return [
        {
          type: 'table',
          cells: (parts('tr') as Element[]).map((row) =>
            row.children.map((cell) => ({
              text: inline([cell]),
              ...(typeof cell !== 'string' && cell.tag === 'th' && { is_header: true }),
              ...{ align: 'left', valign: 'middle' },
            })),
          ),
          ...(attributes.has('striped') && { is_striped: true }),
          ...(attributes.has('compact') && { is_compact: true }),
        },
      ];
    case 'details': {
      const [summary] = parts('summary');
      if (!summary) throw unparsable('Tag "details" must have a summary');
      const blocks = children.filter((child) => child !== summary).flatMap(blockOf);
      return [
        {
          type: 'details',
          summary: inline([summary]),
          blocks,
          ...(attributes.has('open') && { is_open: true }),
        },
      ];
    }
    default:
      return tag.startsWith('h')
        ? [{ type: 'heading', text: inline(children), size: Number(tag.slice(1)) }]
        : [{ type: 'paragraph', text: inline(children) }];
  }
}

function inline(nodes: readonly Node[]): unknown {
  const texts = nodes.map((node) => {
    if (typeof node === 'string' || node.tag === 'br') return words(node);
    const type = INLINE[node.tag];
    const text = inline(node.children);
    const url = node.attributes.get('href');
    return type ? { type, text, ...(url !== undefined && { url }) } : text;
  });
  return texts.length === 1 ? texts[0] : texts;
}

const unparsable = (what: string) => badRequest(`can't parse rich message: ${what}`);
