import { wallTime } from './wall-clock.ts';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
/** Rewriting a file of this size keeps whoever presses meanwhile waiting for about four seconds. */
const LARGE_BYTES = 300_000_000;
const NIGHT = { from: 2 * HOUR, to: 5 * HOUR };

/** Whether the database file is too large to be rewritten while people are awake. */
export function waitsForNight(bytes: number, now: Date, zone: string): boolean {
  if (bytes <= LARGE_BYTES) return false;
  const time = wallTime(now, zone) % DAY;
  return time < NIGHT.from || time >= NIGHT.to;
}
