import { createInstance, type i18n, type ParseKeys } from 'i18next';
import announce from '../../locales/fa/announce.json' with { type: 'json' };
import ask from '../../locales/fa/ask.json' with { type: 'json' };
import backup from '../../locales/fa/backup.json' with { type: 'json' };
import briefing from '../../locales/fa/briefing.json' with { type: 'json' };
import certificate from '../../locales/fa/certificate.json' with { type: 'json' };
import change from '../../locales/fa/change.json' with { type: 'json' };
import codebook from '../../locales/fa/codebook.json' with { type: 'json' };
import expert from '../../locales/fa/expert.json' with { type: 'json' };
import facilitator from '../../locales/fa/facilitator.json' with { type: 'json' };
import forget from '../../locales/fa/forget.json' with { type: 'json' };
import funnel from '../../locales/fa/funnel.json' with { type: 'json' };
import history from '../../locales/fa/history.json' with { type: 'json' };
import item from '../../locales/fa/item.json' with { type: 'json' };
import label from '../../locales/fa/label.json' with { type: 'json' };
import leave from '../../locales/fa/leave.json' with { type: 'json' };
import letter from '../../locales/fa/letter.json' with { type: 'json' };
import link from '../../locales/fa/link.json' with { type: 'json' };
import list from '../../locales/fa/list.json' with { type: 'json' };
import live from '../../locales/fa/live.json' with { type: 'json' };
import menu from '../../locales/fa/menu.json' with { type: 'json' };
import messenger from '../../locales/fa/messenger.json' with { type: 'json' };
import number from '../../locales/fa/number.json' with { type: 'json' };
import operator from '../../locales/fa/operator.json' with { type: 'json' };
import paper from '../../locales/fa/paper.json' with { type: 'json' };
import privacy from '../../locales/fa/privacy.json' with { type: 'json' };
import protocol from '../../locales/fa/protocol.json' with { type: 'json' };
import refusal from '../../locales/fa/refusal.json' with { type: 'json' };
import rehearsal from '../../locales/fa/rehearsal.json' with { type: 'json' };
import reminder from '../../locales/fa/reminder.json' with { type: 'json' };
import report from '../../locales/fa/report.json' with { type: 'json' };
import round from '../../locales/fa/round.json' with { type: 'json' };
import storage from '../../locales/fa/storage.json' with { type: 'json' };
import suggest from '../../locales/fa/suggest.json' with { type: 'json' };
import summary from '../../locales/fa/summary.json' with { type: 'json' };
import time from '../../locales/fa/time.json' with { type: 'json' };
import whatif from '../../locales/fa/whatif.json' with { type: 'json' };
import workbook from '../../locales/fa/workbook.json' with { type: 'json' };
import { anyNumber, persianDigits, plainNumber } from './numerals.ts';
import { LANGUAGE, type Language, languageSpoken } from './speaking.ts';

const NAMESPACE = 'translation';

/** Every text, by its file in `locales/fa`. */
export const PERSIAN = {
  label,
  time,
  number,
  list,
  codebook,
  expert,
  facilitator,
  reminder,
  round,
  summary,
  refusal,
  workbook,
  menu,
  rehearsal,
  letter,
  suggest,
  ask,
  announce,
  leave,
  link,
  history,
  privacy,
  protocol,
  change,
  item,
  certificate,
  backup,
  operator,
  storage,
  messenger,
  forget,
  funnel,
  whatif,
  live,
  paper,
  briefing,
  report,
};

/** The texts of a language. */
export type Texts = typeof PERSIAN;

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
   * Numbers come in Persian digits: `{{n}}` as a plain number (a year, a code), `{{n, number}}` with thousands
   * marks and up to three decimals. Inside a text `$t(key)` quotes another text; it does nothing in an argument.
   *
   * @throws where the key is unknown or an argument is missing: a text with `{{` in it must not go out
   */
  html(key: TextKey, args?: TextArguments): string;
  /** The same without escaping: for buttons, pop-ups, files and plain messages. */
  plain(key: TextKey, args?: TextArguments): string;
}

