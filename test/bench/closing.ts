import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Database, openForReading } from '../../src/store/file/database.ts';
import { Sqlite } from '../../src/store/file/sqlite.ts';
import { type BuiltProgram, buildProgram } from '../crash/built-program.ts';
import { createBenchStudy, type StudySize } from './bench-study.ts';
import type { Benchmark } from './benchmark.ts';
import { rounded, spreadOf, table } from './figures.ts';
import { type BenchMessenger, startBenchMessenger } from './messenger.ts';
import { type ProgramWatch, runWatched } from './program-watch.ts';
import { answered, isSettled, until } from './settled.ts';

const SIZES: readonly StudySize[] = [
  { panels: 7, expertsPerPanel: 12, items: 168 },
  { panels: 20, expertsPerPanel: 50, items: 978 },
];
/** Of another study, who go on tapping all the while. */
const TAPPERS = 20;
const PAUSE_MS = 200;
const FIRST_TAPPER = 5_000_000;
const IDLE_MS = 3000;

/** What large rounds do to those who tap: opening, reminding, closing, summary, status, export. */
export const closing: Benchmark = async ({ say }) => {
  const program = buildProgram();
  try {
    say(HOW);
    for (const size of SIZES) {
      const { panels, expertsPerPanel, items } = size;
      const answers = (panels * expertsPerPanel * items).toLocaleString('en');
      say(`\n${panels} panels × ${expertsPerPanel} experts × ${items} items: ${answers} answers`);
      say(table([COLUMNS, ...(await measure(program, size))]));
    }
  } finally {
    program.remove();
  }
};

const HOW = `The program (built, in its own process, MESSAGES_PER_SECOND=0) holds a round that everybody has answered, whose deadline
comes while ${TAPPERS} experts of another study tap every ${PAUSE_MS / 1000} s. Then its facilitator sends commands one after the other.
The stop is the longest that the program's event loop stood still, and of it what its thread worked (the rest it waited
for the processor); memory is the resident set of the process, the worker thread included, at the most, above what it was before.`;
const COLUMNS = [
  '',
  's',
  'stop ms',
  'worked ms',
  'MB above idle',
  'taps',
  'ms to acknowledgement 50 %, 99 %, longest',
];

async function measure(program: BuiltProgram, size: StudySize): Promise<string[][]> {
  const folder = mkdtempSync(join(tmpdir(), 'hamray-bench-'));
  const file = join(folder, 'rounds.sqlite');
  const { facilitator, roundId } = prepare(file, size);
  const messenger = await startBenchMessenger();
  const { run, watch: startWatch } = runWatched(program, { folder, file, messenger, facilitator });
  const db = openForReading(file);
  try {
    const people = Array.from({ length: TAPPERS }, (_, place) => FIRST_TAPPER + place);
    await messenger.work({ people, pauseMs: PAUSE_MS });
    await run.polling;
    await pause(IDLE_MS);
    const watch = startWatch();
    return await playRound({ db, messenger, watch, facilitator, roundId });
  } finally {
    run.kill();
    await run.ended;
    await messenger.stop();
    db.$client.close();
    rmSync(folder, { recursive: true });
  }
}

function prepare(file: string, size: StudySize): { facilitator: number; roundId: number } {
  const tapping = { panels: 1, expertsPerPanel: TAPPERS, items: 400 };
  const other = createBenchStudy(file, tapping, FIRST_TAPPER);
  other.open(86_400_000);
  // The newest is the one that the facilitator's commands are about.
  const study = createBenchStudy(file, size);
  const waiting = study.db.$client.prepare('SELECT max(id) FROM outbox').pluck().get() as number;
  const roundId = study.open(100 * HOUR);
  study.answerAll(roundId);
  study.db.$client.prepare("UPDATE outbox SET state = 'sent', sent_at = 0 WHERE id > ?").run(waiting);
  study.db.$client.pragma('wal_checkpoint(TRUNCATE)');
  other.close();
  study.close();
  return { facilitator: study.facilitator, roundId };
}

const HOUR = 3_600_000;

async function playRound(parts: {
  db: Database;
  messenger: BenchMessenger;
  watch: ProgramWatch;
  facilitator: number;
  roundId: number;
}): Promise<string[][]> {
  const { db, messenger, watch, facilitator, roundId } = parts;
  let idleMb = 0;
  const rows: string[][] = [];
  const during = async (what: string, work: () => Promise<unknown>) => {
    await messenger.measured();
    watch.begin();
    await work();
    const { seconds, stopMs, workMs, peakMb } = watch.seen();
    const { acknowledged, taps } = await messenger.measured();
    if (rows.length === 0) idleMb = peakMb;
    const { p50, p99, longest } = spreadOf(acknowledged);
    const waits = [p50, p99, longest].map((ms) => rounded(ms)).join(', ');
    const figures = [rounded(seconds), rounded(stopMs, 0), rounded(workMs, 0), rounded(peakMb - idleMb, 0)];
    rows.push([what, ...figures, String(taps), waits]);
  };
  const command = (text: string) => during(text, () => answered(db, () => messenger.say(facilitator, text)));

  await during('nothing else', () => pause(2 * IDLE_MS));
  await during('deadline, verdicts, summary sent', async () => {
    write(db, `UPDATE rounds SET deadline = ${Date.now()} WHERE id = ${roundId}`);
    await until(() => stateOf(db, roundId) === 'judged' && isSettled(db));
  });
  await command('/summary');
  await command('/status');
  await command('/export');
  await command('/open');
  await during('«شروع دور», openings sent', () =>
    answered(db, () => messenger.press(facilitator, 'شروع دور')),
  );
  await during('reminder slot, all reminded', async () => {
    const before = countReminders(db);
    write(db, slotCome());
    await until(() => countReminders(db) > before && isSettled(db));
  });
  await command('/status');
  watch.stop();
  return rows;
}

/** The first slot of the open round with experts to remind has just come. */
function slotCome(): string {
  const [now, opened] = [Date.now(), Date.now() - 100 * HOUR];
  return `UPDATE rounds SET opened_at = ${opened}, reminders_from = ${opened}, deadline = ${now + 72 * HOUR - 1000}
    WHERE id = (SELECT max(id) FROM rounds)`;
}

/** What no person can do: time is moved in the file of the running program. */
function write({ $client: { name } }: Database, statement: string): void {
  const client = new Sqlite(name);
  client.exec(statement);
  client.close();
}

function stateOf(db: Database, roundId: number): string {
  return db.$client.prepare<[number], string>('SELECT state FROM rounds WHERE id = ?').pluck().get(roundId)!;
}

function countReminders(db: Database): number {
  return db.$client.prepare<[], number>("SELECT count(*) FROM outbox WHERE kind = 'reminder'").pluck().get()!;
}
