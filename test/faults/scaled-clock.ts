import type { Clock } from '../../src/clock.ts';

export interface ScaledClock extends Clock {
  /** Moves the study's time alone, as a wall clock that is set does. */
  jump(ms: number): void;
  stop(): void;
}

/** Real time that passes between two beats counts at most so much. */
const LONGEST_BEAT_MS = 10;

const INSTANT_MS = 0.000_1;

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/**
 * A clock whose time passes so many times as fast: minutes of an outage take seconds of a test. It stands while this
 * process cannot run, so that a busy machine makes nobody late.
 */
export function scaledClock(times: number, start = new Date('2026-11-28T06:30:00Z')): ScaledClock {
  let elapsed = 0;
  /** Between two beats time hardly passes, but of two moments one is the later. */
  let between = 0;
  let jumped = 0;
  let last = performance.now();
  const timers = new Set<Timer>();

  const beat = () => {
    const real = performance.now();
    elapsed += between + Math.min(real - last, LONGEST_BEAT_MS) * times;
    between = 0;
    last = real;
    const due = [...timers].filter(({ at }) => at <= elapsed).sort((one, other) => one.at - other.at);
    for (const timer of due) if (timers.delete(timer)) timer.run();
  };
  const beating = setInterval(beat, 1);
  return {
    now: () => new Date(start.getTime() + elapsed + jumped),
    elapsed() {
      between += INSTANT_MS;
      return elapsed + between;
    },
    after(ms, run) {
      const timer = { at: elapsed + Math.max(0, ms), run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    jump(ms) {
      jumped += ms;
    },
    stop: () => clearInterval(beating),
  };
}