export function createTranslator(texts: Texts): Translator {
  const instance = loadTexts(quoteTexts(texts, texts));
  const templates = new Map<TextKey, Template>();
  const templateOf = (key: TextKey): Template => {
    const template = templates.get(key) ?? findTemplate(instance, key);
    templates.set(key, template);
    return template;
  };
  return {
    html: (key, args = {}) => fill(templateOf(key), { key, args, written: escapeHtml }),
    plain: (key, args = {}) => fill(templateOf(key), { key, args, written: unchanged }),
  };
}

const TRANSLATORS: Readonly<Record<Language, Translator>> = { fa: createTranslator(PERSIAN) };

/** See `Translator`; in the language that is spoken. */
export const html: Translator['html'] = (key, args) => TRANSLATORS[languageSpoken()].html(key, args);
export const plain: Translator['plain'] = (key, args) => TRANSLATORS[languageSpoken()].plain(key, args);

/** Escapes what Telegram's HTML would read as markup; unlike i18next's own, leaves `/` and `'` alone. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ESCAPES[sign]!);
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const unchanged = (text: string) => text;

function loadTexts(texts: Texts): i18n {
  const instance = createInstance();
  void instance.init({
    lng: LANGUAGE,
    fallbackLng: false,
    initAsync: false,
    ns: [NAMESPACE],
    resources: { [LANGUAGE]: { [NAMESPACE]: texts } },
  });
  return instance;
}

/** A text taken apart: its own words, and the places of its arguments. */
type Template = readonly (string | Place)[];

interface Place {
  readonly name: string;
  /** Goes in as it is: it is HTML already. */
  readonly isHtml: boolean;
  readonly how: string | undefined;
}

/**
 * i18next finds a text; its arguments are put in here. Its own interpolation takes the text apart anew each time, which
 * was the larger part of what a card cost.
 */
function findTemplate(instance: i18n, key: TextKey): Template {
  const text: unknown = instance.getResource(LANGUAGE, NAMESPACE, key);
  if (typeof text !== 'string') throw new Error(`No text ${key}`);
  return takeApart(text);
}

const PLACE = /\{\{(-?)\s*(\w+)\s*(?:,\s*(\w+)\s*)?\}\}/g;

function takeApart(text: string): Template {
  const parts: (string | Place)[] = [];
  let from = 0;
  for (const place of text.matchAll(PLACE)) {
    const [whole, isHtml, name, how] = place;
    if (place.index > from) parts.push(text.slice(from, place.index));
    parts.push({ name: name!, isHtml: isHtml === '-', how });
    from = place.index + whole.length;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}

function fill(
  template: Template,
  { key, args, written }: { key: TextKey; args: TextArguments; written: (text: string) => string },
): string {
  let text = '';
  for (const part of template) {
    if (typeof part === 'string') text += part;
    else {
      const value = args[part.name];
      if (value === undefined || value === null) throw new Error(`Text ${key} misses ${part.name}`);
      const told = tell(value, part.how);
      text += part.isHtml ? told : written(told);
    }
  }
  return text;
}

/** @param how what follows the argument's comma */
function tell(value: unknown, how?: string): string {
  if (how && how !== 'number') throw new Error(`Texts know no format ${how}`);
  if (typeof value === 'number') return how ? anyNumber(value) : plainNumber(value);
  return how ? persianDigits(String(value)) : String(value);
}

/** Puts quoted texts in place of each `$t(key)` once, at the start. */
function quoteTexts<Tree extends object>(tree: Tree, texts: Texts): Tree {
  return Object.fromEntries(
    Object.entries(tree).map(([name, text]) => [
      name,
      typeof text === 'string'
        ? text.replace(/\$t\(([\w.]+)\)/g, (_, key: string) => textAt(key, texts))
        : quoteTexts(text, texts),
    ]),
  ) as Tree;
}

function textAt(key: string, texts: Texts): string {
  const found = key
    .split('.')
    .reduce<unknown>((tree, name) => (tree as Record<string, unknown> | undefined)?.[name], texts);
  if (typeof found !== 'string' || found.includes('$t(')) throw new Error(`No text ${key} to quote`);
  return found;
}
