import { fork } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { openDatabase, transact } from '../../src/store/file/database.ts';
import { Sqlite } from '../../src/store/file/sqlite.ts';
import { saveState } from '../../src/store/program-state.ts';
import { type BuiltProgram, buildProgram, PROJECT, runProgram } from '../crash/built-program.ts';
import { FIRST_EXPERT } from './bench-study.ts';
import type { Benchmark } from './benchmark.ts';
import { cpuMsOf } from './cpu-time.ts';
import type { Measured, Work } from './experts-at-cards.ts';
import { median, rounded, spreadOf, table } from './figures.ts';
import { type BenchMessenger, startBenchMessenger, TOKEN } from './messenger.ts';

const EXPERTS = 100;
export const ITEMS = 400;
/** Of the expert who taps alone: what is asked is how long a tap takes, and the items must last. */
const ALONE_PAUSE_MS = 25;
/** The first cards are out, and V8 has compiled what a tap runs: not before some 4,000 taps. */
const WARM_UP_MS = 5000;
const MEASURED_MS = 6000;

/** Between a card and the next press, that so many items last for a run; 0: as fast as it comes. */
export function pauseFor(items: number): number {
  return items < ITEMS ? Math.ceil((1.25 * (WARM_UP_MS + MEASURED_MS)) / items) : 0;
}

export const EVERYBODY = Array.from({ length: EXPERTS }, (_, place) => FIRST_EXPERT + place);

/** One bot's taps in one run. */
export interface Tapping extends Measured {
  readonly cpuMs: number;
}

/** Taps a second, what one costs, and how long one waits: the program against bots that store nothing. */
export const taps: Benchmark = async ({ say, long }) => {
  const program = buildProgram();
  const folder = mkdtempSync(join(tmpdir(), 'hamray-bench-'));
  try {
    const prepared = join(folder, 'prepared.sqlite');
    await prepareRound(prepared);
    say(HOW);
    const runs = long ? 15 : 5;
    const many = await takeTurns({ program, prepared, tapping: { people: EVERYBODY, pauseMs: 0 }, runs });
    say(`\n${EXPERTS} experts`);
    for (const [name, of] of Object.entries(BARE)) {
      const taps = many.map((turn) => perSecond(turn.program) / perSecond(turn[of]));
      const costs = many.map((turn) => cpuOfTap(turn.program) / cpuOfTap(turn[of]));
      say(`${rounded(median(taps), 2)} of the taps a second of the ${name}: ${byRun(taps)}`);
      say(`${rounded(median(costs), 2)} of its processor time a tap: ${byRun(costs)}`);
    }
    say(toldTurns(many));
    const alone = { people: EVERYBODY.slice(0, 1), pauseMs: ALONE_PAUSE_MS };
    const few = await takeTurns({ program, prepared, tapping: alone, runs: long ? 5 : 2 });
    say(`\n1 expert alone, ${ALONE_PAUSE_MS} ms between the card and the next press`);
    say(`a commit of one row, which waits for the disk, takes ${commitMs(prepared)} ms here`);
    say(toldTurns(few));
  } finally {
    program.remove();
    rmSync(folder, { recursive: true });
  }
};

const HOW = `Each expert presses a rating as soon as the card is back and the last press acknowledged. The program (built, in
its own process, MESSAGES_PER_SECOND=0, synchronous=FULL) and a bare grammY bot (awaits its acknowledgement and its edit,
stores nothing), once under bot.start and once under @grammyjs/runner, take turns at the same local Bot API server. Of the program every acknowledged rating must
be in the file afterwards. Each run is measured for ${MEASURED_MS / 1000} s after ${WARM_UP_MS / 1000} s; the ratio is the median over the runs.`;
const COLUMNS = ['', '', 'taps/s', 'CPU ms/tap', 'ms to acknowledgement 50 %, 99 %', 'ms to card 50 %, 99 %'];

/** By the name of each, how the bare bot runs. */
const BARE = { 'bare bot': 'start', 'runner bot': 'runner' } as const;

/** One run of each. */
type Turns = Readonly<Record<'program' | (typeof BARE)[keyof typeof BARE], Tapping>>;

async function takeTurns(parts: {
  program: BuiltProgram;
  prepared: string;
  tapping: Work;
  runs: number;
}): Promise<Turns[]> {
  const { program, prepared, tapping, runs } = parts;
  const turns: Turns[] = [];
  for (let run = 1; run <= runs; run += 1) {
    const start = await tapAtBareBot('start', tapping);
    const runner = await tapAtBareBot('runner', tapping);
    const file = `${prepared}-${tapping.people.length}-${run}`;
    copyFileSync(prepared, file);
    turns.push({ start, runner, program: await tapAtProgram(program, file, tapping) });
  }
  return turns;
}

