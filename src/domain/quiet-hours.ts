import { foldDigits } from './digits.ts';
import { instantAt, wallTime } from './wall-clock.ts';

/**
 * Hours of the day in which nothing unasked is sent: from `from` (0–23) until `to` (0–23), past midnight where `to` is
 * the smaller. Null: none.
 */
export type QuietHours = { readonly from: number; readonly to: number } | null;

/** The local clock, and when nobody is to be disturbed. */
export interface Surroundings {
  readonly zone: string;
  readonly quietHours: QuietHours;
}

/** The same at a moment. */
export interface SurroundingsAt extends Surroundings {
  readonly at: Date;
}

const HOURS_A_DAY = 24;
const HOUR = 60 * 60 * 1000;
const DAY = HOURS_A_DAY * HOUR;

/**
 * Reads `22-8` or `none`; hours are whole, 0 to 24. Two equal hours are refused: they could mean none or all
 * day, and in the latter no message could ever go out.
 * @returns null where it cannot be read
 */
export function parseQuietHours(text: string): { readonly quietHours: QuietHours } | null {
  const written = foldDigits(text).trim().toLowerCase();
  if (written === 'none') return { quietHours: null };
  const hours = /^(\d{1,2})\s*[-–]\s*(\d{1,2})$/.exec(written)?.slice(1).map(Number);
  if (!hours || hours.some((hour) => hour > HOURS_A_DAY)) return null;
  const [from, to] = hours.map((hour) => hour % HOURS_A_DAY) as [number, number];
  return from === to ? null : { quietHours: { from, to } };
}

/** Whether a moment falls in quiet hours; their first moment does, their end does not. */
export function isQuiet(at: Date, quietHours: QuietHours, zone: string): boolean {
  if (!quietHours) return false;
  const { from, to } = quietHours;
  const hour = hourOf(wallTime(at, zone));
  return from < to ? from <= hour && hour < to : from <= hour || hour < to;
}

/** The first moment at or after `at` that is not quiet: `at` itself outside quiet hours, else their end. */
export function quietEnd(at: Date, quietHours: QuietHours, zone: string): Date {
  if (!quietHours || !isQuiet(at, quietHours, zone)) return at;
  const wall = wallTime(at, zone);
  const endToday = Math.floor(wall / DAY) * DAY + quietHours.to * HOUR;
  return instantAt(endToday > wall ? endToday : endToday + DAY, zone);
}

/** The end of the quiet hours that a moment falls in; null where it falls in none. */
export function quietUntil(at: Date, quietHours: QuietHours, zone: string): Date | null {
  return isQuiet(at, quietHours, zone) ? quietEnd(at, quietHours, zone) : null;
}

function hourOf(wall: number): number {
  return Math.floor(wall / HOUR) % HOURS_A_DAY;
}
