import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { html, plain, type TextArguments, type TextKey } from '../../src/texts/i18n.ts';

const folder = new URL('../../locales/fa/', import.meta.url);
const files = readdirSync(folder);

/** What may stand in Latin digits: a command's example in code, or what is isolated. */
const SET_APART = /<code>.*?<\/code>|<pre>.*?<\/pre>|<a [^>]*>|\u2068.*?\u2069/gs;

/** One for each name in any file: a quoted text brings its own arguments. */
const args: TextArguments = Object.fromEntries(
  files
    .flatMap((file) => [...readFileSync(new URL(file, folder), 'utf8').matchAll(/\{\{-?\s*(\w+)/g)])
    .map(([, name]) => [name!, 2]),
);

function keysOf(tree: object, path: string): TextKey[] {
  return Object.entries(tree).flatMap(([name, text]) =>
    typeof text === 'string' ? [`${path}.${name}` as TextKey] : keysOf(text as object, `${path}.${name}`),
  );
}

describe.each(files)('%s', (file) => {
  const source = readFileSync(new URL(file, folder), 'utf8');
  const keys = keysOf(JSON.parse(source) as object, file.replace('.json', ''));

  test('renders whole', () => {
    for (const key of keys) {
      for (const rendered of [html(key, args), plain(key, args)]) {
        expect(rendered, key).not.toMatch(/\{\{|\}\}|\$t\(/);
        expect(rendered, key).not.toBe('');
        expect(rendered.replace(SET_APART, ''), key).not.toMatch(/[0-9٠-٩]/);
      }
    }
  });

  test('is Persian by its letters: no Arabic ي or ك, no tatweel', () => {
    expect(source).not.toMatch(/[\u064a\u0643\u0649\u0640]/);
  });

  test('puts no space around a ZWNJ, and no two in a row', () => {
    expect(source).not.toMatch(/\u200c[\s\u200c]|\s\u200c/);
  });
});
