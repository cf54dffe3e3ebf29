import type { Language } from '../domain/language.ts';
import { wallTime } from '../domain/wall-clock.ts';
import { plain, type TextKey } from './i18n.ts';
import { languageSpoken } from './speaking.ts';

const MINUTE = 60_000;
const MINUTES_AN_HOUR = 60;
const MINUTES_A_DAY = 24 * MINUTES_AN_HOUR;

/** «دوشنبه ۹ آذر ۱۴۰۵», `Monday, 30 November 2026`: the day on which a moment falls in a zone. */
export function dateText(at: Date, zone: string): string {
  const { weekday, day, month, year } = partsOf(at, zone);
  return plain('time.date', { weekday, day, month, year });
}

/** «دوشنبه ۹ آذر ۱۴۰۵، ساعت ۱۸:۰۰», `Monday, 30 November 2026, 18:00` */
export function dateTimeText(at: Date, zone: string): string {
  const { weekday, day, month, year } = partsOf(at, zone);
  return plain('time.dateTime', { weekday, day, month, year, time: timeText(at, zone) });
}

/** `1405.09.09`, `2026.11.30`: in Latin digits, so that names with it sort by date. */
export function sortableDate(at: Date, zone: string): string {
  const calendar = calendarSpoken().replace(/-nu-\w+$/, '-nu-latn');
  const parts = new Intl.DateTimeFormat(calendar, {
    timeZone: zone,
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
  })
    .formatToParts(at)
    .map(({ type, value }) => [type, value] as const);
  const { year, month, day } = Object.fromEntries(parts);
  return [year, month, day].join('.');
}

/** «۱۸:۰۰»; seconds are cut, so a day's last moment reads «۲۳:۵۹». */
export function timeText(at: Date, zone: string): string {
  const { hour, minute } = partsOf(at, zone);
  return `${hour}:${minute}`;
}

/**
 * A length of time in words, as exact as a reader wants it: to the minute under an hour, to five minutes under
 * a day, to the hour above. So what is sent ten seconds late still says «۳ ساعت».
 * @param ms milliseconds; below zero counts as none
 */
export function spanText(ms: number): string {
  if (ms < MINUTE) return plain('time.underOneMinute');
  const rounded = roundedMinutes(ms / MINUTE);
  const days = Math.floor(rounded / MINUTES_A_DAY);
  const hours = Math.floor((rounded % MINUTES_A_DAY) / MINUTES_AN_HOUR);
  const minutes = rounded % MINUTES_AN_HOUR;
  if (days > 0) return hours > 0 ? plain('time.daysAndHours', { days, hours }) : plain('time.days', { days });
  if (hours === 0) return plain('time.minutes', { minutes });
  return minutes > 0 ? plain('time.hoursAndMinutes', { hours, minutes }) : plain('time.hours', { hours });
}

function roundedMinutes(minutes: number): number {
  const step = minutes < MINUTES_AN_HOUR ? 1 : minutes < MINUTES_A_DAY ? 5 : MINUTES_AN_HOUR;
  return Math.round(minutes / step) * step;
}

interface DateWords {
  readonly weekday: string;
  readonly day: string;
  readonly month: string;
  readonly year: string;
  readonly hour: string;
  readonly minute: string;
}

/** Only the parts are Intl's: its whole Persian date, «۱۴۰۵ آذر ۹, دوشنبه», has the order and comma wrong. */
function partsOf(at: Date, zone: string): DateWords {
  const parts = Object.fromEntries(
    formatterOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return { ...(parts as unknown as DateWords), weekday: weekdayOf(at, zone) };
}

/** Intl writes Thursday’s two words as one, and those of «سه‌شنبه» apart. */
const WEEKDAYS = [
  'time.weekday.sunday',
  'time.weekday.monday',
  'time.weekday.tuesday',
  'time.weekday.wednesday',
  'time.weekday.thursday',
  'time.weekday.friday',
  'time.weekday.saturday',
] as const satisfies readonly TextKey[];

function weekdayOf(at: Date, zone: string): string {
  return plain(WEEKDAYS[new Date(wallTime(at, zone)).getUTCDay()]!);
}

/** Each language with its calendar and its digits. */
const CALENDARS: Readonly<Record<Language, string>> = {
  fa: 'fa-u-ca-persian-nu-arabext',
  en: 'en-GB-u-ca-gregory-nu-latn',
};

/** IETF tag, with calendar and digits, of how dates are written in the language that is spoken. */
export function calendarSpoken(): string {
  return CALENDARS[languageSpoken()];
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const calendar = calendarSpoken();
  const key = `${calendar} ${zone}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(calendar, {
    timeZone: zone,
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formatters.set(key, made);
  return made;
}
