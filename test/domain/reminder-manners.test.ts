import { describe, expect, test } from 'vitest';
import { mayRemind, reminderTurn } from '../../src/domain/reminder-manners.ts';

const HOUR = 3_600_000;

describe('an expert is reminded three times a round at most', () => {
  test('of three slots at each', () => {
    expect([0, 1, 2].map((sent) => mayRemind({ sent, later: 2 - sent }))).toEqual([true, true, true]);
  });

  test('of five slots at the last three', () => {
    const reminded: number[] = [];
    for (let slot = 1; slot <= 5; slot += 1) {
      if (mayRemind({ sent: reminded.length, later: 5 - slot })) reminded.push(slot);
    }
    expect(reminded).toEqual([3, 4, 5]);
  });

  test('and where one came between, the slot before the last gives way', () => {
    expect(mayRemind({ sent: 2, later: 1 })).toBe(false);
    expect(mayRemind({ sent: 2, later: 0 })).toBe(true);
  });
});

describe('each reminder has words of its own', () => {
  test('the first, the next ones, and the last on the last day', () => {
    expect(reminderTurn({ sent: 0, later: 2, leftMs: 72 * HOUR })).toBe('first');
    expect(reminderTurn({ sent: 1, later: 1, leftMs: 24 * HOUR })).toBe('again');
    expect(reminderTurn({ sent: 2, later: 0, leftMs: 3 * HOUR })).toBe('last');
  });

  test('the only one, days before the deadline, is no last one', () => {
    expect(reminderTurn({ sent: 0, later: 0, leftMs: 72 * HOUR })).toBe('first');
  });
});
