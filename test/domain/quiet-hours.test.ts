import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isQuiet, parseQuietHours, quietEnd } from '../../src/domain/quiet-hours.ts';
import { wallTime } from '../../src/domain/wall-clock.ts';

const TEHRAN = 'Asia/Tehran';
const night = { from: 22, to: 8 };
const siesta = { from: 13, to: 16 };

/** A moment by Tehran's clock in Azar 1405. */
const tehran = (time: string, day = '2026-12-01') => new Date(`${day}T${time}+03:30`);

describe('the setting', () => {
  test.each([
    ['22-8', { from: 22, to: 8 }],
    ['۲۲-۸', { from: 22, to: 8 }],
    [' 13 – 16 ', { from: 13, to: 16 }],
    ['22-24', { from: 22, to: 0 }],
    ['0-7', { from: 0, to: 7 }],
    ['24-07', { from: 0, to: 7 }],
    ['none', null],
    ['None', null],
  ])('%j is read', (text, quietHours) => expect(parseQuietHours(text)).toEqual({ quietHours }));

  test.each(['', '22', '22_8', '22-25', '22:30-8', '-', '22-8-9', 'no', '2.5-3'])('%j is not', (text) => {
    expect(parseQuietHours(text)).toBeNull();
  });

  test('of two equal hours is not: no message could ever go out', () => {
    expect(parseQuietHours('8-8')).toBeNull();
    expect(parseQuietHours('0-24')).toBeNull();
  });
});

describe('quiet hours', () => {
  test('run over midnight, their first moment within, their end without', () => {
    expect(isQuiet(tehran('21:59:59.999'), night, TEHRAN)).toBe(false);
    expect(isQuiet(tehran('22:00:00'), night, TEHRAN)).toBe(true);
    expect(isQuiet(tehran('00:00:00'), night, TEHRAN)).toBe(true);
    expect(isQuiet(tehran('07:59:59.999'), night, TEHRAN)).toBe(true);
    expect(isQuiet(tehran('08:00:00'), night, TEHRAN)).toBe(false);
  });

  test('run within a day', () => {
    expect(isQuiet(tehran('12:59:59'), siesta, TEHRAN)).toBe(false);
    expect(isQuiet(tehran('13:00:00'), siesta, TEHRAN)).toBe(true);
    expect(isQuiet(tehran('16:00:00'), siesta, TEHRAN)).toBe(false);
  });

  test('may be none', () => {
    expect(isQuiet(tehran('03:00:00'), null, TEHRAN)).toBe(false);
    expect(quietEnd(tehran('03:00:00'), null, TEHRAN)).toEqual(tehran('03:00:00'));
  });

  test('end on the same morning, or on the next', () => {
    expect(quietEnd(tehran('03:10:00'), night, TEHRAN)).toEqual(tehran('08:00:00'));
    expect(quietEnd(tehran('23:10:00'), night, TEHRAN)).toEqual(tehran('08:00:00', '2026-12-02'));
    expect(quietEnd(tehran('13:00:00'), siesta, TEHRAN)).toEqual(tehran('16:00:00'));
    expect(quietEnd(tehran('22:00:00'), { from: 22, to: 0 }, TEHRAN)).toEqual(
      tehran('00:00:00', '2026-12-02'),
    );
  });

  test('outside of them a moment waits for nothing', () => {
    expect(quietEnd(tehran('08:00:00'), night, TEHRAN)).toEqual(tehran('08:00:00'));
  });

  test('end by the clock on the wall in the night when summer time ends', () => {
    const at = new Date('2021-11-07T03:00:00Z');
    expect(quietEnd(at, night, 'America/New_York').toISOString()).toBe('2021-11-07T13:00:00.000Z');
  });

  test('whose end the clock leaps over end at the leap', () => {
    const at = new Date('2021-03-14T06:00:00Z');
    expect(quietEnd(at, { from: 22, to: 2 }, 'America/New_York').toISOString()).toBe(
      '2021-03-14T07:00:00.000Z',
    );
  });

  test('are quiet until their end and not from it on, in every zone', () => {
    const hour = fc.integer({ min: 0, max: 23 });
    const zone = fc.constantFrom(TEHRAN, 'America/New_York', 'Asia/Kathmandu', 'UTC');
    const moment = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2028, 0, 1) });
    fc.assert(
      fc.property(
        hour,
        hour,
        zone,
        moment,
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (from, to, zone, time, part) => {
          fc.pre(from !== to);
          const at = new Date(time);
          const end = quietEnd(at, { from, to }, zone);
          expect(isQuiet(end, { from, to }, zone)).toBe(false);
          expect(end.getTime()).toBeGreaterThanOrEqual(time);
          if (!isQuiet(at, { from, to }, zone)) {
            expect(end).toEqual(at);
            return;
          }
          // The hour that comes twice may part quiet hours in two: the clock then shows an hour outside again.
          const between = new Date(time + Math.floor((end.getTime() - time) * part));
          fc.pre(wallTime(between, zone) - wallTime(at, zone) === between.getTime() - time);
          expect(isQuiet(between, { from, to }, zone)).toBe(true);
        },
      ),
    );
  });
});
