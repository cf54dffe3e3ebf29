import { expect, test } from 'vitest';
import { createRefusals } from '../../../src/delivery/pacing/refusals.ts';

const NEVER = Number.NEGATIVE_INFINITY;

test('one chat that is refused waits, and the others go on once another chat’s call has passed', () => {
  const refusals = createRefusals();
  expect(refusals.refused(1, { startedAt: 0, now: 10, waitMs: 5000 })).toBe(1);
  expect(refusals.chatUntil(1)).toBe(5010);
  expect(refusals.suspiciousSince()).toBe(10);
  refusals.passed(11);
  expect(refusals.suspiciousSince()).toBeNull();
  expect(refusals.messengerUntil()).toBe(NEVER);
});

test('all wait once the call to another chat that left alone is refused as well', () => {
  const refusals = createRefusals();
  refusals.refused(1, { startedAt: 0, now: 10, waitMs: 5000 });
  expect(refusals.refused(2, { startedAt: 11, now: 20, waitMs: 5000 })).toBe(0);
  expect(refusals.messengerUntil()).toBe(5020);
});

test('a call that was under way at the refusal proves nothing, be it refused or not', () => {
  const refusals = createRefusals();
  refusals.refused(1, { startedAt: 0, now: 10, waitMs: 5000 });
  expect(refusals.refused(2, { startedAt: 5, now: 12, waitMs: 5000 })).toBe(2);
  refusals.passed(6);
  expect(refusals.suspiciousSince()).toBe(10);
  expect(refusals.messengerUntil()).toBe(NEVER);
});

test('the call that left alone proves nothing about a refusal that came after it had left', () => {
  const refusals = createRefusals();
  refusals.refused(1, { startedAt: 0, now: 10, waitMs: 5000 });
  refusals.refused(2, { startedAt: 5, now: 30, waitMs: 5000 });
  refusals.passed(20);
  expect(refusals.suspiciousSince()).not.toBeNull();
  refusals.passed(31);
  expect(refusals.suspiciousSince()).toBeNull();
});

test('once all have waited, the first call leaves alone again', () => {
  const refusals = createRefusals();
  refusals.restore(0, 5000);
  expect(refusals.suspiciousSince()).toBe(5000);
  // Under way when all began to wait, and refused late.
  refusals.refused(3, { startedAt: 0, now: 100, waitMs: 5000 });
  refusals.passed(4000);
  expect(refusals.suspiciousSince()).toBe(5000);
  refusals.passed(5001);
  expect(refusals.suspiciousSince()).toBeNull();
});
