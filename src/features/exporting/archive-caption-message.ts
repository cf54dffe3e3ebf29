import type { Tellable } from '../../domain/anonymity.ts';
import { titledDocumentName } from '../../domain/document-name.ts';
import { shorten } from '../../messages/shorten.ts';
import { tellableText } from '../../messages/tellable.ts';
import { sortableDate } from '../../texts/dates.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain, type TextKey } from '../../texts/i18n.ts';

/** The folder of the pictures, listed in one line. */
const CHARTS = 'charts/';

/** The files of an export, with the text that says what is in each. */
const FILES: Readonly<Record<string, TextKey>> = {
  'results.json': 'summary.archive.file.resultsJson',
  'results.xlsx': 'summary.archive.file.resultsXlsx',
  'report.docx': 'summary.archive.file.reportDocx',
  'answers.csv': 'summary.archive.file.answersCsv',
  'answers-wide.csv': 'summary.archive.file.answersWideCsv',
  'answers.sav': 'summary.archive.file.answersSav',
  [CHARTS]: 'summary.archive.file.charts',
  'protocol.json': 'summary.archive.file.protocolJson',
  'proposals.csv': 'summary.archive.file.proposalsCsv',
  'log.csv': 'summary.archive.file.logCsv',
};

/** In front of the names of a rehearsal's files, so that none is taken for a real one. */
const REHEARSAL = 'rehearsal-';

/** The name that an archive's file has in a rehearsal's: its folder stays. */
export function rehearsalName(name: string): string {
  return name.replace(/[^/]+$/, (own) => REHEARSAL + own);
}

/** Keeps the caption within its 1024 characters. */
const LONGEST_TITLE = 120;

/** Contains the day, with dots: files of one study sort by date, and no reader shows the date turned around. */
export function archiveFileName(studyTitle: string, now: Date, zone: string): string {
  const date = sortableDate(now, zone);
  return titledDocumentName(studyTitle, (title) => plain('summary.archive.name', { title, date }), '.zip');
}

/** The caption under an export (HTML): how far the study is, and each file in one line. */
export function archiveCaption(archive: {
  readonly title: string;
  /** The number of rounds in it. */
  readonly rounds: number;
  /** The round that is closed but not judged yet, and so is left out. */
  readonly judging: number | null;
  /** Null: the study is not anonymous. */
  readonly tellable: Tellable | null;
  readonly files: readonly string[];
  readonly isRehearsal: boolean;
}): string {
  const { title, rounds, judging, tellable, files, isRehearsal } = archive;
  // Nobody could be recognised by invented answers.
  const warning = isRehearsal ? '' : tellableText(tellable);
  const lines = [
    html('summary.archive.heading', { title: isolate(shorten(title, LONGEST_TITLE)) }),
    rounds > 0 ? html('summary.archive.rounds', { rounds }) : html('summary.archive.noRounds'),
    ...(isRehearsal ? [html('rehearse.caption', { name: isolate(REHEARSAL) })] : []),
    ...(judging === null ? [] : [html('summary.archive.judging', { round: judging })]),
    ...(warning === '' ? [] : [warning]),
    '',
    ...[...new Set(files.map((name) => (name.startsWith(CHARTS) ? CHARTS : name)))].map((name) => {
      const shown = isRehearsal && name !== CHARTS ? rehearsalName(name) : name;
      return html(textOf(name), { name: isolate(shown) });
    }),
  ];
  return lines.join('\n');
}

function textOf(name: string): TextKey {
  const key = FILES[name];
  if (!key) throw new Error(`no text says what ${name} is`);
  return key;
}