function toldTurns(turns: readonly Turns[]): string {
  const rows = turns.flatMap((turn, place) => [
    ...Object.entries(BARE).map(([name, of], at) => [
      at === 0 ? `run ${place + 1}` : '',
      name,
      ...told(turn[of]),
    ]),
    ['', 'program', ...told(turn.program)],
  ]);
  return table([COLUMNS, ...rows]);
}

/** What the least commit takes: the disk's share of a tap, median. */
function commitMs(file: string): string {
  const db = openDatabase(file);
  const times = Array.from({ length: 200 }, () => {
    const from = performance.now();
    transact(db, (tx) => saveState(tx, 'bench', String(Math.random())));
    return performance.now() - from;
  });
  db.$client.close();
  return rounded(median(times));
}

function perSecond({ taps, seconds }: Tapping): number {
  return taps / seconds;
}

export function cpuOfTap({ cpuMs, taps }: Tapping): number {
  return cpuMs / taps;
}

function byRun(ratios: readonly number[]): string {
  return ratios.map((ratio) => rounded(ratio, 2)).join('  ');
}

function told(tapping: Tapping): string[] {
  const spread = (times: readonly number[]) => {
    const { p50, p99 } = spreadOf(times);
    return `${rounded(p50)}, ${rounded(p99)}`;
  };
  return [
    rounded(perSecond(tapping), 0),
    rounded(cpuOfTap(tapping), 2),
    spread(tapping.acknowledged),
    spread(tapping.shown),
  ];
}

/**
 * A round of one panel, opened; its openings wait to be sent.
 *
 * @param project whose program is to open it
 */
export async function prepareRound(file: string, project = PROJECT, items = ITEMS): Promise<void> {
  const bench = pathToFileURL(join(project, 'test', 'bench', 'bench-study.ts')).href;
  const { createBenchStudy } = (await import(bench)) as typeof import('./bench-study.ts');
  const study = createBenchStudy(file, { panels: 1, expertsPerPanel: EXPERTS, items });
  study.open(86_400_000);
  study.db.$client.pragma('wal_checkpoint(TRUNCATE)');
  study.close();
}

async function tapAtBareBot(under: (typeof BARE)[keyof typeof BARE], tapping: Work): Promise<Tapping> {
  const messenger = await startBenchMessenger();
  const bot = fork(resolve(import.meta.dirname, 'bare-bot.ts'), [messenger.apiRoot, TOKEN, under], {
    execArgv: ['--import', 'tsx'],
  });
  try {
    await once(bot, 'message');
    await messenger.work(tapping);
    for (const person of tapping.people) await messenger.say(person, '/start');
    return await measure(messenger, bot.pid!);
  } finally {
    bot.kill('SIGKILL');
    await messenger.stop();
  }
}

export async function tapAtProgram(program: BuiltProgram, file: string, tapping: Work): Promise<Tapping> {
  const messenger = await startBenchMessenger();
  const run = runProgram(program, {
    BOT_TOKEN: TOKEN,
    BOT_API_ROOT: messenger.apiRoot,
    DATABASE_FILE: file,
    MESSAGES_PER_SECOND: '0',
  });
  try {
    await messenger.work(tapping);
    await run.polling;
    const tapped = await measure(messenger, run.pid);
    await messenger.work({ people: [], pauseMs: 0 });
    await run.stop();
    checkStored(file, await messenger.measured());
    return tapped;
  } finally {
    run.kill();
    await messenger.stop();
  }
}

async function measure(messenger: BenchMessenger, pid: number): Promise<Tapping> {
  await pause(WARM_UP_MS);
  await messenger.measured();
  const before = cpuMsOf(pid);
  await pause(MEASURED_MS);
  const cpuMs = cpuMsOf(pid) - before;
  const measured = await messenger.measured();
  if (measured.taps === 0) throw new Error('nobody could tap');
  return { ...measured, cpuMs };
}

/** A tap counts for what it is only where its answer is on disk. */
function checkStored(file: string, { ratingsAccepted }: Measured): void {
  // Another build's, whose schema may be another.
  const client = new Sqlite(file, { readonly: true });
  const stored = client.prepare("SELECT count(*) FROM answers WHERE state = 'rated'").pluck().get();
  client.close();
  if (stored !== ratingsAccepted)
    throw new Error(`${ratingsAccepted} ratings acknowledged, ${stored} stored`);
}
