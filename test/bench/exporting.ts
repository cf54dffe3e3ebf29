import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openForReading } from '../../src/store/file/database.ts';
import { type BuiltProgram, buildProgram } from '../crash/built-program.ts';
import { createBenchStudy, type StudySize } from './bench-study.ts';
import type { Benchmark } from './benchmark.ts';
import { rounded, spreadOf, table } from './figures.ts';
import { startBenchMessenger } from './messenger.ts';
import { runWatched } from './program-watch.ts';
import { answered } from './settled.ts';

const SIZE: StudySize = { panels: 20, expertsPerPanel: 50, items: 978 };
/** Of another study, who go on tapping all the while. */
const TAPPERS = 20;
const PAUSE_MS = 200;
const FIRST_TAPPER = 5_000_000;
const IDLE_MS = 5000;
const DAY_MS = 86_400_000;
const EXPORTS = 2;

/** An archive of the largest study, while others tap. */
export const exporting: Benchmark = async ({ say }) => {
  const program = buildProgram();
  try {
    say(HOW);
    say(table([COLUMNS, ...(await measure(program))]));
  } finally {
    program.remove();
  }
};

const { panels, expertsPerPanel, items } = SIZE;
const HOW = `The program (built, in its own process, MESSAGES_PER_SECOND=0) holds a judged round of ${panels} panels × ${expertsPerPanel} experts × ${items} items,
${(panels * expertsPerPanel * items).toLocaleString('en')} answers, and is asked for its archive by /export, while ${TAPPERS} experts of another study tap every ${PAUSE_MS / 1000} s.
Stop: the longest that the event loop stood still, and of it what its thread worked; memory: the resident set of the process,
the worker thread included, at the most, above what it was while only the others tapped.`;
const COLUMNS = [
  ...['', 's', 'stop ms', 'worked ms', 'MB above idle', 'MB sent'],
  ...['taps', 'ms to acknowledgement 50 %, 99 %, longest'],
];

async function measure(program: BuiltProgram): Promise<string[][]> {
  const folder = mkdtempSync(join(tmpdir(), 'hamray-bench-'));
  const file = join(folder, 'study.sqlite');
  const facilitator = await prepare(file);
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
    const during = async (what: string, work: () => Promise<unknown>) => {
      await messenger.measured();
      watch.begin();
      await work();
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
    await during('nothing else', () => pause(IDLE_MS));
    for (let time = 1; time <= EXPORTS; time += 1)
      await during('/export', () => answered(db, () => messenger.say(facilitator, '/export')));
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

async function prepare(file: string): Promise<number> {
  const other = createBenchStudy(file, { panels: 1, expertsPerPanel: TAPPERS, items: 400 }, FIRST_TAPPER);
  other.open(DAY_MS);
  // The newest is the one that the facilitator's commands are about.
  const study = createBenchStudy(file, SIZE);
  const waiting = study.db.$client.prepare('SELECT max(id) FROM outbox').pluck().get() as number;
  const roundId = study.open(DAY_MS);
  study.answerAll(roundId);
  await study.closeAndJudge(roundId);
  study.db.$client.prepare("UPDATE outbox SET state = 'sent', sent_at = 0 WHERE id > ?").run(waiting);
  study.db.$client.pragma('wal_checkpoint(TRUNCATE)');
  other.close();
  study.close();
  return study.facilitator;
}
