import { createInstance, type ParseKeys } from 'i18next';
import { parseNumber } from '../domain/digits.ts';
import { LANGUAGES, type Language } from '../domain/language.ts';
import { ENGLISH } from './english.ts';
import { anyNumber, plainNumber, spokenDigits } from './numerals.ts';
import { PERSIAN, type Texts } from './persian.ts';
import { languageSpoken } from './speaking.ts';

const NAMESPACE = 'translation';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: typeof NAMESPACE;
    resources: { [NAMESPACE]: Texts };
  }
}

/** `<file>.<path>` of a text in `locales/fa`, such as `label.submit`. */
export type TextKey = ParseKeys;

/** What a text's `{{name}}` stand for. */
export type TextArguments = Readonly<Record<string, string | number>>;

/** Puts keys into the words of one language. */
export interface Translator {
  /**
   * A message for `parse_mode: 'HTML'`: arguments are escaped (`& < > "`), the text's own tags stay.
   * What is HTML already (a list rendered by `html`) goes in by `{{- name}}`.
   *
   * Numbers come in the language's digits: `{{n}}` as a plain number (a year, a code), `{{n, number}}` with thousands
   * marks and up to three decimals. `{{n|answer|answers}}` is the first word where the language puts one thing behind
   * that number, else the second; Persian has no use for it. Inside a text `$t(key)` quotes another text; it does
   * nothing in an argument.
   *
   * @throws where the key is unknown or an argument is missing: a text with `{{` in it must not go out
   */
  html(key: TextKey, args?: TextArguments): string;
  /** The same without escaping: for buttons, pop-ups, files and plain messages. */
  plain(key: TextKey, args?: TextArguments): string;
}

/** @param texts in that language; a key that it lacks is never told in another */
export function createTranslator(language: Language, texts: Partial<Texts>): Translator {
  const textOf = finder(language, texts);
  const plurals = new Intl.PluralRules(language);
  const templates = new Map<TextKey, Template>();
  const templateOf = (key: TextKey): Template => {
    const template = templates.get(key) ?? findTemplate(key, textOf);
    templates.set(key, template);
    return template;
  };
  return {
    html: (key, args = {}) => fill(templateOf(key), { key, args, plurals, written: escapeHtml }),
    plain: (key, args = {}) => fill(templateOf(key), { key, args, plurals, written: unchanged }),
  };
}

const TEXTS: Readonly<Record<Language, Texts>> = { fa: PERSIAN, en: ENGLISH };

const TRANSLATORS = Object.fromEntries(
  LANGUAGES.map((language) => [language, createTranslator(language, TEXTS[language])]),
) as Readonly<Record<Language, Translator>>;

/** All texts as they stand, places and all, for a page that fills them in itself. */
export function textsSpoken(): Texts {
  return TEXTS[languageSpoken()];
}

/** See `Translator`; in the language that is spoken. */
export const html: Translator['html'] = (key, args) => TRANSLATORS[languageSpoken()].html(key, args);
export const plain: Translator['plain'] = (key, args) => TRANSLATORS[languageSpoken()].plain(key, args);

/** A text in a language of one's own choice, where words are looked for that may be of any. */
export function plainIn(language: Language, key: TextKey, args?: TextArguments): string {
  return TRANSLATORS[language].plain(key, args);
}

/** Escapes what Telegram's HTML would read as markup; unlike i18next's own, leaves `/` and `'` alone. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ESCAPES[sign]!);
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const unchanged = (text: string) => text;

/** Finds texts by their key. */
type Finder = (key: string) => string;

function finder(language: Language, texts: Partial<Texts>): Finder {
  const instance = createInstance();
  void instance.init({
    lng: language,
    fallbackLng: false,
    initAsync: false,
    ns: [NAMESPACE],
    resources: { [language]: { [NAMESPACE]: texts } },
  });
  return (key) => {
    const text: unknown = instance.getResource(language, NAMESPACE, key);
    if (typeof text !== 'string') throw new Error(`No text ${key} in ${language}`);
    return text;
  };
}

/** A text taken apart: its own words, and the places of its arguments. */
type Template = readonly (string | Place)[];

interface Place {
  readonly name: string;
  /** Goes in as it is: it is HTML already. */
  readonly isHtml: boolean;
  readonly how: string | undefined;
  /** What is put behind one, and behind any other number, in place of the argument. */
  readonly forms: readonly string[];
}

/**
 * i18next finds a text; its arguments are put in here. Its own interpolation takes the text apart anew each time, which
 * was the larger part of what a card cost.
 */
function findTemplate(key: string, textOf: Finder): Template {
  return takeApart(textOf(key).replace(QUOTED, (_, quoted: string) => quotable(quoted, textOf)));
}

const QUOTED = /\$t\(([\w.]+)\)/g;

function quotable(key: string, textOf: Finder): string {
  const text = textOf(key);
  if (text.includes('$t(')) throw new Error(`Text ${key} quotes another, and is quoted itself`);
  return text;
}

const PLACE = /\{\{(-?)\s*(\w+)\s*(?:,\s*(\w+)\s*)?((?:\|[^|{}]*)*)\}\}/g;

function takeApart(text: string): Template {
  const parts: (string | Place)[] = [];
  let from = 0;
  for (const place of text.matchAll(PLACE)) {
    const [whole, isHtml, name, how, forms] = place;
    if (place.index > from) parts.push(text.slice(from, place.index));
    parts.push({ name: name!, isHtml: isHtml === '-', how, forms: forms!.split('|').slice(1) });
    from = place.index + whole.length;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}

interface Filling {
  readonly key: TextKey;
  readonly args: TextArguments;
  readonly plurals: Intl.PluralRules;
  readonly written: (text: string) => string;
}

function fill(template: Template, { key, args, plurals, written }: Filling): string {
  let text = '';
  for (const part of template) {
    if (typeof part === 'string') text += part;
    else {
      const value = args[part.name];
      if (value === undefined || value === null) throw new Error(`Text ${key} misses ${part.name}`);
      if (part.forms.length > 0) text += formFor(value, part.forms, plurals);
      else {
        const told = tell(value, part.how);
        text += part.isHtml ? told : written(told);
      }
    }
  }
  return text;
}

/** A number that was put into words already is read again: `1,234` is not one. */
function formFor(value: string | number, forms: readonly string[], plurals: Intl.PluralRules): string {
  const number = typeof value === 'number' ? value : parseNumber(value);
  return number !== null && plurals.select(number) === 'one' ? forms[0]! : forms.at(-1)!;
}

/** @param how what follows the argument's comma */
function tell(value: unknown, how?: string): string {
  if (how && how !== 'number') throw new Error(`Texts know no format ${how}`);
  if (typeof value === 'number') return how ? anyNumber(value) : plainNumber(value);
  return how ? spokenDigits(String(value)) : String(value);
}
