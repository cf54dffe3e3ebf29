import { describe, expect, test } from 'vitest';
import {
  FRIDAY,
  gregorianOf,
  isJalaliDate,
  jalaliOf,
  jalaliParts,
  zonedInstant,
} from '../../src/domain/jalali.ts';

const TEHRAN = 'Asia/Tehran';
const DAY = 24 * 60 * 60 * 1000;

const intl = new Intl.DateTimeFormat('en-u-ca-persian-nu-latn', {
  timeZone: 'UTC',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  weekday: 'long',
});

function byIntl(at: Date) {
  const parts = intl.formatToParts(at);
  const part = (type: string) => parts.find((each) => each.type === type)?.value;
  const date = { year: Number(part('year')), month: Number(part('month')), day: Number(part('day')) };
  return { date, weekday: part('weekday') };
}

test('each day from 1390 to 1450 is the one that Intl has, there and back, with its weekday', () => {
  const first = Date.UTC(2011, 2, 21);
  const last = Date.UTC(2072, 2, 19);
  expect(byIntl(new Date(first)).date).toEqual({ year: 1390, month: 1, day: 1 });
  expect(byIntl(new Date(last)).date).toEqual({ year: 1450, month: 12, day: 29 });
  const names = ['Saturday', 'Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'];
  const wrong: string[] = [];
  for (let time = first; time <= last; time += DAY) {
    const at = new Date(time);
    const gregorian = { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
    const { date, weekday } = byIntl(at);
    const there = JSON.stringify(jalaliOf(gregorian)) === JSON.stringify(date);
    const back = JSON.stringify(gregorianOf(date)) === JSON.stringify(gregorian);
    if (!there || !back || names[jalaliParts(at, 'UTC').weekday] !== weekday || !isJalaliDate(date)) {
      wrong.push(at.toISOString());
    }
  }
  expect(wrong).toEqual([]);
});

test('the 30th of Esfand is a day in leap years only', () => {
  expect(isJalaliDate({ year: 1403, month: 12, day: 30 })).toBe(true);
  expect(isJalaliDate({ year: 1405, month: 12, day: 30 })).toBe(false);
  expect(isJalaliDate({ year: 1405, month: 7, day: 31 })).toBe(false);
  expect(isJalaliDate({ year: 1405, month: 13, day: 1 })).toBe(false);
  expect(isJalaliDate({ year: 1405, month: 1.5, day: 1 })).toBe(false);
});

describe('a wall time in Tehran', () => {
  const time = { year: 1405, month: 9, day: 10, hour: 18, minute: 0, second: 0 };

  test('is a moment, and the moment shows that time', () => {
    const at = zonedInstant(time, TEHRAN);
    expect(at.toISOString()).toBe('2026-12-01T14:30:00.000Z');
    expect(jalaliParts(at, TEHRAN)).toEqual({ ...time, ms: 0, weekday: 3 });
  });

  test('keeps its milliseconds', () => {
    const at = zonedInstant({ ...time, second: 59, ms: 999 }, TEHRAN);
    expect(jalaliParts(at, TEHRAN)).toMatchObject({ second: 59, ms: 999 });
  });

  test('was half an hour later by the sun in the summers up to 1401', () => {
    const noon = { month: 5, day: 1, hour: 12, minute: 0, second: 0 };
    expect(zonedInstant({ year: 1401, ...noon }, TEHRAN).toISOString()).toBe('2022-07-23T07:30:00.000Z');
    expect(zonedInstant({ year: 1402, ...noon }, TEHRAN).toISOString()).toBe('2023-07-23T08:30:00.000Z');
  });

  test('left out as summer time began is as far behind the jump', () => {
    const at = zonedInstant({ year: 1400, month: 1, day: 2, hour: 0, minute: 30, second: 0 }, TEHRAN);
    expect(jalaliParts(at, TEHRAN)).toMatchObject({ day: 2, hour: 1, minute: 30 });
  });

  test('that came twice as summer time ended is its first', () => {
    const at = zonedInstant({ year: 1400, month: 6, day: 30, hour: 23, minute: 30, second: 0 }, TEHRAN);
    expect(at.toISOString()).toBe('2021-09-21T19:00:00.000Z');
    expect(jalaliParts(new Date(at.getTime() + DAY / 24), TEHRAN)).toMatchObject({ hour: 23, minute: 30 });
  });

  test('of hour 24 is the next midnight', () => {
    const at = zonedInstant({ year: 1405, month: 12, day: 29, hour: 24, minute: 0, second: 0 }, TEHRAN);
    expect(jalaliParts(at, TEHRAN)).toMatchObject({ year: 1406, month: 1, day: 1, hour: 0 });
  });
});

test('the day turns with the zone', () => {
  const at = new Date('2026-12-04T21:00:00Z');
  expect(jalaliParts(at, 'UTC')).toMatchObject({ day: 13, weekday: FRIDAY });
  expect(jalaliParts(at, TEHRAN)).toMatchObject({ day: 14, hour: 0, minute: 30, weekday: 0 });
});

test('a wall time is read back all through four years, in zones with summer time and without', () => {
  const parts = (at: Date, zone: string) => {
    const { weekday: _, ...time } = jalaliParts(at, zone);
    return time;
  };
  for (const zone of [TEHRAN, 'America/New_York', 'Australia/Lord_Howe', 'UTC']) {
    for (
      let time = Date.UTC(2020, 0, 1, 0, 7);
      time < Date.UTC(2024, 0, 1);
      time += (7 * DAY) / 8 + 15 * 60_000
    ) {
      const shown = parts(new Date(time), zone);
      expect(parts(zonedInstant(shown, zone), zone)).toEqual(shown);
    }
  }
});
