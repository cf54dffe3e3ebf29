import { expect, test } from 'vitest';
import { wilsonInterval } from '../../src/statistics/wilson-interval.ts';
import { expectDigits, readVectors } from './vectors.ts';

interface Case {
  readonly count: number;
  readonly n: number;
  readonly low: number;
  readonly high: number;
}

test('agrees with R to 12 digits', () => {
  for (const { count, n, low, high } of readVectors<{ wilson: Case[] }>('shares').wilson) {
    const interval = wilsonInterval(count, n);
    expectDigits(interval?.low ?? null, low, 12, `low of ${count} of ${n}`);
    expectDigits(interval?.high ?? null, high, 12, `high of ${count} of ${n}`);
  }
});

test('9 of 12 are 47 to 91 per cent, and 4 of 4 begin at 51', () => {
  const whole = (interval: ReturnType<typeof wilsonInterval>) =>
    interval && [Math.round(100 * interval.low), Math.round(100 * interval.high)];
  expect(whole(wilsonInterval(9, 12))).toEqual([47, 91]);
  expect(whole(wilsonInterval(4, 4))).toEqual([51, 100]);
  expect(wilsonInterval(0, 7)?.low).toBe(0);
  expect(wilsonInterval(7, 7)?.high).toBe(1);
});

test('the interval is null without an answer', () => {
  expect(wilsonInterval(0, 0)).toBeNull();
});
