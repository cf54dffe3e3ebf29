import { platform, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import type { Language } from './domain/language.ts';
import { exportStudy } from './features/exporting/export-study.ts';
import { loadToldFunnel } from './features/funnel/compose-funnel.ts';
import { funnelPng } from './features/funnel/funnel-picture.ts';
import { writeInvitations } from './features/joining/prepare-invitations.ts';
import { rehearseStudy } from './features/rehearsing/rehearse-study.ts';
import type { BackgroundTasks, RehearsalProgress, TellProgress } from './jobs/background.ts';
import { judgePanel } from './kinds/all.ts';
import { drawPicture } from './pictures/draw-picture.ts';
import { drawPng } from './pictures/draw-png.ts';
import { copyDatabase } from './store/file/copy-database.ts';
import { type Database, openForReading } from './store/file/database.ts';
import { scrubDatabase } from './store/file/scrub-database.ts';
import { speaking } from './texts/speaking.ts';
import { formWorkbook } from './workbook/form-workbook.ts';
import { readSent } from './workbook/read-workbook.ts';

/*
 * What takes long, beside the updates: in a thread of the program, or (`copy-database`, `scrub-database`,
 * `rehearse-study`) in a process of its own. It touches no network, and changes no row: an export reads the database by
 * a connection of its own.
 */

const tasks: {
  [Name in keyof BackgroundTasks]: (input: BackgroundTasks[Name]['input'], told: TellProgress) => unknown;
} = {
  'judge-panel': judgePanel,
  'read-workbook': ({ bytes, opening }) => readSent(bytes, opening),
  'write-form': formWorkbook,
  'export-study': ({ databaseFile, studyId, ...circumstances }, told) =>
    reading(databaseFile, (db) => exportStudy(db, studyId, { ...circumstances, told })),
  'write-invitations': ({ databaseFile, studyId, botNames }) =>
    reading(databaseFile, (db) => writeInvitations(db, studyId, botNames)),
  'draw-picture': drawPicture,
  'draw-svg': ({ svg, width }) => drawPng(svg, width),
  'draw-funnel': ({ databaseFile, studyId }) =>
    reading(databaseFile, (db) => funnelPng(loadToldFunnel(db, studyId))),
  'copy-database': copyDatabase,
  'scrub-database': scrubDatabase,
  'rehearse-study': (request) =>
    rehearseStudy(request, {
      // What one task leaves to another is here at hand.
      run: async (name, input) => tasks[name](input, () => {}) as never,
      tell: (progress: RehearsalProgress) => process.send?.({ progress }),
    }),
};

const run = ({ name, language, input }: Task, told: TellProgress) =>
  speaking(language, () => tasks[name](input, told));

async function reading<Result>(file: string, work: (db: Database) => Promise<Result>): Promise<Result> {
  const db = openForReading(file);
  try {
    return await work(db);
  } finally {
    db.$client.close();
  }
}

/** Of -20 to 19, the higher the later. */
const BEHIND = 10;

interface Task {
  readonly id: number;
  readonly name: keyof BackgroundTasks;
  readonly language: Language;
  readonly input: never;
}

if (parentPort) {
  const port = parentPort;
  stepBehind();
  port.on('message', async (task: Task) => {
    const { id } = task;
    try {
      const output = await run(task, (progress) => port.postMessage({ id, progress }));
      port.postMessage({ id, output }, ownBytes(output));
    } catch (error) {
      port.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
    }
  });
} else if (process.send) {
  workForProcess(process.send.bind(process));
}

/** The memory of a document, which is handed over rather than copied: it may be tens of megabytes. */
function ownBytes(output: unknown): ArrayBuffer[] {
  const { buffer, length = 0 } = (output as { bytes?: Uint8Array<ArrayBuffer> } | undefined)?.bytes ?? {};
  return buffer && buffer.byteLength === length ? [buffer] : [];
}

/**
 * Where cores are few, the thread that answers presses comes first. Elsewhere this would slow the whole program down.
 */
function stepBehind(): void {
  if (platform() === 'linux') setPriority(BEHIND);
}

/** Gone with the program, and mostly behind it. */
function workForProcess(send: (answer: unknown) => void): void {
  process.on('disconnect', () => process.exit());
  // A terminal gives its signals to the whole group: the program decides what becomes of this process.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
  process.once('message', async (task: Task) => {
    // Who writes waits for a scrubbing: it is to be over soon.
    if (task.name !== 'scrub-database') setPriority(BEHIND);
    try {
      send({ output: await run(task, () => {}) });
    } catch (error) {
      const { name: type, message, code } = error as Error & { code?: unknown };
      send({ error: { name: type, message, code } });
    }
  });
}
