import { readXlsx, type Workbook } from 'hucre/xlsx';
import { plain } from '../texts/i18n.ts';

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
  const experts = book && rowsOf(book, plain('rehearsal.workbook.experts'));
  if (!book || !experts) return null;
  const scale = rowsOf(book, plain('rehearsal.workbook.scale')) ?? [];
  return {
    title: studyValue(book, plain('rehearsal.workbook.title')),
    experts: experts.map((row) => ({
      name: row(plain('rehearsal.workbook.name')),
      role: row(plain('rehearsal.workbook.role')),
      panels: row(plain('rehearsal.workbook.panels')),
      mobile: row(plain('rehearsal.workbook.mobile')),
    })),
    itemTitles: (rowsOf(book, plain('rehearsal.workbook.items')) ?? []).map((row) =>
      row(plain('rehearsal.workbook.title')),
    ),
    scaleLabels: scale
      .map((row) => ({
        value: latinNumber(row(plain('rehearsal.workbook.value'))),
        label: row(plain('rehearsal.workbook.label')),
      }))
      .sort((a, b) => a.value - b.value)
      .map(({ label }) => label),
    mostRounds: mostRounds(book),
  };
}

/** @returns null where the file is no list of invitations */
export async function readInvitations(bytes: Buffer): Promise<readonly InvitationRow[] | null> {
  const book = await openWorkbook(bytes);
  const rows = book && rowsOf(book, plain('rehearsal.workbook.invitations'));
  if (!rows) return null;
  return rows.map((row) => ({
    name: row(plain('rehearsal.workbook.name')),
    startToken: /[?&]start=([\w-]+)/.exec(row(plain('rehearsal.workbook.link')))?.[1] ?? '',
  }));
}

type Row = (header: string) => string;

async function openWorkbook(bytes: Buffer): Promise<Workbook | null> {
  try {
    return await readXlsx(bytes);
  } catch {
    return null;
  }
}

/** A sheet's rows below its headers, empty ones left out; null where there is no such sheet. */
function rowsOf(book: Workbook, sheetName: string): readonly Row[] | null {
  const sheet = book.sheets.find(({ name }) => folded(name) === folded(sheetName));
  if (!sheet) return null;
  const [headers = [], ...rows] = sheet.rows.map((row) => row.map((value) => String(value ?? '').trim()));
  const columns = new Map(headers.map((header, column) => [folded(header), column]));
  return rows
    .filter((row) => row.some((text) => text !== ''))
    .map((row) => (header) => row[columns.get(folded(header)) ?? -1] ?? '');
}

function mostRounds(book: Workbook): number {
  const planned = (rowsOf(book, plain('rehearsal.workbook.rounds')) ?? [])
    .map((row) => latinNumber(row(plain('rehearsal.workbook.number'))))
    .filter((number) => number > 0);
  if (planned.length > 0) return Math.max(...planned);
  return latinNumber(studyValue(book, plain('rehearsal.workbook.mostRounds'))) || MOST_ROUNDS_BY_DEFAULT;
}

/** What stands beside a property of the study; empty where it is not named. */
function studyValue(book: Workbook, property: string): string {
  const rows = rowsOf(book, plain('rehearsal.workbook.study')) ?? [];
  const found = rows.find((row) => folded(row(plain('rehearsal.workbook.property'))) === folded(property));
  return found?.(plain('rehearsal.workbook.value')) ?? '';
}

/** A sheet's name or header without what people write now this way, now that. */
function folded(words: string): string {
  return words
    .replace(/\s|\u200c|\u200d|\u0654/g, '')
    .replaceAll('\u064a', '\u06cc')
    .replaceAll('\u0643', '\u06a9')
    .replaceAll('\u06c0', '\u0647')
    .replaceAll(plain('rehearsal.workbook.panelAlias'), plain('rehearsal.workbook.panel'));
}

const latinNumber = (text: string): number => Number(latinDigits(text).replace('٫', '.'));

/** Persian and Arabic digits as Latin ones. */
export function latinDigits(text: string): string {
  return text.replace(/[۰-۹٠-٩]/g, (digit) => String(digit.codePointAt(0)! & 0xf));
}
