import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dueReminder, nextReminder, type ReminderPlan, reminderMoments } from '../../src/domain/reminders.ts';

const TEHRAN = 'Asia/Tehran';
const SECOND = 1000;
const HOUR = 60 * 60 * SECOND;

/** A moment of Azar 1405 by Tehran's clock: its day 0 is 21 November, the 9th a Monday, the 13th a Friday. */
function azar(day: number, time: string): Date {
  return new Date(new Date(`2026-11-21T${time}+03:30`).getTime() + day * 24 * HOUR);
}

function plan(rules: Partial<ReminderPlan> = {}): ReminderPlan {
  return {
    openedAt: azar(9, '18:00'),
    deadline: azar(16, '18:00'),
    reminderHours: [72, 24, 3],
    fridayReminders: true,
    quietHours: null,
    zone: TEHRAN,
    ...rules,
  };
}

const told = (rules: Partial<ReminderPlan>) =>
  reminderMoments(plan(rules)).map(({ hours, at }) => [hours, at.toISOString()]);
const iso = (day: number, time: string) => azar(day, time).toISOString();
const night = { from: 22, to: 8 };

test('the days of these tests are what they say', () => {
  expect(iso(9, '18:00')).toBe('2026-11-30T14:30:00.000Z');
});

describe('reminders go out', () => {
  test('so many hours before the deadline, in the order of time, each hour once', () => {
    const moments = [
      [72, iso(13, '18:00')],
      [24, iso(15, '18:00')],
      [3, iso(16, '15:00')],
    ];
    expect(told({})).toEqual(moments);
    expect(told({ reminderHours: [3, 72, 24, 72] })).toEqual(moments);
  });

  test('at fractions of an hour', () => {
    expect(told({ reminderHours: [0.1] })).toEqual([[0.1, iso(16, '17:54')]]);
  });

  test('but not where their hour came by the opening', () => {
    expect(told({ openedAt: azar(15, '18:00') })).toEqual([[3, iso(16, '15:00')]]);
    expect(told({ openedAt: new Date(azar(15, '18:00').getTime() - 1) })).toHaveLength(2);
  });
});

describe('a slot in quiet hours', () => {
  const early = { deadline: azar(16, '09:00'), quietHours: night };

  test('goes out at their end', () => {
    expect(told({ ...early, reminderHours: [6] })).toEqual([[6, iso(16, '08:00')]]);
    expect(told({ ...early, reminderHours: [10.5] })).toEqual([[10.5, iso(16, '08:00')]]);
  });

  test('is left out where they end at the deadline or after it', () => {
    expect(told({ ...early, deadline: azar(16, '08:00'), reminderHours: [3] })).toEqual([]);
    expect(told({ ...early, deadline: azar(16, '07:00'), reminderHours: [3] })).toEqual([]);
  });

  test('is left out where another slot’s hour has come by their end', () => {
    expect(told({ ...early, reminderHours: [6, 1] })).toEqual([[1, iso(16, '08:00')]]);
    expect(told({ ...early, reminderHours: [6, 0.5] })).toEqual([
      [6, iso(16, '08:00')],
      [0.5, iso(16, '08:30')],
    ]);
  });

  test('gives way to a later one of the same night', () => {
    expect(told({ ...early, reminderHours: [9, 6, 3] })).toEqual([[3, iso(16, '08:00')]]);
  });
});

describe('where Friday has no reminders', () => {
  const rest = { fridayReminders: false };

  test('a slot on it goes out as it ends', () => {
    expect(told(rest)[0]).toEqual([72, iso(14, '00:00')]);
  });

  test('and waits for the end of quiet hours after it', () => {
    expect(told({ ...rest, quietHours: night })[0]).toEqual([72, iso(14, '08:00')]);
    expect(told({ ...rest, quietHours: night, deadline: azar(15, '23:00'), reminderHours: [72] })).toEqual([
      [72, iso(14, '08:00')],
    ]);
  });

  test('it is left out where the deadline or another slot comes first', () => {
    expect(told({ ...rest, deadline: azar(13, '20:00'), reminderHours: [3] })).toEqual([]);
    expect(told({ ...rest, deadline: azar(14, '12:00'), reminderHours: [24, 12] })).toEqual([
      [12, iso(14, '00:00')],
    ]);
  });

  test('other days are as they were', () => {
    expect(told({ ...rest, reminderHours: [96, 24] })).toEqual([
      [96, iso(12, '18:00')],
      [24, iso(15, '18:00')],
    ]);
  });
});

