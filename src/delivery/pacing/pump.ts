import type { Clock } from '../../clock.ts';

/** Gives turns for as long as there is room for calls. */
export interface Pump {
  start(): void;
  /** Something may have room or work now. */
  soon(): void;
  /** Whether turns are about to be given. */
  isAboutTo(): boolean;
  stop(): void;
}

/** Turns taken without letting the event loop do anything else, and for how long: presses wait meanwhile. */
const TURNS_AT_ONCE = 25;
const TURNS_FOR_MS = 5;

/**
 * @param parts.nextSlot when the next call may leave; null: whatever is awaited ends in `soon`
 * @param parts.turn @returns whether somebody stood in line
 */
export function createPump(parts: {
  clock: Clock;
  nextSlot: (now: number) => number | null;
  turn: (now: number) => boolean;
}): Pump {
  const { clock, nextSlot, turn } = parts;
  let running = false;
  let aboutTo = false;
  let callOffSlot = () => {};

  const soon = () => {
    if (aboutTo || !running) return;
    aboutTo = true;
    setImmediate(() => {
      aboutTo = false;
      pump();
    });
  };
  const pump = () => {
    callOffSlot();
    const begunAt = clock.elapsed();
    for (let turns = 0; running; turns += 1) {
      const now = clock.elapsed();
      if (turns === TURNS_AT_ONCE || now - begunAt > TURNS_FOR_MS) return soon();
      const slotAt = nextSlot(now);
      if (slotAt === null) return;
      if (slotAt > now) {
        callOffSlot = clock.after(slotAt - now, pump);
        return;
      }
      if (!turn(now)) return;
    }
  };

  return {
    start() {
      running = true;
    },
    soon,
    isAboutTo: () => aboutTo,
    stop() {
      running = false;
      callOffSlot();
    },
  };
}
