import { describe, expect, test } from 'vitest';
import { isBackupDue, lastBackupNight } from '../../src/domain/backup-night.ts';

const zone = 'Asia/Tehran';
/** A moment by Tehran's wall clock (UTC+03:30). */
const tehran = (written: string) => new Date(`${written}+03:30`);
const LAST_NIGHT = tehran('2026-12-01T03:30:00');

describe('the last night', () => {
  test.each([
    ['2026-12-01T03:29:59', '2026-11-30T03:30:00'],
    ['2026-12-01T03:30:00', '2026-12-01T03:30:00'],
    ['2026-12-01T23:59:59', '2026-12-01T03:30:00'],
    ['2026-12-02T00:10:00', '2026-12-01T03:30:00'],
  ])('at %s is that of %s', (now, night) => {
    expect(lastBackupNight(tehran(now), zone)).toEqual(tehran(night));
  });

  test('is reckoned in the zone of the study', () => {
    const now = new Date('2026-12-01T12:00:00Z');
    expect(lastBackupNight(now, 'UTC')).toEqual(new Date('2026-12-01T03:30:00Z'));
  });

  test('whose half past three is left out, as summer time begins, is as far behind the jump', () => {
    // The clocks of Athens jump from 3 to 4 in this night.
    const now = new Date('2026-03-29T12:00:00Z');
    expect(lastBackupNight(now, 'Europe/Athens')).toEqual(new Date('2026-03-29T01:30:00Z'));
  });
});

describe('the nightly copy is due', () => {
  const due = (now: string, madeAt: string, triedAt: string | null = null) =>
    isBackupDue({
      now: tehran(now),
      zone,
      madeAt: tehran(madeAt),
      triedAt: triedAt ? tehran(triedAt) : null,
    });

  test('from half past three on, and no more once it is made', () => {
    expect(due('2026-12-01T03:29:59', '2026-11-30T03:30:02')).toBe(false);
    expect(due('2026-12-01T03:30:00', '2026-11-30T03:30:02')).toBe(true);
    expect(due('2026-12-01T03:30:05', '2026-12-01T03:30:00')).toBe(false);
  });

  test('at the next start where the program was down in the night, once however many were missed', () => {
    expect(due('2026-12-01T14:00:00', '2026-11-20T03:30:00')).toBe(true);
    expect(due('2026-12-01T14:01:00', '2026-12-01T14:00:00')).toBe(false);
  });

  test('again an hour after a try that failed, and not before', () => {
    expect(due('2026-12-01T04:29:59', '2026-11-30T03:30:00', '2026-12-01T03:30:00')).toBe(false);
    expect(due('2026-12-01T04:30:00', '2026-11-30T03:30:00', '2026-12-01T03:30:00')).toBe(true);
  });

  test('in its own night though the try of the night before was less than an hour ago', () => {
    expect(due('2026-12-01T03:30:00', '2026-11-20T03:30:00', '2026-12-01T03:10:00')).toBe(true);
  });

  test('where a clock that was wrong noted moments that have not come yet', () => {
    expect(due('2026-12-01T03:30:00', '2031-01-01T00:00:00', '2031-01-01T00:00:00')).toBe(true);
    expect(isBackupDue({ now: LAST_NIGHT, zone, madeAt: LAST_NIGHT, triedAt: null })).toBe(false);
  });
});
