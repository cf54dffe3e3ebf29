/** Time as the program reads it. Handed in, so that a rehearsal may move it and a test need not wait. */
export interface Clock {
  /** The study's time: deadlines, and the dates on rows. May jump. */
  now(): Date;
  /** Milliseconds that only ever grow, from any beginning: pacing, waits and timeouts. */
  elapsed(): number;
  /** Runs something once, so many milliseconds later. @returns what calls it off */
  after(ms: number, run: () => void): () => void;
}

/** Longer timers than this overflow in Node and would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export function systemClock(now: () => Date = () => new Date()): Clock {
  return {
    now,
    elapsed: () => performance.now(),
    after(ms, run) {
      const timer = setTimeout(run, Math.min(Math.max(0, ms), LONGEST_TIMER_MS));
      return () => clearTimeout(timer);
    },
  };
}

/** Resolves so many milliseconds later, or at once where the signal is aborted. */
export function wait(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = () => {
      callOff();
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const callOff = clock.after(ms, done);
    signal?.addEventListener('abort', done);
  });
}

/** Does work that is broken off after so many milliseconds, or with what is around it. */
export async function within<Result>(
  clock: Clock,
  ms: number,
  work: (signal: AbortSignal) => Promise<Result>,
  around?: AbortSignal,
): Promise<Result> {
  const late = new AbortController();
  const callOff = clock.after(ms, () => late.abort());
  try {
    return await work(around ? AbortSignal.any([around, late.signal]) : late.signal);
  } finally {
    callOff();
  }
}
