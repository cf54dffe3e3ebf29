import { schedule } from 'node-cron';
import type { Clock } from '../clock.ts';
import type { QuietHours } from '../domain/quiet-hours.ts';
import { type Database, type Transaction, transact } from '../store/file/database.ts';
import { sweepFiles } from '../store/files.ts';
import { pruneOnce } from '../store/prune.ts';

/** What came of looking for what is due. */
export interface Due {
  /** Jobs were queued. */
  readonly jobs?: boolean;
  /** Somebody is to be told. */
  readonly told?: boolean;
  /** More is due at once, and waits for the next tick so that presses do not wait for it. */
  readonly more?: boolean;
}

/** Does what is due at a moment, decided from the database alone. */
export type DoDue = (
  tx: Transaction,
  at: Date,
  surroundings: Pick<TickParts, 'zone' | 'quietHours' | 'backsUp'>,
) => Due;

/** What a tick decides with, and whom it tells. */
export interface TickParts {
  readonly db: Database;
  readonly due: readonly DoDue[];
  readonly now: () => Date;
  readonly zone: string;
  readonly quietHours: QuietHours;
  /** Whether the database is copied every night. */
  readonly backsUp: boolean;
  readonly wake: () => void;
  readonly wakeJobs: () => void;
}

/**
 * Does whatever is due at this moment, in one transaction. What was missed while the program was down is decided anew.
 *
 * @returns whether more is due at once
 */
export function tick({ db, due, now, wake, wakeJobs, ...surroundings }: TickParts): boolean {
  const at = now();
  const done = transact(db, (tx): Due[] => [
    ...due.map((doDue) => doDue(tx, at, surroundings)),
    { more: sweepFiles(tx) },
  ]);
  if (done.some(({ jobs }) => jobs)) wakeJobs();
  if (done.some(({ told }) => told)) wake();
  return done.some(({ more }) => more);
}

/** What is due happens within ten seconds of its moment. */
const TICK_EVERY_MS = 5000;
/** Between two parts of a pruning. */
const PRUNE_AGAIN_MS = 200;

/** Does something once an hour; what fails at that is told. @returns what ends it */
export type EveryHour = (run: () => void, failed: (error: unknown) => void) => () => void;

export const everyHourByCron: EveryHour = (run, failed) => {
  const logger = { info() {}, warn() {}, debug() {}, error: (error: unknown) => failed(error) };
  const task = schedule('17 * * * *', run, { noOverlap: true, suppressMissedWarning: true, logger });
  return () => void task.destroy();
};

/**
 * Ticks every five seconds, prunes hourly. The seconds are counted by the monotonic clock: by the wall's, as node-cron
 * has it, a clock that is set back an hour would stop the ticks for an hour, and one that is set forward would have
 * every tick in between looked for, one by one.
 */
export function startTicking(
  parts: TickParts,
  { after }: Pick<Clock, 'after'>,
  failed: (error: unknown) => void,
  everyHour: EveryHour = everyHourByCron,
): { stop(): void } {
  const guarded = <Result>(work: () => Result) => {
    try {
      return work();
    } catch (error) {
      failed(error);
      return undefined;
    }
  };
  let callOff = () => {};
  const tickAndGoOn = () => {
    const more = guarded(() => tick(parts));
    callOff = after(more ? 0 : TICK_EVERY_MS, tickAndGoOn);
  };
  callOff = after(TICK_EVERY_MS, tickAndGoOn);
  let callOffPruning = () => {};
  const prune = () => {
    callOffPruning();
    const more = guarded(() => transact(parts.db, (tx) => pruneOnce(tx, parts.now())));
    if (more) callOffPruning = after(PRUNE_AGAIN_MS, prune);
  };
  const endPruning = everyHour(prune, failed);
  return {
    stop() {
      callOff();
      callOffPruning();
      endPruning();
    },
  };
}
