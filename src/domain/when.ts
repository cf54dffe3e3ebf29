import { foldDigits, foldText, parseNumber } from './digits.ts';
import { type GregorianDate, gregorianOf, isJalaliDate } from './jalali.ts';
import type { Language } from './language.ts';
import { instantAt } from './wall-clock.ts';

/** What a facilitator means by a `when`: a length of time, or a moment. */
export type When =
  | { readonly kind: 'span'; readonly ms: number }
  | { readonly kind: 'moment'; readonly at: Date };

/** Why a `when` cannot be taken; `years` are those allowed. */
export type WhenRefusal =
  | { readonly code: 'when.unreadable' }
  | { readonly code: 'when.noSuchDate' }
  | { readonly code: 'when.noSuchTime' }
  | { readonly code: 'when.gregorianYear' }
  | { readonly code: 'when.yearOutOfRange'; readonly first: number; readonly last: number }
  | { readonly code: 'when.notAboveZero' }
  | { readonly code: 'when.tooLong'; readonly days: number };

export type WhenReading =
  | { readonly ok: true; readonly when: When }
  | { readonly ok: false; readonly refusal: WhenRefusal };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Years that a deadline can have, in the calendar of each language. */
const YEARS: Readonly<Record<Language, { readonly first: number; readonly last: number }>> = {
  fa: { first: 1390, last: 1450 },
  en: { first: 2011, last: 2071 },
};
/** A round of over a year is a typing error. A leap year fits. */
const LONGEST_DAYS = 366;

const UNITS: Record<string, number> = {
  d: DAY,
  day: DAY,
  days: DAY,
  روز: DAY,
  h: HOUR,
  hr: HOUR,
  hrs: HOUR,
  hour: HOUR,
  hours: HOUR,
  ساعت: HOUR,
  m: MINUTE,
  min: MINUTE,
  mins: MINUTE,
  minute: MINUTE,
  minutes: MINUTE,
  دقیقه: MINUTE,
};

const SPAN_PART = /([-+−]?[\d./٫,،]+)(\p{L}+?)(?:و(?=\d))?(?=[-+−\d]|$)/gu;
const DATE = /^(\d{1,4})([/.-])(\d{1,2})\2(\d{1,2})(?:[\s،,T]+(.*))?$/;
const TIME = /^(\d{1,2})(?::(\d{1,2})(?::(\d{1,2}))?)?$/;

/**
 * Reads `3d`, `36h`, `90m`, `۱٫۵ روز`, `۲ روز و ۳ ساعت`, or a Jalali date with an optional time: `1405/09/10 18:00`,
 * `۱۴۰۵-۹-۱۰`; in English a Gregorian one, `2026/12/01`. A date without a time means that day's last second, 23:59:59, not the next midnight, so that the
 * deadline is shown with the day that was typed.
 *
 * Moments in the past are left to `isPast`; one more than a year after `now` is refused as too long.
 */
export function parseWhen(
  text: string,
  { now, zone, language = 'fa' }: { now: Date; zone: string; language?: Language },
): WhenReading {
  const written = foldDigits(text)
    .replace(/\p{Cf}/gu, '')
    .trim();
  const date = DATE.exec(written);
  const reading = date ? parseMoment(date, zone, language) : parseSpan(foldText(text));
  if (!reading.ok) return reading;
  const { when } = reading;
  const length = when.kind === 'span' ? when.ms : when.at.getTime() - now.getTime();
  return length > LONGEST_DAYS * DAY ? refuse({ code: 'when.tooLong', days: LONGEST_DAYS }) : reading;
}

/** The deadline that a `when` sets: `base` (an opening, a former deadline) plus a span, or a fixed moment. */
export function deadlineFrom(when: When, base: Date): Date {
  return when.kind === 'moment' ? when.at : new Date(base.getTime() + when.ms);
}

/** Whether a `when` is over already: a span counts from now, and a moment must be in the future. */
export function isPast(when: When, now: Date): boolean {
  return deadlineFrom(when, now) <= now;
}

function parseSpan(folded: string): WhenReading {
  const parts = [...folded.matchAll(SPAN_PART)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== folded) return unreadable;
  const lengths = parts.map(([, amount, unit]) => lengthOf(amount!, unit!));
  if (lengths.some((length) => length === null)) return unreadable;
  const ms = Math.round(lengths.reduce<number>((sum, length) => sum + length!, 0));
  return ms > 0 ? { ok: true, when: { kind: 'span', ms } } : refuse({ code: 'when.notAboveZero' });
}

function lengthOf(amount: string, unit: string): number | null {
  const number = parseNumber(amount);
  const length = Object.hasOwn(UNITS, unit) ? UNITS[unit]! : null;
  return number === null || length === null ? null : number * length;
}

function parseMoment([, y, , m, d, rest]: RegExpExecArray, zone: string, language: Language): WhenReading {
  const date = { year: Number(y), month: Number(m), day: Number(d) };
  const time = rest === undefined ? DAY_END : parseTime(rest);
  if (time === null) return unreadable;
  const isPersian = language === 'fa';
  if (isPersian && date.year >= 1900 && date.year <= 2199) return refuse({ code: 'when.gregorianYear' });
  const { first, last } = YEARS[language];
  if (date.year < first || date.year > last) return refuse({ code: 'when.yearOutOfRange', first, last });
  if (!(isPersian ? isJalaliDate(date) : isGregorianDate(date))) return refuse({ code: 'when.noSuchDate' });
  if (!isTimeOfDay(time)) return refuse({ code: 'when.noSuchTime' });
  const { year, month, day } = isPersian ? gregorianOf(date) : date;
  const wall = Date.UTC(year, month - 1, day, time.hour, time.minute, time.second);
  return { ok: true, when: { kind: 'moment', at: instantAt(wall, zone) } };
}

function isGregorianDate({ year, month, day }: GregorianDate): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

interface TimeOfDay {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const DAY_END: TimeOfDay = { hour: 23, minute: 59, second: 59 };

function parseTime(rest: string): TimeOfDay | null {
  const time = TIME.exec(rest.replace(/^ساعت\s*/, ''));
  if (!time) return null;
  const [, hour, minute, second] = time;
  return { hour: Number(hour), minute: Number(minute ?? 0), second: Number(second ?? 0) };
}

/** 24:00 is allowed as the end of the day. */
function isTimeOfDay({ hour, minute, second }: TimeOfDay): boolean {
  return (hour < 24 && minute < 60 && second < 60) || (hour === 24 && minute === 0 && second === 0);
}

const unreadable: WhenReading = { ok: false, refusal: { code: 'when.unreadable' } };

function refuse(refusal: WhenRefusal): WhenReading {
  return { ok: false, refusal };
}
