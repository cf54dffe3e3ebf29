import { BESIDE } from './beside-claims.ts';
import { FRAME, type Frame } from './frame-claims.ts';
import { FIGURES, HEADINGS, hasJudges, LISTED, OTHERWISE, WORDS } from './item-claims.ts';
import type { FiguresOfFile, ItemOfFile, Place } from './results-file.ts';
import {
  ADVICE,
  type Claim,
  CONCORDANCE,
  HEAD,
  OF_KINDS,
  SIGNS,
  VERDICT,
  WARNINGS,
} from './summary-claims.ts';
import type { Tally } from './tally.ts';
import { Sentences, type Told, tells, textsUnder } from './told-sentences.ts';

/** Every text of a summary, but for labels (of files, pictures, tables, words) and reminders: nobody is sent any. */
const LABELS =
  /^summary\.(strength|composition|archive|sheet|sav|kind|status|why|attrition|roles|chart|fold|table|reminders|beside\.(missingOf|noOpinionOf|side))\b/;

export const SUMMARY_TEXTS = [...textsUnder('summary')].filter(([key]) => !LABELS.test(key));
const FIGURE = /^summary\.items\.(?!line|more|kept|dropped|unrated|tooFew|belowRule|otherwise)/;

const LINES = new Sentences([
  ...SUMMARY_TEXTS.filter(([key]) => !FIGURE.test(key)),
  ...[...textsUnder('protocol')].filter(([key]) => key === 'protocol.deviations.toCome'),
]);
const IN_BRACKETS = new Sentences(SUMMARY_TEXTS.filter(([key]) => FIGURE.test(key)));

const PART = {
  ...HEAD,
  ...BESIDE,
  ...ADVICE,
  ...WARNINGS,
  ...CONCORDANCE,
  ...SIGNS,
  ...VERDICT,
  ...OF_KINDS,
  ...HEADINGS,
  ...OTHERWISE,
};

/** Lines of lists are checked as wholes. */
const OF_LISTS = ['summary.items.line', 'summary.items.lineWithoutFigures', 'summary.items.more'];
const OF_CARD = ['summary.card.round', 'summary.card.more'];
export const SUMMARY_CLAIMS: ReadonlySet<string> = new Set([
  ...[PART, FRAME, FIGURES, WORDS].flatMap((claims) => Object.keys(claims)),
  ...[...OF_LISTS, ...OF_CARD],
]);

/** A round's summary says of its panels what the file has, and no more. */
export function checkSummary(
  tally: Tally,
  messages: readonly string[],
  frame: Frame,
  places: readonly Place[],
): void {
  const where = `summary of round ${frame.number}`;
  const about = new Map<string, Told[]>();
  const around: Told[] = [];
  let panel: string | null = null;
  for (const message of messages) {
    for (const block of message.split('\n\n')) {
      const told = LINES.read(block);
      panel = told[0]!.key.startsWith('summary.panel.heading') ? told[0]!.args['code']! : null;
      if (panel === null) around.push(...told);
      else about.set(panel, told);
    }
  }
  tally.check(where, FRAME, frame, around);
  if (about.size !== places.length) tally.fail(where, `tells of ${about.size} panels, not ${places.length}`);
  for (const place of places)
    checkPart(tally, `${where}, ${place.panel.code}`, place, about.get(place.panel.code) ?? []);
}

function checkPart(tally: Tally, where: string, place: Place, told: readonly Told[]): void {
  const lists = new Map<string, Told[]>();
  const sentences: Told[] = [];
  let heading = '';
  for (const one of told) {
    if (OF_LISTS.includes(one.key)) lists.get(heading)?.push(one);
    else {
      heading = one.key;
      lists.set(heading, []);
      sentences.push(one);
    }
  }
  tally.check(where, PART, place, sentences);
  for (const [key, items] of Object.entries(LISTED))
    checkList(tally, `${where}, ${key}`, place, items(place), lists.get(key) ?? []);
}

