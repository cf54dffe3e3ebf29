import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Database, openForReading } from '../../src/store/file/database.ts';
import { Sqlite } from '../../src/store/file/sqlite.ts';
import type { BuiltProgram } from '../crash/built-program.ts';
import { type BenchStudy, createBenchStudy, type StudySize } from './bench-study.ts';
import { rounded, spreadOf } from './figures.ts';
import { type BenchMessenger, startBenchMessenger } from './messenger.ts';
import { runWatched } from './program-watch.ts';

/** Of another study, who go on tapping all the while. */
export const TAPPERS = 20;
export const PAUSE_MS = 200;
const FIRST_TAPPER = 5_000_000;
const IDLE_MS = 3000;
const DAY_MS = 86_400_000;

/** Of each row that `during` gives. */
export const COLUMNS = [
  ...['', 's', 'stop ms', 'worked ms', 'MB above idle', 'MB sent', 'taps'],
  'ms to acknowledgement 50 %, 99 %, longest',
];

export interface OnTheSide {
  readonly db: Database;
  readonly messenger: BenchMessenger;
  /** Of the large study. */
  readonly facilitator: number;
  /** Does something, and notes what it cost those who tap. */
  during(what: string, work: () => Promise<unknown>): Promise<void>;
}

/**
 * Does things with a large study while experts of another one tap.
 *
 * @param answered opens the study's round and has it answered. @returns what the work needs to know
 * @returns a row of figures for each thing done
 */
export async function whileOthersTap<Known>(
  program: BuiltProgram,
  { size, answered }: { size: StudySize; answered: (study: BenchStudy) => Known | Promise<Known> },
  work: (side: OnTheSide, known: Known) => Promise<void>,
): Promise<string[][]> {
  const folder = mkdtempSync(join(tmpdir(), 'hamray-bench-'));
  const file = join(folder, 'study.sqlite');
  const { facilitator, known } = await prepare(file, size, answered);
  const messenger = await startBenchMessenger();
  const { run, watch: startWatch } = runWatched(program, { folder, file, messenger, facilitator });
  const db = openForReading(file);
  const rows: string[][] = [];
  let idleMb = 0;
  try {
    const people = Array.from({ length: TAPPERS }, (_, place) => FIRST_TAPPER + place);
    await messenger.work({ people, pauseMs: PAUSE_MS });
    await run.polling;
    await pause(IDLE_MS);
    const watch = startWatch();
    const during: OnTheSide['during'] = async (what, doIt) => {
      await messenger.measured();
      watch.begin();
      await doIt();
      const { seconds, stopMs, workMs, peakMb } = watch.seen();
      const { acknowledged, taps, bytesOfDocuments } = await messenger.measured();
      if (rows.length === 0) idleMb = peakMb;
      const { p50, p99, longest } = spreadOf(acknowledged);
      rows.push([
        ...[what, rounded(seconds), rounded(stopMs, 0), rounded(workMs, 0), rounded(peakMb - idleMb, 0)],
        ...[rounded(bytesOfDocuments / 1e6), String(taps)],
        [p50, p99, longest].map((ms) => rounded(ms)).join(', '),
      ]);
    };
    await during('nothing else', () => pause(2 * IDLE_MS));
    await work({ db, messenger, facilitator, during }, known);
    watch.stop();
    return rows;
  } finally {
    run.kill();
    await run.ended;
    await messenger.stop();
    db.$client.close();
    rmSync(folder, { recursive: true });
  }
}

async function prepare<Known>(
  file: string,
  size: StudySize,
  answered: (study: BenchStudy) => Known | Promise<Known>,
): Promise<{ facilitator: number; known: Known }> {
  const other = createBenchStudy(file, { panels: 1, expertsPerPanel: TAPPERS, items: 400 }, FIRST_TAPPER);
  other.open(DAY_MS);
  // The newest is the one that the facilitator's commands are about.
  const study = createBenchStudy(file, size);
  const waiting = study.db.$client.prepare('SELECT max(id) FROM outbox').pluck().get() as number;
  const known = await answered(study);
  study.db.$client.prepare("UPDATE outbox SET state = 'sent', sent_at = 0 WHERE id > ?").run(waiting);
  study.db.$client.pragma('wal_checkpoint(TRUNCATE)');
  other.close();
  study.close();
  return { facilitator: study.facilitator, known };
}

/** What no person can do: time is moved in the file of the running program. */
export function write({ $client: { name } }: Database, statement: string): void {
  const client = new Sqlite(name);
  client.exec(statement);
  client.close();
}
