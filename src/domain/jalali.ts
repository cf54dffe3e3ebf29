import { isValidJalaaliDate, toGregorian, toJalaali } from 'jalaali-js';
import { instantAt, wallTime } from './wall-clock.ts';

/** A day of the Jalali calendar; months and days from 1. */
export interface JalaliDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** A Jalali wall time. */
export interface JalaliTime extends JalaliDate {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly ms?: number;
}

/** A day of the Gregorian calendar; months and days from 1. */
export interface GregorianDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** 0 is Saturday (شنبه), the week's first day; 6 is Friday. */
export type JalaliWeekday = 0 | 1 | 2 | 3 | 4 | 5 | 6;

export const FRIDAY: JalaliWeekday = 6;

const SATURDAY_IN_UTC_DAYS = 6;

/** Whether the calendar has that day: 30 Esfand only in leap years. */
export function isJalaliDate({ year, month, day }: JalaliDate): boolean {
  return [year, month, day].every(Number.isInteger) && isValidJalaaliDate(year, month, day);
}

/** The Gregorian day of a Jalali day; agrees with Intl for each day of 1390–1450. */
export function gregorianOf({ year, month, day }: JalaliDate): GregorianDate {
  const { gy, gm, gd } = toGregorian(year, month, day);
  return { year: gy, month: gm, day: gd };
}

/** The Jalali day of a Gregorian day. */
export function jalaliOf({ year, month, day }: GregorianDate): JalaliDate {
  const { jy, jm, jd } = toJalaali(year, month, day);
  return { year: jy, month: jm, day: jd };
}

/**
 * The moment at which the wall clock of an IANA zone shows a Jalali time. Hour 24 is the next day's 0.
 * Where summer time begins or ends, see `instantAt`.
 */
export function zonedInstant(time: JalaliTime, zone: string): Date {
  const { year, month, day } = gregorianOf(time);
  const wall = Date.UTC(year, month - 1, day, time.hour, time.minute, time.second, time.ms ?? 0);
  return instantAt(wall, zone);
}

/** What a Jalali calendar and a clock on the wall of a zone show at a moment. */
export function jalaliParts(
  at: Date,
  zone: string,
): Required<JalaliTime> & { readonly weekday: JalaliWeekday } {
  const wall = new Date(wallTime(at, zone));
  const gregorian = { year: wall.getUTCFullYear(), month: wall.getUTCMonth() + 1, day: wall.getUTCDate() };
  return {
    ...jalaliOf(gregorian),
    hour: wall.getUTCHours(),
    minute: wall.getUTCMinutes(),
    second: wall.getUTCSeconds(),
    ms: wall.getUTCMilliseconds(),
    weekday: ((wall.getUTCDay() + 7 - SATURDAY_IN_UTC_DAYS) % 7) as JalaliWeekday,
  };
}
