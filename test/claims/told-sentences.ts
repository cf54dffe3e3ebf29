import { PERSIAN } from '../../src/texts/persian.ts';

/** A sentence as a reader sees it: which text it is, and what stands in its gaps. */
export interface Told {
  readonly key: string;
  readonly args: Readonly<Record<string, string>>;
}

interface Template {
  readonly key: string;
  readonly pattern: RegExp;
  readonly lines: number;
  /** Letters that are given: of two texts that fit a line, the one with more says it. */
  readonly given: number;
}

type Texts = { readonly [name: string]: string | Texts };

/** Every text under a name of `locales/fa`, by its key. */
export function textsUnder(name: string): ReadonlyMap<string, string> {
  let texts: string | Texts = PERSIAN;
  for (const part of name.split('.')) texts = (texts as Texts)[part]!;
  const found = new Map<string, string>();
  const visit = (key: string, text: string | Texts) => {
    if (typeof text === 'string') found.set(key, text);
    else for (const [part, inner] of Object.entries(text)) visit(`${key}.${part}`, inner);
  };
  visit(name, texts);
  return found;
}

/** What a reader sees of a text: no markup, no marks of direction. */
function seen(text: string): string {
  return text
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/[\u200e\u200f\u2066-\u2069]/g, '');
}

const NUMBER = '\u2212?[۰-۹٬]+(?:٫[۰-۹]+)?';
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Recognises texts of `locales/fa` in what the program has composed. */
export class Sentences {
  readonly #templates: readonly Template[];

  constructor(keys: Iterable<readonly [key: string, text: string]>) {
    this.#templates = [...keys].map(([key, text]) => templateOf(key, text));
  }

  /** The sentences of a text, line by line. @throws Error for a line that is none of them */
  read(text: string): Told[] {
    const lines = seen(text).split('\n');
    const told: Told[] = [];
    for (let at = 0; at < lines.length; ) {
      const found = this.#at(lines, at);
      if (!found) throw new Error(`no text of this place reads «${lines[at]}»`);
      told.push(found.told);
      at += found.lines;
    }
    return told;
  }

  /** The sentences of a paragraph, several of which may stand in one line; what is none of them is its own key. */
  inProse(text: string): Told[] {
    const whole = this.one(text);
    if (whole) return [whole];
    if (text.includes('\n')) return text.split('\n').flatMap((line) => this.inProse(line));
    for (let end = text.indexOf('. '); end !== -1; end = text.indexOf('. ', end + 1)) {
      const first = this.one(text.slice(0, end + 1));
      if (first) return [first, ...this.inProse(text.slice(end + 2))];
    }
    return [{ key: `«${text}»`, args: {} }];
  }

  /** The one sentence that a text is; null where it is none. */
  one(text: string): Told | null {
    const lines = seen(text).split('\n');
    const found = this.#at(lines, 0);
    return found?.lines === lines.length ? found.told : null;
  }

  #at(lines: readonly string[], at: number): { told: Told; lines: number } | null {
    let best: { template: Template; args: Record<string, string> } | null = null;
    for (const template of this.#templates) {
      if (best && best.template.given >= template.given) continue;
      const args = template.pattern.exec(lines.slice(at, at + template.lines).join('\n'))?.groups;
      if (args !== undefined) best = { template, args };
    }
    return best && { told: { key: best.template.key, args: best.args }, lines: best.template.lines };
  }
}

function templateOf(key: string, text: string): Template {
  const shown = seen(text).replace(/\$t\(([\w.]+)\)/g, (_, name: string) => {
    const [file, ...path] = name.split('.');
    return textsUnder(file!).get([file, ...path].join('.'))!;
  });
  const named = new Set<string>();
  const pattern = shown
    .split(/(\{\{[^}]+\}\})/)
    .map((part) => {
      const gap = /^\{\{(\w+)(, number)?\}\}$/.exec(part);
      if (!gap) return escaped(part);
      const [, name, isNumber] = gap;
      if (named.has(name!)) return `\\k<${name}>`;
      named.add(name!);
      return `(?<${name}>${isNumber ? NUMBER : '.+?'})`;
    })
    .join('');
  const groups = named.size > 0 ? '' : '(?<nothing>)';
  return {
    key,
    pattern: new RegExp(`^${groups}${pattern}$`, 'u'),
    lines: shown.split('\n').length,
    given: shown.replace(/\{\{[^}]+\}\}/g, '').length,
  };
}

/** A number as a reader takes it, and with how many decimals it is told; null where the text is none. */
export function numberTold(text: string): { readonly value: number; readonly decimals: number } | null {
  const latin = text.replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0)).replaceAll('٬', '');
  const read = /^([+\u2212]?)([0-9]+)(?:٫([0-9]+))?$/u.exec(latin);
  if (!read) return null;
  const [, sign, whole, decimals = ''] = read;
  const value = Number(`${whole}.${decimals || '0'}`);
  return { value: sign === '\u2212' ? -value : value, decimals: decimals.length };
}

/** Whether a number in words is a figure of the file, to all decimals that it is told with. */
export function tells(text: string, figure: number): boolean {
  const told = numberTold(text);
  if (!told) return false;
  return Math.abs(told.value - figure) <= 0.5 * 10 ** -told.decimals * (1 + 1e-9) + 1e-9;
}
