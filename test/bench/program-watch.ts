import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BuiltProgram, type ProgramRun, runProgram } from '../crash/built-program.ts';
import { type BenchMessenger, TOKEN } from './messenger.ts';

/** What was seen of the program during something. */
export interface Seen {
  readonly seconds: number;
  /** The longest stop of the event loop, in ms; 0: none above 5 ms. */
  readonly stopMs: number;
  /** The longest that the event loop's thread worked without a pause, in ms. */
  readonly workMs: number;
  /** Megabytes of memory (resident set) at the most. */
  readonly peakMb: number;
}

/** Watches a running program from outside, and its event loop by `loop-probe.mjs`. */
export interface ProgramWatch {
  /** Begins anew. */
  begin(): void;
  seen(): Seen;
  stop(): void;
}

/** Starts the program on a file of a folder, unpaced, so that it can be watched. */
export function runWatched(
  program: BuiltProgram,
  place: { folder: string; file: string; messenger: Pick<BenchMessenger, 'apiRoot'>; facilitator: number },
): { readonly run: ProgramRun; watch(): ProgramWatch } {
  const { folder, file, messenger, facilitator } = place;
  const probe = pathToFileURL(resolve(import.meta.dirname, 'loop-probe.mjs')).href;
  const stops = join(folder, 'stops');
  const run = runProgram(
    program,
    {
      ...{ BOT_TOKEN: TOKEN, BOT_API_ROOT: messenger.apiRoot, DATABASE_FILE: file },
      ...{ MESSAGES_PER_SECOND: '0', BACKUP_DIR: join(folder, 'backups') },
      ...{ FACILITATOR_IDS: String(facilitator), LOOP_PROBE: stops },
    },
    ['--import', probe],
  );
  return { run, watch: () => watchProgram(run.pid, stops) };
}

const SAMPLE_EVERY_MS = 10;

function watchProgram(pid: number, probeFile: string): ProgramWatch {
  let since = Date.now();
  let peak = 0;
  const sampling = setInterval(() => {
    peak = Math.max(peak, residentMb(pid));
  }, SAMPLE_EVERY_MS);
  return {
    begin() {
      since = Date.now();
      peak = residentMb(pid);
    },
    seen() {
      const stops = stopsIn(probeFile).filter(({ at, ms }) => at - ms >= since);
      return {
        seconds: (Date.now() - since) / 1000,
        stopMs: Math.max(0, ...stops.map(({ ms }) => ms)),
        workMs: Math.max(0, ...stops.map(({ worked }) => worked)),
        peakMb: peak,
      };
    },
    stop: () => clearInterval(sampling),
  };
}

function stopsIn(file: string): { at: number; ms: number; worked: number }[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
}

const PAGE_MB = 4096 / 1e6;

/** The main thread's and the worker's memory together; NaN where the system keeps no /proc (not Linux). */
export function residentMb(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE_MB;
  } catch {
    return Number.NaN;
  }
}
