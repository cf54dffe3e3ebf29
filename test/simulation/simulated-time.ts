import zlib from 'node:zlib';
import type { Clock } from '../../src/clock.ts';

/** Something that lives until it is killed: its timers end with it. */
export interface Life {
  alive: boolean;
}

/** Time that moves only when nothing is left to do. */
export interface SimulatedTime {
  /** A clock whose timers end with a life, and whose study's time may be set by the wall. */
  clockOf(life: Life): Clock;
  /** Milliseconds since the beginning, of the clock that only grows. */
  elapsed(): number;
  /** The wall's time, as it is set. */
  now(): Date;
  /** Sets the wall's clock forward, or back. */
  setWall(ms: number): void;
  /** Lets everything run that needs no time. @param turns of the event loop, at most */
  settle(turns?: number): Promise<void>;
  /** Lets so much time pass: timers run in their order, and what each sets off is let run. */
  pass(ms: number): Promise<void>;
  /** Something is under way that no timer ends: time waits for it. */
  await<Result>(work: Promise<Result>): Promise<Result>;
}

interface Timer {
  readonly at: number;
  readonly life: Life;
  readonly run: () => void;
}

/** What Node names of what is still to be done in this process, besides timers. */
const TO_BE_DONE = new Set(['Immediate', 'FSReqCallback', 'FSReqPromise']);
/** Turns without anything to do, after which nothing is left. */
const CALM_TURNS = 2;

/** Packing runs in threads of its own, which Node names nowhere: counted from each piece's beginning to its end. */
let packing = 0;
type Transform = (chunk: unknown, encoding: string, done: (...result: unknown[]) => void) => void;
const packer = Object.getPrototypeOf(zlib.DeflateRaw.prototype) as { _transform: Transform };
const packPiece = packer._transform;
packer._transform = function (this: unknown, chunk, encoding, done) {
  packing += 1;
  packPiece.call(this, chunk, encoding, (...result) => {
    packing -= 1;
    done(...result);
  });
};

export function simulatedTime(start: Date): SimulatedTime {
  let elapsed = 0;
  let wall = start.getTime();
  let timers: Timer[] = [];
  let underWay = 0;

  const isBusy = () =>
    underWay > 0 || packing > 0 || process.getActiveResourcesInfo().some((what) => TO_BE_DONE.has(what));
  const settle = async (turns = Number.POSITIVE_INFINITY) => {
    for (let turn = 0, calm = 0; turn < turns && calm < CALM_TURNS; turn += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      calm = isBusy() ? 0 : calm + 1;
    }
  };
  const takeNext = (until: number): Timer | null => {
    let next: Timer | null = null;
    for (const timer of timers) {
      if (timer.life.alive && timer.at <= until && (!next || timer.at < next.at)) next = timer;
    }
    if (next) timers = timers.filter((timer) => timer !== next && timer.life.alive);
    return next;
  };

  return {
    clockOf: (life) => ({
      now: () => new Date(wall + elapsed),
      elapsed: () => elapsed,
      after(ms, run) {
        const timer = { at: elapsed + Math.max(0, ms), life, run };
        timers.push(timer);
        return () => {
          timers = timers.filter((other) => other !== timer);
        };
      },
    }),
    elapsed: () => elapsed,
    now: () => new Date(wall + elapsed),
    setWall(ms) {
      wall += ms;
    },
    settle,
    async pass(ms) {
      const until = elapsed + ms;
      await settle();
      for (let timer = takeNext(until); timer; timer = takeNext(until)) {
        elapsed = Math.max(elapsed, timer.at);
        timer.run();
        await settle();
      }
      elapsed = until;
    },
    async await(work) {
      underWay += 1;
      try {
        return await work;
      } finally {
        underWay -= 1;
      }
    },
  };
}
