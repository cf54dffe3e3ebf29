import { describe, expect, test } from 'vitest';
import { dateText, dateTimeText, sortableDate, spanText, timeText } from '../../src/texts/dates.ts';
import { speaking } from '../../src/texts/speaking.ts';

const TEHRAN = 'Asia/Tehran';
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('a moment', () => {
  const evening = new Date('2026-11-30T14:30:59Z');

  test('is told as a Jalali day in Persian order and digits', () => {
    expect(dateText(evening, TEHRAN)).toBe('دوشنبه ۹ آذر ۱۴۰۵');
    expect(dateTimeText(evening, TEHRAN)).toBe('دوشنبه ۹ آذر ۱۴۰۵، ساعت ۱۸:۰۰');
    expect(timeText(evening, TEHRAN)).toBe('۱۸:۰۰');
  });

  test('falls on the day it has in the zone', () => {
    const late = new Date('2026-11-30T20:30:00Z');
    expect(dateTimeText(late, TEHRAN)).toBe('سه‌شنبه ۱۰ آذر ۱۴۰۵، ساعت ۰۰:۰۰');
    expect(dateTimeText(late, 'UTC')).toBe('دوشنبه ۹ آذر ۱۴۰۵، ساعت ۲۰:۳۰');
  });

  test('is told in English as a Gregorian day, in Latin digits', () => {
    speaking('en', () => {
      expect(dateText(evening, TEHRAN)).toBe('Monday, 30 November 2026');
      expect(dateTimeText(evening, TEHRAN)).toBe('Monday, 30 November 2026, 18:00');
      expect(spanText(DAY + 3 * HOUR)).toBe('1 day and 3 hours');
    });
  });

  test('sorts by its day in a file’s name, in the calendar of the language', () => {
    expect(sortableDate(evening, TEHRAN)).toBe('1405.09.09');
    expect(speaking('en', () => sortableDate(evening, TEHRAN))).toBe('2026.11.30');
  });

  test('of the leap day is told as such', () => {
    expect(dateText(new Date('2025-03-20T09:00:00Z'), TEHRAN)).toBe('پنج‌شنبه ۳۰ اسفند ۱۴۰۳');
  });
});

describe('a span', () => {
  test.each([
    [2 * DAY + 3 * HOUR, '۲ روز و ۳ ساعت'],
    [7 * DAY, '۷ روز'],
    [3 * HOUR, '۳ ساعت'],
    [90 * MINUTE, '۱ ساعت و ۳۰ دقیقه'],
    [45 * MINUTE, '۴۵ دقیقه'],
    [MINUTE, '۱ دقیقه'],
    [MINUTE - 1, 'کمتر از یک دقیقه'],
    [0, 'کمتر از یک دقیقه'],
    [-HOUR, 'کمتر از یک دقیقه'],
  ])('%d ms is told in the units that matter', (ms, words) => expect(spanText(ms)).toBe(words));

  test.each([
    [3 * HOUR - 10 * SECOND, '۳ ساعت'],
    [DAY - 10 * SECOND, '۱ روز'],
    [3 * DAY - 10 * SECOND, '۳ روز'],
    [HOUR - 10 * SECOND, '۱ ساعت'],
  ])('ten seconds less than a whole is the whole (%d ms)', (ms, words) => expect(spanText(ms)).toBe(words));
});