describe('what is due', () => {
  const due = (now: Date, sentHours: readonly number[] = [], rules: Partial<ReminderPlan> = {}) =>
    dueReminder({ ...plan(rules), sentHours, now })?.hours ?? null;

  test('is a slot from its moment on', () => {
    expect(due(new Date(azar(13, '18:00').getTime() - 1))).toBeNull();
    expect(due(azar(13, '18:00'))).toBe(72);
    expect(due(new Date(azar(13, '18:00').getTime() + 5 * SECOND))).toBe(72);
  });

  test('is no slot that was sent', () => {
    expect(due(azar(13, '18:00'), [72])).toBeNull();
    expect(due(azar(15, '18:00'), [72])).toBe(24);
  });

  test('after a stop is the latest slot alone', () => {
    expect(due(azar(15, '19:00'))).toBe(24);
    expect(due(azar(15, '19:00'), [24])).toBeNull();
  });

  test('is late only until half of the way to the next slot, the last to the deadline', () => {
    expect(due(azar(14, '17:59'))).toBe(72);
    expect(due(azar(14, '18:00'))).toBeNull();
    expect(due(azar(16, '16:29'))).toBe(3);
    expect(due(azar(16, '16:30'))).toBeNull();
  });

  test('is sent within half a minute however near the next slot', () => {
    const near = { reminderHours: [1, 0.995] };
    expect(due(new Date(azar(16, '17:00').getTime() + 12 * SECOND), [], near)).toBe(1);
    expect(due(new Date(azar(16, '17:00').getTime() + 18 * SECOND), [], near)).toBe(0.995);
  });

  test('is nothing from the deadline on', () => {
    expect(due(azar(16, '18:00'), [], { reminderHours: [0.001] })).toBeNull();
  });

  test('after an extension is reckoned anew, and no slot is sent twice', () => {
    const extended = { openedAt: azar(15, '20:00'), deadline: azar(20, '18:00') };
    expect(due(azar(17, '18:00'), [72, 24], extended)).toBeNull();
    expect(due(azar(19, '18:00'), [72, 24], extended)).toBeNull();
    expect(due(azar(20, '15:00'), [72, 24], extended)).toBe(3);
    expect(due(azar(17, '18:00'), [24], extended)).toBe(72);
  });
});

test('the next reminder is the first after now that was not sent', () => {
  const next = (now: Date, sentHours: readonly number[]) =>
    nextReminder({ ...plan(), sentHours, now })?.at.toISOString() ?? null;
  expect(next(azar(9, '18:00'), [])).toBe(iso(13, '18:00'));
  expect(next(azar(13, '18:00'), [])).toBe(iso(15, '18:00'));
  expect(next(azar(13, '18:00'), [24])).toBe(iso(16, '15:00'));
  expect(next(azar(16, '15:00'), [72, 24, 3])).toBeNull();
});

describe('whatever the plan', () => {
  const plans = fc.record({
    openedAt: fc.constant(azar(9, '18:00')),
    deadline: fc
      .integer({ min: 1, max: 14 * 24 * 60 })
      .map((m) => new Date(azar(9, '18:00').getTime() + m * 60_000)),
    reminderHours: fc.array(
      fc.integer({ min: 1, max: 600 }).map((n) => n / 4),
      { maxLength: 6 },
    ),
    fridayReminders: fc.boolean(),
    quietHours: fc.constantFrom(null, night, { from: 0, to: 23 }, { from: 13, to: 16 }),
    zone: fc.constantFrom(TEHRAN, 'America/New_York'),
  });

  test('no two reminders share a moment, and each lies between the opening and the deadline', () => {
    fc.assert(
      fc.property(plans, (drawn) => {
        const times = reminderMoments(drawn).map(({ at }) => at.getTime());
        expect(times).toEqual([...new Set(times)].sort((one, other) => one - other));
        expect(
          times.every((time) => time > drawn.openedAt.getTime() && time < drawn.deadline.getTime()),
        ).toBe(true);
      }),
    );
  });

  test('a program that never stops sends each of them, once, at its moment', () => {
    fc.assert(
      fc.property(plans, (drawn) => {
        const moments = reminderMoments(drawn);
        const sent: number[] = [];
        for (const { at } of moments) {
          const due = dueReminder({ ...drawn, sentHours: sent, now: at });
          if (due) sent.push(due.hours);
        }
        expect(sent).toEqual(moments.map(({ hours }) => hours));
      }),
    );
  });
});
