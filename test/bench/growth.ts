import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DUE } from '../../src/features/all.ts';
import { tick } from '../../src/jobs/tick.ts';
import { type Database, openDatabase, openForReading } from '../../src/store/file/database.ts';
import { type BuiltProgram, buildProgram } from '../crash/built-program.ts';
import { createBenchStudy, type StudySize } from './bench-study.ts';
import type { Benchmark } from './benchmark.ts';
import { cpuMsOf } from './cpu-time.ts';
import { median, rounded, table } from './figures.ts';
import { startBenchMessenger } from './messenger.ts';
import { runWatched } from './program-watch.ts';

const EXPERTS_A_PANEL = 50;
const SIZES: readonly StudySize[] = [100, 1000, 10_000].map((experts) => sizeOf(experts, 100));
const LONG = sizeOf(100_000, 100);
/** Of the round itself: all others have handed in. */
const TAPPERS = 20;
const FIRST_EXPERT = 1_000_000;
/** Of ten experts so many enter W: the permutation test of more would take most of a closing. */
const COMPLETE = 2;
const WARM_UP_MS = 1500;
const TAPPED_MS = 5000;
const TICKS = 200;
/** A closing that takes longer is given up, and told as not measured. */
const CLOSING_LIMIT_MS = 6 * 60_000;
/** While a study is made; with the driver's 16 MB, pages of millions of answers are written over and over. */
const CACHE_KB = 1_000_000;

function sizeOf(experts: number, items: number): StudySize {
  return { panels: experts / EXPERTS_A_PANEL, expertsPerPanel: EXPERTS_A_PANEL, items };
}

/** What was measured at one size. */
interface Grown {
  readonly answers: number;
  readonly tapCpuMs: number;
  readonly tickMs: number;
  /** Null: not over within the limit. */
  readonly closing: { readonly seconds: number; readonly cpuMs: number } | null;
  readonly idleMb: number;
  /** In the closing, up to where it was given up. */
  readonly peakMb: number;
  readonly fileMb: number;
  readonly startSeconds: number;
}

/** How a study's size tells on a tap, a tick, a closing, the memory and the file. */
export const growth: Benchmark = async ({ say, long }) => {
  const program = buildProgram();
  try {
    say(HOW);
    const rows: string[][] = [];
    const grown: Grown[] = [];
    for (const size of long ? [...SIZES, LONG] : SIZES) {
      const one = await measure(program, size);
      grown.push(one);
      rows.push(told(size, one));
    }
    say(table([COLUMNS, ...rows]));
    for (const from of long ? [0, SIZES.length - 1] : [0]) {
      say(`from ${rows[from]![0]} experts to ${rows.at(-1)![0]}:`);
      say(table(ratios(grown[from]!, grown.at(-1)!)));
    }
  } finally {
    program.remove();
  }
};

const HOW = `A round of panels of ${EXPERTS_A_PANEL} experts that all but ${TAPPERS} have answered. Tap: the program's processor time (built, in its own
process, MESSAGES_PER_SECOND=0) while those ${TAPPERS} press as fast as their cards come, by taps. Tick: the median of ${TICKS} ticks with
nothing due, every hundredth expert having put reminders off, in this process. Closing: from the deadline to the last summary sent, ${COMPLETE} of ten
experts entering W, its processor time the worker's included; –: not over within ${CLOSING_LIMIT_MS / 60_000} minutes. Memory: the process at rest after the taps, and at the most while closing.`;
const COLUMNS = [
  ...['experts', 'answers', 'tap CPU ms', 'tick ms', 'closing s', 'closing CPU s'],
  ...['MB at rest', 'MB closing', 'file MB', 'start s'],
];

function told({ panels, expertsPerPanel }: StudySize, one: Grown): string[] {
  return [
    ...[panels * expertsPerPanel, one.answers].map((number) => number.toLocaleString('en')),
    ...[rounded(one.tapCpuMs, 2), rounded(one.tickMs, 3)],
    ...(one.closing
      ? [one.closing.seconds, one.closing.cpuMs / 1000].map((all) => rounded(all))
      : ['–', '–']),
    ...[one.idleMb, one.peakMb, one.fileMb].map((megabytes) => rounded(megabytes, 0)),
    rounded(one.startSeconds),
  ];
}

function ratios(first: Grown, last: Grown): string[][] {
  const more = last.answers / first.answers;
  const grows = (of: (one: Grown) => number) => rounded(of(last) / of(first), 2);
  return [
    ['answers', `× ${rounded(more, 0)}`],
    ['a tap', `× ${grows(({ tapCpuMs }) => tapCpuMs)}`],
    ['a tick', `× ${grows(({ tickMs }) => tickMs)}`],
    [
      'a closing, by answer',
      first.closing && last.closing
        ? `× ${rounded(last.closing.cpuMs / first.closing.cpuMs / more, 2)}`
        : '–',
    ],
    ['memory at rest', `× ${grows(({ idleMb }) => idleMb)}`],
    ['file, by answer', `× ${rounded(last.fileMb / first.fileMb / more, 2)}`],
  ];
}

