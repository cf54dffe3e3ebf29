import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TextEntity } from '../../src/rehearsal/telegram-html.ts';

/**
 * Telegram's own library (TDLib, as npm packages it), asked offline what it makes of texts and names: the Bot API's
 * server and every app of Telegram's run it.
 */
interface Tdlib {
  /** Why it cannot be asked here; null: it can. */
  readonly missing: string | null;
  /** Of the library, such as `1.8.67`. */
  readonly version: string;
}

/** The path of `libtdjson.so`. No package here brings it, for npm has it for a few platforms only. */
const LIBRARY = process.env['TDLIB_LIBRARY'];

export const TDLIB: Tdlib = lookForTdlib();

function lookForTdlib(): Tdlib {
  if (LIBRARY === undefined)
    return { missing: 'TDLIB_LIBRARY names no library (.ci/run installs one)', version: '' };
  const [version] = ask([{ '@type': 'getOption', name: 'version' }]);
  return { missing: null, version: String(version!['value']) };
}

type Question = { readonly '@type': string } & Readonly<Record<string, unknown>>;
type Answer = { readonly '@type': string } & Readonly<Record<string, unknown>>;

/** @throws where the library does not answer */
function ask(questions: readonly Question[]): Answer[] {
  const folder = mkdtempSync(join(tmpdir(), 'hamray-tdlib-'));
  try {
    const [asked, answered] = [join(folder, 'questions.json'), join(folder, 'answers.json')];
    writeFileSync(asked, JSON.stringify(questions));
    const child = new URL('tdlib-process.mjs', import.meta.url).pathname;
    const { stderr } = spawnSync(process.execPath, [child, LIBRARY!, asked, answered], { encoding: 'utf8' });
    try {
      return JSON.parse(readFileSync(answered, 'utf8')) as Answer[];
    } catch (cause) {
      throw new Error(`TDLib did not answer: ${stderr}`, { cause });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What becomes of the names of documents. */
export function tdlibFileNames(names: readonly string[]): string[] {
  return ask(names.map((name) => ({ '@type': 'cleanFileName', file_name: name }))).map(({ text }) =>
    String(text),
  );
}

/** What kinds of files the apps take documents for by their names; empty: none that they know. */
export function tdlibMimeTypes(names: readonly string[]): string[] {
  return ask(names.map((name) => ({ '@type': 'getFileMimeType', file_name: name }))).map(({ text }) =>
    String(text),
  );
}

/** A text with what is bold in it, and the like. */
export interface ArrivedText {
  readonly text: string;
  readonly entities: readonly Pick<TextEntity, 'type' | 'offset' | 'length'>[];
}

/** Texts of the Bot API's HTML that Telegram reads otherwise than as they were meant, with how. */
export function readOtherwise(texts: readonly string[], meant: readonly ArrivedText[]): string[] {
  const html = { '@type': 'textParseModeHTML' };
  const questions = texts.map((text) => ({ '@type': 'parseTextEntities', text, parse_mode: html }));
  return differences(meant, ask(questions).map(readFormatted));
}

/** Marks that `parseMarkdown`, which is asked below, would read: to all else they are letters like others. */
const MARKDOWN = /[*_~`|[\]()]/g;

/**
 * Texts that something else arrives of than was sent, with what does: the library cleans every text of line ends,
 * direction marks and control characters. Signs of Markdown are told as `x`.
 */
export function changedOnTheWay(sent: readonly ArrivedText[]): string[] {
  const texts = sent.map(({ text, entities }) => ({ text: text.replace(MARKDOWN, 'x'), entities }));
  const questions = texts.map(({ text, entities }) => ({
    '@type': 'parseMarkdown',
    text: {
      '@type': 'formattedText',
      text,
      entities: entities.map(({ type, offset, length }) => ({
        '@type': 'textEntity',
        ...{ offset, length },
        type: { '@type': TYPES[type] },
      })),
    },
  }));
  return differences(texts, ask(questions).map(readFormatted));
}

function differences(meant: readonly ArrivedText[], arrived: readonly (ArrivedText | string)[]): string[] {
  return meant.flatMap((one, at) => {
    const [was, is] = [told(one), told(arrived[at]!)];
    return was === is ? [] : [`${was} arrives as ${is}`];
  });
}

function told(text: ArrivedText | string): string {
  if (typeof text === 'string') return text;
  const entities = text.entities.map(({ type, offset, length }) => ({ type, offset, length }));
  entities.sort((a, b) => a.offset - b.offset || a.type.localeCompare(b.type));
  return JSON.stringify({ text: text.text, entities });
}

/** Where the apps find commands by themselves, which is what makes them tappable. */
export function tdlibCommands(texts: readonly string[]): string[][] {
  return ask(texts.map((text) => ({ '@type': 'getTextEntities', text }))).map((answer, at) =>
    entitiesOf(answer)
      .filter(({ type }) => type['@type'] === 'textEntityTypeBotCommand')
      .map(({ offset, length }) => texts[at]!.slice(offset, offset + length)),
  );
}

const TYPES: Readonly<Record<string, string>> = {
  bold: 'textEntityTypeBold',
  italic: 'textEntityTypeItalic',
  underline: 'textEntityTypeUnderline',
  strikethrough: 'textEntityTypeStrikethrough',
  code: 'textEntityTypeCode',
  pre: 'textEntityTypePre',
  blockquote: 'textEntityTypeBlockQuote',
  expandable_blockquote: 'textEntityTypeExpandableBlockQuote',
};
const NAMES = new Map(Object.entries(TYPES).map(([name, type]) => [type, name]));

interface TdEntity {
  readonly offset: number;
  readonly length: number;
  readonly type: { readonly '@type': string };
}

function entitiesOf(answer: Answer): readonly TdEntity[] {
  return answer['entities'] as readonly TdEntity[];
}

function readFormatted(answer: Answer): ArrivedText | string {
  if (answer['@type'] === 'error') return String(answer['message']);
  const entities = entitiesOf(answer).map(({ offset, length, type }) => ({
    ...{ type: NAMES.get(type['@type']) ?? type['@type'], offset, length },
  }));
  return { text: String(answer['text']), entities };
}
