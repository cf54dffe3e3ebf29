import { instantAt, wallTime } from './wall-clock.ts';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
/** 03:30: hardly anybody answers, and what went wrong is known before the working day begins. */
const NIGHTLY_AT = 3.5 * HOUR;
/** A copy that failed is tried again so much later. */
const TRY_AGAIN_AFTER = HOUR;

/** The moment at which the last night's copy fell due: 03:30 of this day, or of the day before. */
export function lastBackupNight(now: Date, zone: string): Date {
  const wall = wallTime(now, zone);
  const today = Math.floor(wall / DAY) * DAY + NIGHTLY_AT;
  const moment = instantAt(today, zone);
  return moment <= now ? moment : instantAt(today - DAY, zone);
}

/** The moment of the nightly copy that comes so many nights after a moment: the first one is the next to come. */
export function backupNightAfter(at: Date, nights: number, zone: string): Date {
  return instantAt(wallTime(lastBackupNight(at, zone), zone) + nights * DAY, zone);
}

/**
 * Whether the nightly copy is to be made now. What is due is the last night's alone, however many were missed while
 * the program was down. A moment that lies ahead was noted by a clock that has been put right since, and counts for
 * nothing.
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
