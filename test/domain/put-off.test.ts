import { describe, expect, test } from 'vitest';
import { isBackForReminder, putOffUntil, returnsAt, stillPutOff } from '../../src/domain/put-off.ts';

const HOUR = 3_600_000;
const night = { from: 22, to: 8 };

/** A moment of Azar 1405 by Tehran's clock: the 9th is a Monday, the 13th a Friday. */
function azar(day: number, time: string): Date {
  return new Date(new Date(`2026-11-21T${time}+03:30`).getTime() + day * 24 * HOUR);
}

function until(at: Date, rules: Partial<Parameters<typeof putOffUntil>[1]> = {}): string | undefined {
  const surroundings = {
    deadline: azar(20, '18:00'),
    fridayReminders: true,
    quietHours: night,
    zone: 'Asia/Tehran',
  };
  return putOffUntil(at, { ...surroundings, ...rules })?.toISOString();
}

describe('«امروز نه» lasts', () => {
  test('until the quiet hours of the next morning end', () => {
    expect(until(azar(9, '10:00'))).toBe(azar(10, '08:00').toISOString());
    expect(until(azar(9, '19:59'))).toBe(azar(10, '08:00').toISOString());
  });

  test('twelve hours at least', () => {
    expect(until(azar(9, '21:30'))).toBe(azar(10, '09:30').toISOString());
  });

  test('until nine where no quiet hours end in the morning', () => {
    expect(until(azar(9, '10:00'), { quietHours: null })).toBe(azar(10, '09:00').toISOString());
    expect(until(azar(9, '10:00'), { quietHours: { from: 13, to: 16 } })).toBe(
      azar(10, '09:00').toISOString(),
    );
  });

  test('over a Friday without reminders', () => {
    expect(until(azar(12, '10:00'), { fridayReminders: false })).toBe(azar(14, '08:00').toISOString());
  });

  test('not at all where the deadline comes before an hour of that morning has passed', () => {
    expect(until(azar(9, '10:00'), { deadline: azar(10, '08:59') })).toBeUndefined();
    expect(until(azar(9, '10:00'), { deadline: azar(10, '09:00') })).toBe(azar(10, '08:00').toISOString());
  });
});

describe('the reminder that was promised', () => {
  const round = { until: azar(10, '08:00'), deadline: azar(12, '18:00'), nextSlot: null };

  test('comes at its moment, until the deadline', () => {
    expect(isBackForReminder({ ...round, now: azar(10, '07:59') })).toBe(false);
    expect(isBackForReminder({ ...round, now: azar(10, '08:00') })).toBe(true);
    expect(isBackForReminder({ ...round, now: azar(12, '18:00') })).toBe(false);
  });

  test('leaves it to a slot that is near', () => {
    expect(isBackForReminder({ ...round, now: azar(10, '08:00'), nextSlot: azar(10, '14:00') })).toBe(false);
    expect(isBackForReminder({ ...round, now: azar(10, '08:00'), nextSlot: azar(10, '14:01') })).toBe(true);
  });

  test('comes before a deadline that was moved nearer', () => {
    expect(returnsAt(round.until, azar(10, '07:00'))).toEqual(azar(10, '04:00'));
    expect(returnsAt(round.until, azar(10, '08:30'))).toEqual(azar(10, '05:30'));
    expect(returnsAt(round.until, round.deadline)).toEqual(round.until);
  });
});

test('which reminders are still put off is told by a span of moments, as by each one’s own', () => {
  const deadline = azar(12, '18:00');
  for (const minutes of [-1, 0, 30, 59, 60, 61, 120, 179, 180, 181, 600, 5000]) {
    const now = new Date(deadline.getTime() - minutes * 60_000);
    const { from, upTo } = stillPutOff(now, deadline);
    for (let at = now.getTime() - 4 * HOUR; at <= deadline.getTime() + 4 * HOUR; at += 15 * 60_000) {
      const isWithin = at > from.getTime() && at <= upTo.getTime();
      expect([minutes, at, isWithin]).toEqual([minutes, at, now < returnsAt(new Date(at), deadline)]);
    }
  }
});
