import { describe, expect, test } from 'vitest';
import { deadlineFrom, isPast, parseWhen } from '../../src/domain/when.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const now = new Date('2026-11-30T09:00:00Z');
const read = (text: string) => parseWhen(text, { now, zone: 'Asia/Tehran' });

describe('a span', () => {
  test.each([
    ['3d', 3 * DAY],
    ['36h', 36 * HOUR],
    ['90m', 90 * MINUTE],
    ['۳d', 3 * DAY],
    ['3 D', 3 * DAY],
    ['1.5h', 90 * MINUTE],
    ['۱٫۵ ساعت', 90 * MINUTE],
    ['1/5h', 90 * MINUTE],
    ['1,5h', 90 * MINUTE],
    ['۳ روز', 3 * DAY],
    ['۳روز', 3 * DAY],
    ['٣ روز', 3 * DAY],
    ['۳۶ ساعت', 36 * HOUR],
    ['۹۰ دقیقه', 90 * MINUTE],
    ['90 دقيقه', 90 * MINUTE],
    ['۲ روز و ۳ ساعت', 2 * DAY + 3 * HOUR],
    ['2d12h', 2 * DAY + 12 * HOUR],
    ['  7 days ', 7 * DAY],
    ['366d', 366 * DAY],
  ])('%j', (text, ms) => expect(read(text)).toEqual({ ok: true, when: { kind: 'span', ms } }));
});

describe('a moment', () => {
  test.each([
    ['1405/09/10 18:00', '2026-12-01T14:30:00.000Z'],
    ['۱۴۰۵/۰۹/۱۰ ۱۸:۰۰', '2026-12-01T14:30:00.000Z'],
    ['1405-9-10 18:00', '2026-12-01T14:30:00.000Z'],
    ['۱۴۰۵/۹/۱۰، ساعت ۱۸', '2026-12-01T14:30:00.000Z'],
    ['1405.09.10 8:05:30', '2026-12-01T04:35:30.000Z'],
    ['1405-09-10T18:00', '2026-12-01T14:30:00.000Z'],
    ['1405/09/10 00:00', '2026-11-30T20:30:00.000Z'],
    ['1405/09/10 24:00', '2026-12-01T20:30:00.000Z'],
    ['\u200f1405/09/10 18:00\u200f', '2026-12-01T14:30:00.000Z'],
  ])('%j', (text, at) => {
    expect(read(text)).toEqual({ ok: true, when: { kind: 'moment', at: new Date(at) } });
  });

  test.each(['1405/09/10', '۱۴۰۵/۹/۱۰', '1405-09-10'])(
    '%j without a time is the last second of its day',
    (text) => {
      const at = new Date('2026-12-01T20:29:59.000Z');
      expect(read(text)).toEqual({ ok: true, when: { kind: 'moment', at } });
    },
  );

  test('that is over is read; that it is past is told apart', () => {
    const reading = read('1405/09/08');
    expect(reading.ok && isPast(reading.when, now)).toBe(true);
  });
});

describe('is refused', () => {
  test.each([
    ['', 'when.unreadable'],
    ['فردا', 'when.unreadable'],
    ['3', 'when.unreadable'],
    ['3x', 'when.unreadable'],
    ['3d and more', 'when.unreadable'],
    ['d', 'when.unreadable'],
    ['1.2.3d', 'when.unreadable'],
    ['3 روز و', 'when.unreadable'],
    ['3 constructor', 'when.unreadable'],
    ['1405/09', 'when.unreadable'],
    ['1405/09-10', 'when.unreadable'],
    ['10/09/1405', 'when.unreadable'],
    ['1405/09/10 evening', 'when.unreadable'],
    ['1405/13/40', 'when.noSuchDate'],
    ['1405/12/30', 'when.noSuchDate'],
    ['1405/0/1', 'when.noSuchDate'],
    ['1405/09/10 25:00', 'when.noSuchTime'],
    ['1405/09/10 18:60', 'when.noSuchTime'],
    ['1405/09/10 24:01', 'when.noSuchTime'],
    ['2026/12/01', 'when.gregorianYear'],
    ['2026-12-01 18:00', 'when.gregorianYear'],
    ['0d', 'when.notAboveZero'],
    ['-3d', 'when.notAboveZero'],
    ['−۳ روز', 'when.notAboveZero'],
  ])('%j: %s', (text, code) => expect(read(text)).toEqual({ ok: false, refusal: { code } }));

  test('a year out of 1390–1450', () => {
    const refusal = { code: 'when.yearOutOfRange', first: 1390, last: 1450 };
    expect(read('1389/01/01')).toEqual({ ok: false, refusal });
    expect(read('1451/01/01')).toEqual({ ok: false, refusal });
    expect(read('05/09/10')).toEqual({ ok: false, refusal });
  });

  test('what is over a year away', () => {
    const refusal = { code: 'when.tooLong', days: 366 };
    expect(read('367d')).toEqual({ ok: false, refusal });
    expect(read('99999999999999999999d')).toEqual({ ok: false, refusal });
    expect(read('1407/01/01')).toEqual({ ok: false, refusal });
  });
});

test('a span is added to its base, a moment stands whatever the base', () => {
  const at = new Date('2026-12-01T14:30:00Z');
  expect(deadlineFrom({ kind: 'span', ms: DAY }, now)).toEqual(new Date('2026-12-01T09:00:00Z'));
  expect(deadlineFrom({ kind: 'moment', at }, now)).toEqual(at);
});

test('a moment is past from itself on; a span never is', () => {
  expect(isPast({ kind: 'moment', at: now }, now)).toBe(true);
  expect(isPast({ kind: 'moment', at: new Date(now.getTime() + 1) }, now)).toBe(false);
  expect(isPast({ kind: 'span', ms: 1 }, now)).toBe(false);
});

describe('in English a date is Gregorian', () => {
  const english = (text: string) => parseWhen(text, { now, zone: 'Asia/Tehran', language: 'en' });

  test.each(['2026/12/01 18:00', '2026-12-1 18', '۲۰۲۶/۱۲/۰۱ 18:00'])('%s', (text) => {
    expect(english(text)).toEqual({
      ok: true,
      when: { kind: 'moment', at: new Date('2026-12-01T14:30:00Z') },
    });
  });

  test('it has to be a day of that calendar', () => {
    const years = { code: 'when.yearOutOfRange', first: 2011, last: 2071 };
    expect(english('1405/09/10')).toEqual({ ok: false, refusal: years });
    expect(english('2026/11/31')).toEqual({ ok: false, refusal: { code: 'when.noSuchDate' } });
    expect(english('2027/02/29')).toEqual({ ok: false, refusal: { code: 'when.noSuchDate' } });
  });
});
