import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../src/domain/language.ts';
import { ENGLISH } from '../../src/texts/english.ts';
import { PERSIAN } from '../../src/texts/persian.ts';

const folderOf = (language: string) => new URL(`../../locales/${language}/`, import.meta.url);
const files = readdirSync(folderOf('fa'));

function textsIn(language: string, file: string): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (tree: object, path: string) => {
    for (const [name, text] of Object.entries(tree)) {
      if (typeof text === 'string') found.set(`${path}${name}`, text);
      else visit(text as object, `${path}${name}.`);
    }
  };
  visit(JSON.parse(readFileSync(new URL(file, folderOf(language)), 'utf8')) as object, '');
  return found;
}

/** What a text takes: its arguments, and whether they are HTML. Plural forms take nothing of their own. */
function placesIn(text: string): string[] {
  const places = [...text.matchAll(/\{\{(-?)\s*(\w+)[^}]*\}\}|\$t\([\w.]+\)/g)];
  return [...new Set(places.map(([whole, html, name]) => (name ? `${html}${name}` : whole)))].sort();
}

describe.each(LANGUAGES.filter((language) => language !== 'fa'))('%s', (language) => {
  test('has the files of Persian, each loaded', () => {
    const own = readdirSync(folderOf(language));
    expect(own.toSorted()).toEqual(files.toSorted());
    expect(Object.keys(ENGLISH).toSorted()).toEqual(own.map((file) => file.replace('.json', '')).toSorted());
  });

  test.each(files)('%s has the same texts, which take the same arguments', (file) => {
    const persian = textsIn('fa', file);
    const own = textsIn(language, file);
    expect([...own.keys()].toSorted()).toEqual([...persian.keys()].toSorted());
    for (const [key, text] of own) expect(placesIn(text), key).toEqual(placesIn(persian.get(key)!));
  });

  test.each(files)(
    '%s is English: no letter, digit or mark of Persian, and its plurals have two words',
    (file) => {
      for (const [key, text] of textsIn(language, file)) {
        expect(text, key).not.toMatch(/[\p{Script=Arabic}۰-۹٪٫٬،؛؟«»\u200c]/u);
        for (const [, forms] of text.matchAll(/\{\{\w+((?:\|[^|{}]*)+)\}\}/g)) {
          expect(forms!.split('|').slice(1), key).toHaveLength(2);
        }
        expect(text.replaceAll(/\{\{-?\s*\w+(?:, number|(?:\|[^|{}]+){2})?\}\}/g, ''), key).not.toMatch(
          /[{}|]/,
        );
      }
    },
  );
});

test('the languages are those of the folders', () => {
  expect(readdirSync(new URL('../../locales/', import.meta.url)).toSorted()).toEqual(
    [...LANGUAGES].toSorted(),
  );
  expect(Object.keys(PERSIAN).toSorted()).toEqual(files.map((file) => file.replace('.json', '')).toSorted());
});
