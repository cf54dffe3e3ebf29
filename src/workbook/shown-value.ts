import { getFormatDateInfo, format as shownIn } from 'numfmt';
import { jalaliOf } from '../domain/jalali.ts';
import type { Cell } from './cell.ts';
import { withoutCalendar } from './number-formats.ts';

/**
 * What a spreadsheet shows of a number where that is not what it counts by: `S-001` of a 1, `50%` of a 0.5, `2-Jan`
 * of a date.
 *
 * @returns null where it shows the value, or nobody can say what
 */
export function shownValue({ text, shownAs }: Cell): string | null {
  if (!shownAs || shownAs.format.code === 'General') return null;
  const shown = showNumber(shownAs);
  return shown === null || shown === '' || shown === text ? null : shown;
}

/**
 * What may have been typed where a spreadsheet has made a date of a code such as `1-2`: day and month where it shows
 * no year, month and year where it shows no day. `1-2` is the second of January to one spreadsheet and the first of
 * February to another, so there may be two.
 *
 * @returns empty where the format does not tell
 */
export function typedBeforeDate({ text, shownAs }: Cell): readonly string[] {
  if (!shownAs) return [];
  const { year, month, day, hours } = getFormatDateInfo(withoutCalendar(shownAs.format.code));
  const [years, months, days] = text.split(/[- ]/).map(Number) as [number, number, number];
  if (hours || !month) return [];
  if (day && !year)
    return months === days ? [`${months}-${days}`] : [`${months}-${days}`, `${days}-${months}`];
  if (year && !day && days === 1) return [`${months}-${years % 100}`];
  return [];
}

function showNumber({ number, format }: NonNullable<Cell['shownAs']>): string | null {
  if (format.isDate && JALALI.test(format.code)) return jalaliDay(number);
  try {
    return shownIn(withoutCalendar(format.code), number).trim();
  } catch {
    // A code that no spreadsheet would take either.
    return null;
  }
}

/**
 * Excel names the Persian calendar by its number (16 in hexadecimal) before or behind a locale, LibreOffice by its
 * name.
 */
const JALALI = /\[~jalali\]|\[\$-[\w-]*,16\]|\[\$-16\d{4}\]/i;

const EPOCH_DAY = 25569;
const DAY = 24 * 60 * 60 * 1000;

function jalaliDay(days: number): string {
  const date = new Date((Math.floor(days) - EPOCH_DAY) * DAY);
  const { year, month, day } = jalaliOf({
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
  });
  return [year, month, day].map((part) => String(part).padStart(2, '0')).join('/');
}
