import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

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

/** Options and environment that the program is to be started with. */
export function probed(file: string): { readonly options: string[]; readonly env: Record<string, string> } {
  const probe = pathToFileURL(resolve(import.meta.dirname, 'loop-probe.mjs')).href;
  return { options: ['--import', probe], env: { LOOP_PROBE: file } };
}

const SAMPLE_EVERY_MS = 10;

export function watchProgram(pid: number, probeFile: string): ProgramWatch {
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
function residentMb(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE_MB;
  } catch {
    return Number.NaN;
  }
}
