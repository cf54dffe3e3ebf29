import type { Clock } from '../src/clock.ts';

export interface ManualClock extends Clock {
  /** Lets so much time pass: timers run in order, and what they set off is let run. */
  advance(ms: number): Promise<void>;
  /** Lets what is under way run, without time passing. */
  rest(): Promise<void>;
  /** Moves the study's time alone. */
  jump(ms: number): void;
  timers(): number;
}

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** A clock turned by hand; both its times run alike, from 0 and from a morning in Tehran. */
export function manualClock(start = new Date('2026-09-10T06:30:00Z')): ManualClock {
  let elapsed = 0;
  let jumped = 0;
  const timers = new Set<Timer>();

  const rest = async () => {
    for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  const nextTimer = (until: number): Timer | null => {
    let next: Timer | null = null;
    for (const timer of timers) if (timer.at <= until && (!next || timer.at < next.at)) next = timer;
    return next;
  };

  return {
    now: () => new Date(start.getTime() + elapsed + jumped),
    elapsed: () => elapsed,
    after(ms, run) {
      const timer = { at: elapsed + Math.max(0, ms), run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    async advance(ms) {
      const until = elapsed + ms;
      await rest();
      for (let timer = nextTimer(until); timer; timer = nextTimer(until)) {
        elapsed = Math.max(elapsed, timer.at);
        timers.delete(timer);
        timer.run();
        await rest();
      }
      elapsed = until;
    },
    rest,
    jump(ms) {
      jumped += ms;
    },
    timers: () => timers.size,
  };
}
