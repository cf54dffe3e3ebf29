import { type ScheduledTask, schedule } from 'node-cron';
import { closeOverdueRounds } from '../actions/close-round.ts';
import { queueDueBackup } from '../actions/nightly-backup.ts';
import { sendDueReminders } from '../actions/send-reminders.ts';
import type { QuietHours } from '../domain/quiet-hours.ts';
import { type Database, transact } from '../store/database.ts';
import { pruneHandledUpdates } from '../store/handled-updates.ts';
import { pruneOutbox } from '../store/outbox.ts';

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

const DAY = 24 * 60 * 60 * 1000;
/** A messenger hands no update out again after a day. */
const UPDATES_KEPT_MS = 2 * DAY;
const REPLIES_KEPT_MS = 7 * DAY;

/**
 * Does what is due at this moment, decided from the database alone: closes rounds whose deadline has come, queues
 * reminders whose slot has come, has the database copied at night. Whatever was missed while the program was down is decided anew.
 */
export function tick({ db, now, zone, quietHours, backsUp, wake, wakeJobs }: TickParts): void {
  const at = now();
  const done = transact(db, (tx) => ({
    closed: closeOverdueRounds(tx, at),
    reminded: sendDueReminders(tx, at, { quietHours, zone }),
    copying: backsUp && queueDueBackup(tx, at, zone),
  }));
  if (done.closed > 0 || done.copying) wakeJobs();
  if (done.closed > 0 || done.reminded > 0) wake();
}

/** Forgets what nothing asks for any more. */
function prune({ db, now }: Pick<TickParts, 'db' | 'now'>): void {
  const at = now().getTime();
  transact(db, (tx) => {
    pruneHandledUpdates(tx, new Date(at - UPDATES_KEPT_MS));
    pruneOutbox(tx, new Date(at - REPLIES_KEPT_MS));
  });
}

/** Ticks every five seconds, so that what is due happens within ten; prunes hourly. */
export function startTicking(parts: TickParts, failed: (error: unknown) => void): { stop(): void } {
  const quietLogger = { info() {}, warn() {}, debug() {}, error: (error: unknown) => failed(error) };
  const guarded = (work: () => void) => () => {
    try {
      work();
    } catch (error) {
      failed(error);
    }
  };
  const options = { noOverlap: true, suppressMissedWarning: true, logger: quietLogger };
  const tasks: ScheduledTask[] = [
    schedule(
      '*/5 * * * * *',
      guarded(() => tick(parts)),
      options,
    ),
    schedule(
      '17 * * * *',
      guarded(() => prune(parts)),
      options,
    ),
  ];
  return {
    stop() {
      for (const task of tasks) void task.destroy();
    },
  };
}
