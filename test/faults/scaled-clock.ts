import type { Clock } from '../../src/clock.ts';

export interface ScaledClock extends Clock {
  /** Moves the study's time alone, as a wall clock that is set does. */
  jump(ms: number): void;
}

/** A clock whose time passes so many times as fast: minutes of an outage take seconds of a test. */
export function scaledClock(times: number, start = new Date('2026-11-28T06:30:00Z')): ScaledClock {
  const elapsed = () => performance.now() * times;
  const began = elapsed();
  let jumped = 0;
  return {
    now: () => new Date(start.getTime() + elapsed() - began + jumped),
    elapsed,
    after(ms, run) {
      const timer = setTimeout(run, Math.max(0, ms) / times);
      return () => clearTimeout(timer);
    },
    jump(ms) {
      jumped += ms;
    },
  };
}