async function measure(program: BuiltProgram, size: StudySize): Promise<Grown> {
  const folder = mkdtempSync(join(tmpdir(), 'hamray-bench-'));
  const file = join(folder, 'round.sqlite');
  const { roundId, facilitator } = prepare(file, size);
  const tickMs = ticked(file);
  const fileMb = statSync(file).size / 1e6;
  const messenger = await startBenchMessenger();
  const startedAt = Date.now();
  const { run, watch: startWatch } = runWatched(program, { folder, file, messenger, facilitator });
  try {
    const people = Array.from({ length: TAPPERS }, (_, place) => FIRST_EXPERT + place);
    await messenger.work({ people, pauseMs: 0 });
    await run.polling;
    const startSeconds = (Date.now() - startedAt) / 1000;
    await pause(WARM_UP_MS);
    await messenger.measured();
    const before = cpuMsOf(run.pid);
    await pause(TAPPED_MS);
    const tapCpuMs = (cpuMsOf(run.pid) - before) / (await messenger.measured()).taps;
    await messenger.work({ people: [], pauseMs: 0 });
    await pause(WARM_UP_MS);
    const watch = startWatch();
    watch.begin();
    const idleMb = watch.seen().peakMb;
    const closing = await closed(file, roundId, run.pid);
    const { peakMb } = watch.seen();
    watch.stop();
    const answers = size.panels * size.expertsPerPanel * size.items;
    return { answers, tapCpuMs, tickMs, closing, idleMb, peakMb, fileMb, startSeconds };
  } finally {
    run.kill();
    await run.ended;
    await messenger.stop();
    rmSync(folder, { recursive: true });
  }
}

function prepare(file: string, size: StudySize): { roundId: number; facilitator: number } {
  const study = createBenchStudy(file, size);
  study.db.$client.pragma(`cache_size = -${CACHE_KB}`);
  const roundId = study.open(7 * 86_400_000);
  study.answerAll(roundId, COMPLETE);
  const { $client: client } = study.db;
  const own = `questionnaire_id IN (SELECT q.id FROM questionnaires q JOIN experts e ON e.id = q.expert_id
    JOIN accounts a ON a.id = e.account_id WHERE a.user_id < ${FIRST_EXPERT + TAPPERS})`;
  client.exec(`DELETE FROM answers WHERE ${own};
    UPDATE questionnaires SET begun_at = NULL, last_answer_at = NULL, handed_in_at = NULL
      WHERE ${own.replace('questionnaire_id', 'id')};
    UPDATE questionnaires SET put_off_until = ${Date.now() + 86_400_000} WHERE id % 100 = 0;
    UPDATE outbox SET state = 'sent', sent_at = 0, message_id = id
      WHERE NOT ${own.replace('questionnaire_id', "args ->> 'questionnaireId'")};`);
  client.pragma('wal_checkpoint(TRUNCATE)');
  study.close();
  return { roundId, facilitator: study.facilitator };
}

/** Milliseconds that a tick takes. */
function ticked(file: string): number {
  const db = openDatabase(file);
  const nobody = () => {};
  const parts = {
    db,
    due: DUE,
    now: () => new Date(),
    zone: 'Asia/Tehran',
    quietHours: null,
    backsUp: false,
  };
  const times = Array.from({ length: TICKS }, () => {
    const before = performance.now();
    tick({ ...parts, wake: nobody, wakeJobs: nobody });
    return performance.now() - before;
  });
  db.$client.close();
  return median(times);
}

/** Moves a round's deadline to this moment, and waits for the last message of its summary. */
async function closed(file: string, roundId: number, pid: number): Promise<Grown['closing']> {
  const writing = openDatabase(file);
  const before = cpuMsOf(pid);
  const startedAt = Date.now();
  writing.$client.prepare('UPDATE rounds SET deadline = ? WHERE id = ?').run(startedAt, roundId);
  writing.$client.close();
  const db = openForReading(file);
  const passed = () => Date.now() - startedAt;
  let over = false;
  while (!over && passed() < CLOSING_LIMIT_MS) {
    await pause(50);
    over = isOver(db, roundId);
  }
  db.$client.close();
  return over ? { seconds: passed() / 1000, cpuMs: cpuMsOf(pid) - before } : null;
}

function isOver({ $client: client }: Database, roundId: number): boolean {
  const over = client.prepare(`SELECT state = 'judged'
    AND NOT EXISTS (SELECT 1 FROM jobs WHERE state = 'queued')
    AND NOT EXISTS (SELECT 1 FROM outbox WHERE state IN ('waiting', 'sending')) FROM rounds WHERE id = ?`);
  return over.pluck().get(roundId) === 1;
}
