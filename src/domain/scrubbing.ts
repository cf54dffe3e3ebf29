import { wallTime } from './wall-clock.ts';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
/** Who presses meanwhile waits for about four seconds by then. */
const LARGE_BYTES = 300_000_000;
const NIGHT = { from: 2 * HOUR, to: 5 * HOUR };

/** Whether the database's file is too large to be written anew while people are awake. */
export function waitsForNight(bytes: number, now: Date, zone: string): boolean {
  if (bytes <= LARGE_BYTES) return false;
  const time = wallTime(now, zone) % DAY;
  return time < NIGHT.from || time >= NIGHT.to;
}
