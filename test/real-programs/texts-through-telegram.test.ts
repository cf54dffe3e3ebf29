import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Language } from '../../src/domain/language.ts';
import { textOf } from '../../src/messengers/api-message.ts';
import { parseTelegramHtml } from '../../src/rehearsal/telegram-html.ts';
import { projectFolder } from '../../src/store/file/database.ts';
import { isolate } from '../../src/texts/direction.ts';
import { createTranslator, escapeHtml, type TextKey } from '../../src/texts/i18n.ts';
import { decimal } from '../../src/texts/numerals.ts';
import type { Texts } from '../../src/texts/persian.ts';
import { describeWhere } from '../describe-where.ts';
import { changedOnTheWay, readOtherwise, TDLIB, tdlibCommands } from './tdlib.ts';

const LOCALES = projectFolder('locales');

/** What stands in the places of a text: from nothing to what a person may type at the worst. */
const ARGUMENTS: readonly (readonly [string, string | number])[] = [
  ['nothing', ''],
  ['a large number', 1_234_567],
  ['a small negative one', -0.25],
  ['a number in words', decimal(-12.5, 2)],
  ['what was typed in Latin, with signs', isolate('A/B 12 <3 & "4" /help')],
  ['what was typed from both sides', isolate('\u200f\u200eالف\u200c\u200f\u200e (ب)\u202e!')],
  ['emoji and half-spaces', isolate('👩‍⚕️ می‌خواهم 😀')],
  ['letters apart from their marks', isolate('Ångström آب'.normalize('NFD'))],
  ['a long title', isolate('اولویت خدمات الکترونیکی (نسخهٔ ۲٫۰) '.repeat(10).trim())],
];

/** A full stop may follow, which ends an English sentence; letters after it make a path of both. */
const COMMAND = /(?<![\w/<.:])\/[a-z_]{2,32}(?![\w/]|\.\w)/g;

interface Told {
  readonly name: string;
  readonly html: string;
}

/** Every text of a language with each of the arguments, as it leaves for a messenger. */
function toldIn(language: string): Told[] {
  const folder = join(LOCALES, language);
  const sources = readdirSync(folder).map((file) => [
    file.replace('.json', ''),
    readFileSync(join(folder, file), 'utf8'),
  ]);
  const texts = Object.fromEntries(
    sources.map(([name, source]) => [name!, JSON.parse(source!) as object]),
  ) as unknown as Texts;
  const { html } = createTranslator(language as Language, texts);
  const all = sources.map(([, source]) => source).join('\n');
  const names = new Set([...all.matchAll(/\{\{-?\s*(\w+)/g)].map(([, name]) => name!));
  const alreadyHtml = new Set([...all.matchAll(/\{\{-\s*(\w+)/g)].map(([, name]) => name!));
  return ARGUMENTS.flatMap(([what, value]) => {
    const written = (name: string) => (alreadyHtml.has(name) ? escapeHtml(String(value)) : value);
    const args = Object.fromEntries([...names].map((name) => [name, written(name)]));
    return keysOf(texts).map((key) => ({
      ...{ name: `${key} with ${what}`, html: textOf({ html: html(key, args) }) },
    }));
  });
}

function keysOf(tree: object, path = ''): TextKey[] {
  return Object.entries(tree).flatMap(([name, text]) =>
    typeof text === 'string' ? [`${path}${name}` as TextKey] : keysOf(text as object, `${path}${name}.`),
  );
}

describeWhere(TDLIB.missing, `TDLib ${TDLIB.version}`, () => {
  describe.each(readdirSync(LOCALES))('in %s', (language) => {
    // Some say nothing but what they are given.
    const told = toldIn(language).filter(({ html }) => parseTelegramHtml(html).text.trim() !== '');
    const meant = told.map(({ html }) => parseTelegramHtml(html));

    test('reads every text as the rehearsal does, with each argument', () => {
      expect(
        readOtherwise(
          told.map(({ html }) => html),
          meant,
        ),
      ).toEqual([]);
    });

    test('takes no sign out of it, and turns none into another', () => {
      expect(changedOnTheWay(meant)).toEqual([]);
    });

    test('finds every command, so that it can be tapped', () => {
      const texts = meant.map(({ text, entities }) =>
        entities.reduceRight(
          (rest, { type, offset, length }) =>
            type === 'code' ? rest.slice(0, offset) + ' '.repeat(length) + rest.slice(offset + length) : rest,
          text,
        ),
      );
      expect(tdlibCommands(texts)).toEqual(texts.map((text) => text.match(COMMAND) ?? []));
    });
  });
});
