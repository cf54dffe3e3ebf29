import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Menu, menuOf } from '../../src/bot/command.ts';
import { LANGUAGES, type Language } from '../../src/domain/language.ts';
import { COMMANDS } from '../../src/features/all.ts';
import { projectFolder } from '../../src/store/file/database.ts';
import { isLabelled } from '../../src/texts/labelled.ts';
import { ENGLISH_WORDS } from '../../src/workbook/english-words.ts';
import { OTHER_WORDS } from '../texts/other-words.ts';

/* The guides for people: what they name is the program's, word by word. */

const DOCS = projectFolder('docs');
const read = (language: Language, name: string) => readFileSync(join(DOCS, language, name), 'utf8');
/** Marks that keep a command's slash on its side. */
const withoutMarks = (text: string) => text.replaceAll('\u200e', '');

/** Every text of a button, with `…` for what the program fills in. */
function buttonsOf(language: Language): string[] {
  const folder = join(projectFolder('locales'), language);
  const texts = (tree: object, isButton: boolean): string[] =>
    Object.entries(tree).flatMap(([name, text]) => {
      const inside = isButton || name === 'button';
      return typeof text === 'string' ? (inside ? [text] : []) : texts(text as object, inside);
    });
  return readdirSync(folder).flatMap((file) =>
    texts(JSON.parse(readFileSync(join(folder, file), 'utf8')) as object, file === 'label.json'),
  );
}

const shape = (label: string) =>
  label
    .replace(/\{\{[^}]*\}\}/g, '…')
    .replace(/[\s…]+$/, '')
    .trim();

function unknownButtons(text: string, language: Language, quoted: RegExp): string[] {
  const buttons = buttonsOf(language).map(shape);
  return [...text.matchAll(quoted)]
    .map(([, label]) => label!)
    .filter((label) => !buttons.some((button) => isLabelled(button, label)));
}

const commandsIn = (text: string) => [
  ...new Set([...text.matchAll(/(?:`|<code>)\/([a-z]+)/g)].map(([, name]) => name!)),
];
const namesOf = (menu: Menu) => menuOf(COMMANDS, menu).map(({ name }) => name);

/** What a guide's `code` may be besides commands: fixed words of the workbook, files of the archive. */
function unknownWords(text: string): string[] {
  const files = readFileSync(
    join(projectFolder('src'), 'features/exporting/archive-caption-message.ts'),
    'utf8',
  );
  const words = new Set([...Object.keys(ENGLISH_WORDS), ...Object.values(ENGLISH_WORDS)]);
  return [...text.matchAll(/`([^`\n]+)`/g)]
    .map(([, word]) => word!)
    .filter((word) => !word.startsWith('/') && word !== 'charts/')
    .filter((word) => !words.has(word) && !files.includes(`'${word}'`));
}

const QUOTES: Readonly<Record<Language, RegExp>> = { fa: /«([^»]*)»/g, en: /“([^”]*)”/g };

describe.each(LANGUAGES)('the guides (%s)', (language) => {
  const guide = withoutMarks(read(language, 'guide.md'));
  const page = read(language, 'expert.html');

  test('name buttons, words of the workbook and files that there are', () => {
    expect(unknownButtons(guide, language, QUOTES[language])).toEqual([]);
    expect(unknownButtons(page, language, QUOTES[language])).toEqual([]);
    expect(unknownWords(guide)).toEqual([]);
  });

  test('name every command that there is, and no other', () => {
    const names = new Set(COMMANDS.map(({ name }) => name));
    expect(commandsIn(guide).toSorted()).toEqual([...names].toSorted());
    expect(commandsIn(page).toSorted()).toEqual(namesOf('expert').toSorted());
  });

  test('show pictures and lead to pages that there are', () => {
    const linked = [guide, page].flatMap((text) =>
      [...text.matchAll(/(?:src="|href="|\]\()([^")#]+)(?:#[^")]*)?[")]/g)].map(([, path]) => path!),
    );
    expect(linked.length).toBeGreaterThan(3);
    expect(linked.filter((path) => !existsSync(join(DOCS, language, path)))).toEqual([]);
  });
});

describe('the Persian guides', () => {
  const texts = [read('fa', 'guide.md'), read('fa', 'expert.html')];

  test('use one word a concept, and the letters and half-spaces of Persian', () => {
    for (const text of texts) {
      expect(text.match(OTHER_WORDS)?.[0]).toBeUndefined();
      expect(text.match(/[\u064a\u0643\u0649\u0640]/)?.[0]).toBeUndefined();
      expect(text.match(/\u200c[\s\u200c]|\s\u200c/)?.[0]).toBeUndefined();
      expect(text.match(/\s[،؛؟](?:\s|$)|[\p{Script=Arabic}][,;?]/u)?.[0]).toBeUndefined();
    }
  });

  test('keep a command’s slash on its side, whatever lays the text out', () => {
    expect(texts[0]!.match(/(?<!\u200e)`\//g)).toBeNull();
  });

  test('their list of contents leads to their headings', () => {
    const named = [...texts[0]!.matchAll(/<a name="(\w+)"><\/a>\n\n## /g)].map(([, name]) => name!);
    const linked = [...texts[0]!.matchAll(/\]\(#([^)]+)\)/g)].map(([, name]) => name!);
    expect(named.length).toBeGreaterThan(10);
    expect(linked).toEqual(named);
  });
});
