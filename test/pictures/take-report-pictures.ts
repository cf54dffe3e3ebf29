import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { unzipSync } from 'fflate';
import { exportStudy } from '../../src/features/exporting/export-study.ts';
import { plain } from '../../src/texts/i18n.ts';
import { LANGUAGE, speaking } from '../../src/texts/speaking.ts';
import { exampleWorkbook } from '../../src/workbook/example-workbook.ts';
import { rehearseHere } from '../browser/rehearsal-here.ts';
import { smallPng } from '../browser/small-png.ts';
import { archiveOf, PLAYED_KINDS, type PlayedKind, playedKind } from '../fixtures/played-kinds.ts';
import { TEHRAN } from '../fixtures/study.ts';
import { inFolder, printed, takePage, textOfPages } from './print-pages.ts';

/*
 * Remakes the pictures of docs/report.md: pages of report and workbook of the Isfahan example after three rehearsed
 * rounds, pages of a study of each other kind of round, and every chart of theirs.
 * Takes some minutes.
 */

const FOLDER = resolve(import.meta.dirname, '../../docs/pictures/report');
const DPI = { page: 64, sheet: 96 };
/** Behind the list of contents, which has every heading too. */
const FIRST_PAGE = 3;

type Files = Readonly<Record<string, Uint8Array>>;

/** Pages of the example's report by words that only they have. */
const REPORT_PAGES = {
  rules: ['SHA-256'],
  items: ['S101', 'حکم'],
  concordance: ['χ'],
  final: ['S101', 'نتیجه', 'واحد'],
  warnings: ['هشدارهایی'],
  asked: ['داوران'],
  accord: ['T1', 'ACCORD'],
  delphistar: ['DELPHISTAR', '۷'],
};
/** Pages of its workbook: overview, W, agreement, items round by round. */
const WORKBOOK_PAGES = { overview: 1, w: 2, agreement: 3, rounds: 4 };
/** What a study of one kind shows first in its report. */
const KIND_PAGE: readonly string[] = ['i1', 'i2', 'کد'];
const IDEAS_PAGE = ['proposals.csv'];

function pageWith(pdf: string, words: readonly string[]): number {
  const pages = textOfPages(pdf);
  const at = pages.findIndex(
    (text, place) => place + 1 >= FIRST_PAGE && words.every((word) => text.includes(word)),
  );
  if (at === -1) throw new Error(`no page of ${pdf} has ${words.join(', ')}`);
  return at + 1;
}

const take = (pdf: string, page: number, of: keyof typeof DPI, name: string) =>
  takePage(pdf, page, DPI[of], join(FOLDER, `${of}-${name}`));

/** A kind's own charts; those that look alike whatever the kind are taken once. */
function takeCharts(files: Files, kind: PlayedKind): void {
  for (const [path, png] of Object.entries(files)) {
    const [, own, chart] = /^charts\/(panel-1-)?(.*)\.png$/.exec(path) ?? [];
    if (chart && (own || kind === 'likert'))
      writeFileSync(join(FOLDER, `chart-${chart}.png`), smallPng(Buffer.from(png)));
  }
}

/** The archive of the Isfahan example after three rounds of the rehearsal. */
async function rehearsedExample(): Promise<Files> {
  const here = await rehearseHere();
  try {
    await here.sends(here.facilitatorId, 'study.xlsx', await exampleWorkbook());
    await here.presses(here.facilitatorId, plain('label.createStudy'));
    while (here.guide.state().step !== 'export') {
      await here.guide.next();
      await here.settle();
    }
    const id = here.db.$client.prepare<[], number>('SELECT max(id) FROM studies').pluck().get()!;
    const now = new Date('2026-12-20T06:30:00Z');
    return unzipSync((await exportStudy(here.db, id, { now, zone: TEHRAN })).bytes);
  } finally {
    await here.stop();
  }
}

async function takeExample(): Promise<void> {
  const files = await rehearsedExample();
  await inFolder((folder) => {
    printed({ 'report.docx': files['report.docx']!, 'results.xlsx': files['results.xlsx']! }, folder);
    const report = join(folder, 'report.pdf');
    take(report, 1, 'page', 'contents');
    for (const [name, words] of Object.entries(REPORT_PAGES))
      take(report, pageWith(report, words), 'page', name);
    for (const [name, page] of Object.entries(WORKBOOK_PAGES))
      take(join(folder, 'results.pdf'), page, 'sheet', name);
  });
}

async function takeKind(kind: PlayedKind): Promise<void> {
  const files = unzipSync(await archiveOf(await playedKind(kind)));
  takeCharts(files, kind);
  if (kind === 'likert') return;
  await inFolder((folder) => {
    printed({ 'report.docx': files['report.docx']!, 'results.xlsx': files['results.xlsx']! }, folder);
    const report = join(folder, 'report.pdf');
    const words = kind === 'brainstorming' ? IDEAS_PAGE : KIND_PAGE;
    take(report, pageWith(report, words), 'page', kind);
  });
}

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
await speaking(LANGUAGE, async () => {
  for (const kind of PLAYED_KINDS) await takeKind(kind);
  await takeExample();
});
