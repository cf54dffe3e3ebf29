import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectFolder } from '../../src/store/file/database.ts';
import { isolate } from '../../src/texts/direction.ts';
import { html, plain, type TextArguments, type TextKey } from '../../src/texts/i18n.ts';
import { OTHER_WORDS } from './other-words.ts';

const folder = new URL('../../locales/fa/', import.meta.url);
const files = readdirSync(folder);
const sourceOf = (file: string) => readFileSync(new URL(file, folder), 'utf8');

/** What may stand in Latin digits: a command's example in code, or what is isolated. */
const SET_APART = /<code>.*?<\/code>|<pre>.*?<\/pre>|<a [^>]*>|\u2068.*?\u2069/gs;

const names = [
  ...new Set(
    files.flatMap((file) => [...sourceOf(file).matchAll(/\{\{-?\s*(\w+)/g)].map(([, name]) => name!)),
  ),
];
/** One value for each name in any file: a quoted text brings its own arguments. */
const all = (value: string | number): TextArguments => Object.fromEntries(names.map((name) => [name, value]));

const EXTREMES: readonly (readonly [string, string | number])[] = [
  ['nothing', 0],
  ['one', 1],
  ['thousands', 1_234_567],
  ['a fraction', -0.000_1],
  ['an empty text', ''],
  ['typed in Latin', isolate('A/B 12 <3 & "4"')],
  ['what looks like a text of ours', isolate('{{items}} $t(label.cancel)')],
];

function keysOf(tree: object, path: string): TextKey[] {
  return Object.entries(tree).flatMap(([name, text]) =>
    typeof text === 'string' ? [`${path}.${name}` as TextKey] : keysOf(text as object, `${path}.${name}`),
  );
}

const keysIn = (file: string) => keysOf(JSON.parse(sourceOf(file)) as object, file.replace('.json', ''));

describe.each(files)('%s', (file) => {
  const source = sourceOf(file);

  test.each(EXTREMES)('renders whole with %s', (what, value) => {
    const args = all(value);
    for (const key of keysIn(file)) {
      for (const rendered of [html(key, args), plain(key, args)]) {
        if (!what.includes('looks like')) expect(rendered, key).not.toMatch(/\{\{|\}\}|\$t\(/);
        if (value !== '') expect(rendered, key).not.toBe('');
        expect(rendered.replace(SET_APART, ''), key).not.toMatch(/[0-9٠-٩]|undefined|NaN|\[object/);
      }
      expect(html(key, args).replace(/<\/?(?:b|i|code|pre)>|\u2068.*?\u2069/g, ''), key).not.toMatch(/[<>]/);
    }
  });

  test('is Persian by its letters: no Arabic ي or ك, no tatweel', () => {
    expect(source).not.toMatch(/[\u064a\u0643\u0649\u0640]/);
  });

  test('puts no space around a ZWNJ, and no two in a row', () => {
    expect(source).not.toMatch(/\u200c[\s\u200c]|\s\u200c/);
  });

  test('leaves a noun singular after a number', () => {
    expect(source.match(/\{\{\w+, number\}\} [^\s{}«»]*\u200cها(?:ی|یی)?(?![\p{L}])/gu) ?? []).toEqual([]);
    expect(
      source.match(/(?:^|[^\p{L}])(?:چند|هر|[۰-۹]+) (?:گویه|دور|پانل|خبره|پاسخ)\u200cها/gu) ?? [],
    ).toEqual([]);
  });

  test('uses one word a concept', () => {
    expect(source.match(OTHER_WORDS)?.[0]).toBeUndefined();
  });

  test('has no slips of the keyboard: spaces in a row or before a mark, Latin marks, a quote left open', () => {
    expect(source.match(/\S {2,}\S.*/)?.[0]).toBeUndefined();
    for (const key of keysIn(file)) {
      const text = plain(key, all(2)).replace(/\u2068.*?\u2069|« \/ »/g, '◊');
      expect(text, key).not.toMatch(/\s[،؛؟!:»](?:\s|$)|«\s|[\p{Script=Arabic}][,;?]/u);
      expect(text.match(/«/g)?.length, key).toBe(text.match(/»/g)?.length);
      expect(text.match(/\(/g)?.length, key).toBe(text.match(/\)/g)?.length);
    }
  });
});

test('no text says that nobody sees or knows what the server’s operator can', () => {
  const nobody =
    /(?:هیچ\u200c?کس|هیچ\u200cکدام|\bکسی)[^.؛!؟\n]*(?:نمی\u200cبین|نمی\u200cدان|نمی\u200cخوان|دسترسی ندار)/u;
  const told = files.flatMap(keysIn).filter((key) => nobody.test(plain(key, all(2))));
  expect(told).toEqual([]);
});

test('every text is used', () => {
  const src = projectFolder('src');
  const code = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|js)$/.test(name))
    .map((name) => readFileSync(join(src, name), 'utf8'))
    .join('\n');
  const quoted = files.map(sourceOf).join('\n');
  const built = [...code.matchAll(/`([a-zA-Z]+\.[^`]*\$\{[^`]*)`/g)].map(
    ([, pattern]) =>
      new RegExp(`^${pattern!.replace(/[.*+?^()|[\]\\]/g, '\\$&').replace(/\$\{[^}]*\}/g, '[\\w.-]+')}$`),
  );
  // The page of the rehearsal asks for its own texts by parts of their keys.
  const unused = files
    .filter((file) => file !== 'rehearsal.json')
    .flatMap(keysIn)
    .filter((key) => !code.includes(`'${key}'`) && !quoted.includes(`$t(${key})`))
    .filter((key) => !built.some((pattern) => pattern.test(key)));
  expect(unused).toEqual([]);
});
