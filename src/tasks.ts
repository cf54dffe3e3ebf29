import type { Language } from './domain/language.ts';
import { whatifScreens } from './features/exploring/whatif-screens.ts';
import { handExport } from './features/exporting/export-study.ts';
import { loadToldFunnel } from './features/funnel/compose-funnel.ts';
import { funnelPng } from './features/funnel/funnel-picture.ts';
import { funnelScreens } from './features/funnel/funnel-screens.ts';
import { itemScreens } from './features/items/item-screens.ts';
import { writeInvitations } from './features/joining/write-invitations.ts';
import { rehearseStudy } from './features/rehearsing/rehearse-study.ts';
import { roundScreens } from './features/rounds/round-screens.ts';
import type { Screen } from './features/studies/screens.ts';
import type { BackgroundTasks, HandOver, RehearsalProgress, TellProgress } from './jobs/background.ts';
import { judgePanel } from './kinds/all.ts';
import { drawPicture } from './pictures/draw-picture.ts';
import { drawPng } from './pictures/draw-png.ts';
import { copyDatabase } from './store/file/copy-database.ts';
import { type Database, openForReading } from './store/file/database.ts';
import { scrubDatabase } from './store/file/scrub-database.ts';
import { needStudy } from './store/studies.ts';
import { speaking } from './texts/speaking.ts';
import { formWorkbook } from './workbook/form-workbook.ts';
import { readSent } from './workbook/read-workbook.ts';

/*
 * What takes long, beside the updates. It touches no network, and changes no row: an export reads the database by a
 * connection of its own.
 */

export interface Task {
  readonly name: keyof BackgroundTasks;
  readonly language: Language;
  readonly input: never;
}

/** To whom a task says how far it is, and hands what it makes. */
interface Asker {
  readonly told: TellProgress;
  readonly hand: HandOver;
}

const NOBODY: Asker = {
  told() {},
  hand: () => Promise.reject(new Error('nobody keeps what this task makes')),
};

/** The screens of a large study, by the names that they are asked for under. */
export const SCREENS: Readonly<Record<string, Screen>> = {
  ...funnelScreens,
  ...itemScreens,
  ...roundScreens,
  ...whatifScreens,
};

const tasks: {
  [Name in keyof BackgroundTasks]: (input: BackgroundTasks[Name]['input'], asker: Asker) => unknown;
} = {
  'judge-panel': judgePanel,
  'read-workbook': ({ bytes, opening }) => readSent(bytes, opening),
  'write-form': formWorkbook,
  'export-study': ({ databaseFile, studyId, ...circumstances }, { told, hand }) =>
    reading(databaseFile, (db) => handExport(db, studyId, { ...circumstances, told }, hand)),
  'write-invitations': ({ databaseFile, studyId, botNames }) =>
    reading(databaseFile, (db) => writeInvitations(db, studyId, botNames)),
  'compose-screen': ({ databaseFile, studyId, screen, numbers, surroundings }) =>
    reading(databaseFile, async (db) => SCREENS[screen]!(db, needStudy(db, studyId), numbers, surroundings)),
  'draw-picture': drawPicture,
  'draw-svg': ({ svg, width }) => drawPng(svg, width),
  'draw-funnel': ({ databaseFile, studyId }) =>
    reading(databaseFile, (db) => funnelPng(loadToldFunnel(db, studyId))),
  'copy-database': copyDatabase,
  'scrub-database': scrubDatabase,
  'rehearse-study': (request) =>
    rehearseStudy(request, {
      // What one task leaves to another is here at hand.
      run: async (name, input) => tasks[name](input, NOBODY) as never,
      tell: (progress: RehearsalProgress) => process.send?.({ progress }),
    }),
};

/** @returns the task's output, or a promise of it */
export const runTask = ({ name, language, input }: Task, asker = NOBODY): unknown =>
  speaking(language, () => tasks[name](input, asker));

async function reading<Result>(file: string, work: (db: Database) => Promise<Result>): Promise<Result> {
  const db = openForReading(file);
  try {
    return await work(db);
  } finally {
    db.$client.close();
  }
}
