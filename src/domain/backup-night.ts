import { instantAt, wallTime } from './wall-clock.ts';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
/** 03:30: hardly anybody is answering, and a failure is known before the working day begins. */
const NIGHTLY_AT = 3.5 * HOUR;
/** How long after a failed copy the next attempt is made. */
const TRY_AGAIN_AFTER = HOUR;

/** The moment when last night's copy fell due: 03:30 today, or yesterday. */
export function lastBackupNight(now: Date, zone: string): Date {
  const wall = wallTime(now, zone);
  const today = Math.floor(wall / DAY) * DAY + NIGHTLY_AT;
  const moment = instantAt(today, zone);
  return moment <= now ? moment : instantAt(today - DAY, zone);
}

/** The moment of the nightly copy that many nights after a moment; 1 is the next one. */
export function backupNightAfter(at: Date, nights: number, zone: string): Date {
  return instantAt(wallTime(lastBackupNight(at, zone), zone) + nights * DAY, zone);
}

/**
 * Whether the nightly copy is to be made now. Only last night's is due, however many were missed while the program was
 * down. A noted moment that lies in the future came from a clock that has been corrected since, and is ignored.
 *
 * @param madeAt when the last nightly copy was made, or nights began to count
 * @param triedAt when one was last begun; null: never
 */
export function isBackupDue({
  now,
  zone,
  madeAt,
  triedAt,
}: {
  readonly now: Date;
  readonly zone: string;
  readonly madeAt: Date;
  readonly triedAt: Date | null;
}): boolean {
  const night = lastBackupNight(now, zone);
  if (madeAt >= night && madeAt <= now) return false;
  const tried = triedAt !== null && triedAt >= night && triedAt <= now;
  return !tried || now.getTime() - triedAt.getTime() >= TRY_AGAIN_AFTER;
}
