import { schedule } from 'node-cron';
import type { Clock } from '../clock.ts';
import type { QuietHours } from '../domain/quiet-hours.ts';
import { type Database, transact } from '../store/file/database.ts';
import { pruneOnce } from '../store/prune.ts';
import { queueDueBackup } from './backups/nightly-backup.ts';
import { forgetDueStudies } from './forgetting/forget-names.ts';
import { sendDueReminders } from './reminding/send-reminders.ts';
import { closeOverdueRounds } from './rounds/close-round.ts';

/** What a tick decides with, and whom it tells. */
export interface TickParts {
  readonly db: Database;
  readonly now: () => Date;
  readonly zone: string;
  readonly quietHours: QuietHours;
  /** Whether the database is copied every night. */
  readonly backsUp: boolean;
  readonly wake: () => void;
  readonly wakeJobs: () => void;
}

/**
 * Does what is due at this moment, decided from the database alone: closes rounds whose deadline has come, queues
 * reminders whose slot has come, has names removed that are due to go, and the database copied at night. Whatever was
 * missed while the program was down is decided anew.
 *
 * @returns whether more is due at once, and waits for the next tick so that presses do not wait for it
 */
export function tick({ db, now, zone, quietHours, backsUp, wake, wakeJobs }: TickParts): boolean {
  const at = now();
  const done = transact(db, (tx) => ({
    closed: closeOverdueRounds(tx, at),
    reminded: sendDueReminders(tx, at, { quietHours, zone }),
    forgotten: forgetDueStudies(tx, at),
    copying: backsUp && queueDueBackup(tx, at, zone),
  }));
  if (done.closed > 0 || done.copying || done.forgotten.queued) wakeJobs();
  if (done.closed > 0 || done.reminded.queued > 0 || done.forgotten.told) wake();
  return done.reminded.more;
}

/** What is due happens within ten seconds of its moment. */
const TICK_EVERY_MS = 5000;
/** Between two parts of a pruning. */
const PRUNE_AGAIN_MS = 200;

/**
 * Ticks every five seconds, prunes hourly. The seconds are counted by the monotonic clock: by the wall's, as node-cron
 * has it, a clock that is set back an hour would stop the ticks for an hour, and one that is set forward would have
 * every tick in between looked for, one by one.
 */
export function startTicking(
  parts: TickParts,
  { after }: Pick<Clock, 'after'>,
  failed: (error: unknown) => void,
): { stop(): void } {
  const quietLogger = { info() {}, warn() {}, debug() {}, error: (error: unknown) => failed(error) };
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
  const pruning = schedule('17 * * * *', prune, {
    noOverlap: true,
    suppressMissedWarning: true,
    logger: quietLogger,
  });
  return {
    stop() {
      callOff();
      callOffPruning();
      void pruning.destroy();
    },
  };
}