/** Each line is an item of the list, once, with its figures; the rest are counted. */
function checkList(
  tally: Tally,
  where: string,
  place: Place,
  items: readonly ItemOfFile[],
  told: readonly Told[],
): void {
  const lines = told.filter(({ key }) => key !== 'summary.items.more');
  const more = told.find(({ key }) => key === 'summary.items.more');
  const missing = items.length - lines.length;
  tally.count('summary.items.more', missing > 0);
  if (missing > 0 !== (more !== undefined) || (more && !tells(more.args['items']!, missing)))
    tally.fail(where, `${lines.length} of ${items.length} items are told, and ${JSON.stringify(more?.args)}`);
  const titles = new Set(lines.map(({ args }) => args['title']));
  if (titles.size !== lines.length) tally.fail(where, 'an item is told twice');
  for (const { key, args } of lines) {
    const item = items.find(({ title }) => title === args['title']);
    const isBare = key === 'summary.items.lineWithoutFigures';
    if (!item) tally.fail(where, `«${args['title']}» stands not in this list`);
    else {
      const hasFigures = item.n > 0 || hasJudges(item);
      tally.count('summary.items.line', hasFigures);
      tally.count('summary.items.lineWithoutFigures', !hasFigures);
      if (isBare === hasFigures) tally.fail(where, `${item.code} has figures: ${hasFigures}`);
      else if (!isBare) checkFigures(tally, `${where}, ${item.code}`, { place, item }, args['figures']!);
    }
  }
}

/** What stands in brackets behind an item, or in a cell of the report. */
function checkFigures(
  tally: Tally,
  where: string,
  { place, item }: { place: Place; item: ItemOfFile },
  text: string,
): void {
  const told = IN_BRACKETS.one(text);
  if (!told) return tally.fail(where, `«${text}» is no figure of an item`);
  const { all, own } = told.args;
  const isOfWords = told.key in WORDS;
  tally.check(where, FIGURES, { place, item }, isOfWords ? [] : [told]);
  if (hasJudges(item) && all !== undefined) checkWords(tally, where, { place, of: item.all_judges! }, all);
  if (own !== undefined) checkWords(tally, where, { place, of: item }, own);
  if (isOfWords) checkWords(tally, where, { place, of: item }, text);
}

function checkWords(
  tally: Tally,
  where: string,
  subject: { place: Place; of: FiguresOfFile },
  text: string,
): void {
  const told = IN_BRACKETS.one(text);
  tally.check(where, WORDS, subject, told ? [told] : []);
}

/** A closing card's caption: the head, the advice, and as many warnings as fit. */
export function checkCard(tally: Tally, caption: string, place: Place): void {
  const where = `card of round ${place.round.number}, ${place.panel.code}`;
  const [round, ...told] = LINES.read(caption);
  const of = {
    ...HEADING_AND_TURNOUT,
    'summary.beside.missing': BESIDE['summary.beside.missing']!,
    ...ADVICE,
    ...VERDICT_ALONE,
  };
  tally.compare(where, round!, { round: place.round.number });
  const warned = told.filter(({ key }) => key in WARNINGS);
  const more = told.find(({ key }) => key === 'summary.card.more');
  const due = Object.entries(WARNINGS).flatMap(([key, claim]) => claim(place).map((gaps) => ({ key, gaps })));
  tally.count('summary.card.round', true);
  tally.count('summary.card.more', due.length > warned.length);
  for (const [at, one] of warned.entries()) {
    if (one.key === due[at]?.key) tally.compare(where, one, due[at].gaps);
    else tally.fail(where, `${one.key} is told as warning ${at + 1}; ${due[at]?.key} is due`);
  }
  const missing = due.length - warned.length;
  if (missing > 0 !== (more !== undefined) || (more && !tells(more.args['warnings']!, missing)))
    tally.fail(where, `${missing} warnings are missing, and ${JSON.stringify(more?.args)}`);
  tally.check(
    where,
    of,
    place,
    told.filter((one) => one !== more && !(one.key in WARNINGS)),
  );
}

const starting = (claims: Readonly<Record<string, Claim<Place>>>, pattern: RegExp) =>
  Object.fromEntries(Object.entries(claims).filter(([key]) => pattern.test(key)));
const HEADING_AND_TURNOUT = starting(HEAD, /heading|turnout|nobody/);
/** Kinds without W say on the card what becomes of the panel; the others, what to do. */
const VERDICT_ALONE: Readonly<Record<string, Claim<Place>>> = Object.fromEntries(
  Object.entries(VERDICT).map(([key, claim]) => [
    key,
    (place: Place) => (place.round.kendall === null ? claim(place) : []),
  ]),
);
