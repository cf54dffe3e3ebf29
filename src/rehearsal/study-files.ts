import { readXlsx, type Workbook } from 'hucre/xlsx';
import { LANGUAGES, type Language } from '../domain/language.ts';
import { plainIn } from '../texts/i18n.ts';
import type { Texts } from '../texts/persian.ts';
import { LANGUAGE } from '../texts/speaking.ts';

/** An expert's row in a study's workbook. */
interface ExpertRow {
  readonly name: string;
  readonly role: string;
  readonly panels: string;
  /** As the workbook has it; empty: none. */
  readonly mobile: string;
}

/** What somebody who plays the experts needs of a study's workbook. */
export interface StudyFile {
  readonly title: string;
  readonly experts: readonly ExpertRow[];
  readonly itemTitles: readonly string[];
  /** The scale's labels, lowest value first. */
  readonly scaleLabels: readonly string[];
  readonly mostRounds: number;
  /** In which experts and facilitators read the study. */
  readonly language: Language;
}

/** A row of the list of invitations. */
export interface InvitationRow {
  readonly name: string;
  /** What follows `?start=` in the personal link. */
  readonly startToken: string;
}

const MOST_ROUNDS_BY_DEFAULT = 3;

/** @returns null where the file is no workbook of a study */
export async function readStudyFile(bytes: Buffer): Promise<StudyFile | null> {
  const book = await openWorkbook(bytes);
  const experts = book && rowsOf(book, 'experts');
  if (!book || !experts) return null;
  const scale = rowsOf(book, 'scale') ?? [];
  return {
    title: studyValue(book, 'title'),
    experts: experts.map((row) => ({
      name: row('name'),
      role: row('role'),
      panels: row('panels'),
      mobile: row('mobile'),
    })),
    itemTitles: (rowsOf(book, 'items') ?? []).map((row) => row('title')),
    scaleLabels: scale
      .map((row) => ({
        value: latinNumber(row('value')),
        label: row('label'),
      }))
      .sort((a, b) => a.value - b.value)
      .map(({ label }) => label),
    mostRounds: mostRounds(book),
    language: languageOf(studyValue(book, 'language')),
  };
}

/** @returns null where the file is no list of invitations */
export async function readInvitations(bytes: Buffer): Promise<readonly InvitationRow[] | null> {
  const book = await openWorkbook(bytes);
  const rows = book && rowsOf(book, 'invitations');
  if (!rows) return null;
  return rows.map((row) => ({
    name: row('name'),
    startToken: /[?&]start=([\w-]+)/.exec(row('link'))?.[1] ?? '',
  }));
}

/** A fixed word of workbooks. */
type Word = keyof Texts['rehearsal']['workbook'];

type Row = (header: Word) => string;

async function openWorkbook(bytes: Buffer): Promise<Workbook | null> {
  try {
    return await readXlsx(bytes);
  } catch {
    return null;
  }
}

/** A sheet's rows below its headers, empty ones left out; null where there is no such sheet. */
function rowsOf(book: Workbook, sheetName: Word): readonly Row[] | null {
  const sheet = book.sheets.find(({ name }) => isWord(name, sheetName));
  if (!sheet) return null;
  const [headers = [], ...rows] = sheet.rows.map((row) => row.map((value) => String(value ?? '').trim()));
  const columns = new Map<Word, number>();
  const columnOf = (wanted: Word): number => {
    const column = columns.get(wanted) ?? headers.findIndex((header) => isWord(header, wanted));
    columns.set(wanted, column);
    return column;
  };
  return rows
    .filter((row) => row.some((text) => text !== ''))
    .map((row) => (wanted) => row[columnOf(wanted)] ?? '');
}

function mostRounds(book: Workbook): number {
  const planned = (rowsOf(book, 'rounds') ?? [])
    .map((row) => latinNumber(row('number')))
    .filter((number) => number > 0);
  if (planned.length > 0) return Math.max(...planned);
  return latinNumber(studyValue(book, 'mostRounds')) || MOST_ROUNDS_BY_DEFAULT;
}

/** What stands beside a property of the study; empty where it is not named. */
function studyValue(book: Workbook, property: Word): string {
  const rows = rowsOf(book, 'study') ?? [];
  const found = rows.find((row) => isWord(row('property'), property));
  return found?.('value') ?? '';
}

/** What a study's workbook says of it, in its own word for itself. */
function languageOf(word: string): Language {
  return LANGUAGES.find((language) => folded(word) === wordIn(language, 'itself')) ?? LANGUAGE;
}

/** Fixed words may be of any language in any workbook. */
function isWord(text: string, word: Word): boolean {
  const own = folded(text);
  return LANGUAGES.some((language) => own === wordIn(language, word));
}

const wordIn = (language: Language, word: Word): string =>
  folded(plainIn(language, `rehearsal.workbook.${word}`));

const ALIASES = LANGUAGES.map((language) => ({
  alias: plainIn(language, 'rehearsal.workbook.panelAlias').toLowerCase(),
  panel: plainIn(language, 'rehearsal.workbook.panel').toLowerCase(),
}));

/** A sheet's name or header without what people write now this way, now that. */
function folded(words: string): string {
  const bare = words
    .toLowerCase()
    .replace(/\s|\u200c|\u200d|\u0654/g, '')
    .replaceAll('\u064a', '\u06cc')
    .replaceAll('\u0643', '\u06a9')
    .replaceAll('\u06c0', '\u0647');
  return ALIASES.reduce((text, { alias, panel }) => text.replaceAll(alias, panel), bare);
}

const latinNumber = (text: string): number => Number(latinDigits(text).replace('٫', '.'));

/** Persian and Arabic digits as Latin ones. */
export function latinDigits(text: string): string {
  return text.replace(/[۰-۹٠-٩]/g, (digit) => String(digit.codePointAt(0)! & 0xf));
}
