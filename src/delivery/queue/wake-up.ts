import type { Clock } from '../../clock.ts';

/** Calls once the study's clock has reached a moment. */
export interface WakeUp {
  /** The earliest of the moments named counts. */
  at(moment: Date | null): void;
  stop(): void;
}

/** The study's clock may jump, and a timer would not hear of it. */
const LOOK_EVERY_MS = 5000;

export function createWakeUp(clock: Clock, call: () => void): WakeUp {
  let earliest: number | null = null;
  let callOff = () => {};

  const set = () => {
    callOff();
    if (earliest === null) return;
    const ms = Math.min(LOOK_EVERY_MS, Math.max(0, earliest - clock.now().getTime()));
    callOff = clock.after(ms, () => {
      if (earliest === null || clock.now().getTime() < earliest) return set();
      earliest = null;
      call();
    });
  };

  return {
    at(moment) {
      if (!moment || (earliest !== null && earliest <= moment.getTime())) return;
      earliest = moment.getTime();
      set();
    },
    stop() {
      earliest = null;
      callOff();
    },
  };
}
