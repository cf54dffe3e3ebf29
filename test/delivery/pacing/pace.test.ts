import { describe, expect, test } from 'vitest';
import { createChatPace, createPace } from '../../../src/delivery/pacing/pace.ts';
import { seededRandom } from '../../../src/statistics/seeded-random.ts';

interface Surroundings {
  /** Half of the journey there and back. */
  readonly wayMs: number;
  /** Most that each half takes longer at random. */
  readonly jitterMs: number;
  /** A stop of the event loop, every three seconds. */
  readonly stallMs?: number;
}

/** Sends `calls` as the pace allows, through a network of that kind. @returns when each arrived, in order of arrival */
function arrivals(
  perSecond: number,
  calls: number,
  { wayMs, jitterMs, stallMs = 0 }: Surroundings,
): number[] {
  const { next: random } = seededRandom(11);
  const pace = createPace(perSecond);
  const arrived: number[] = [];
  const answers: { at: number; take: (at: number) => void }[] = [];
  let now = 1000;
  let stallAt = 4000;
  while (arrived.length < calls) {
    for (const answer of answers.splice(0)) {
      if (answer.at <= now) answer.take(now);
      else answers.push(answer);
    }
    const at = pace.next(now);
    const answeredAt = Math.min(...answers.map((answer) => answer.at));
    if (at > now) now = Math.min(Math.ceil(at) + random(), Math.max(answeredAt, now + 0.01));
    else {
      const arrivesAt = now + wayMs + random() * jitterMs;
      arrived.push(arrivesAt);
      answers.push({ at: arrivesAt + wayMs + random() * jitterMs, take: pace.depart(now).ended });
    }
    if (stallMs > 0 && now > stallAt) {
      now += stallMs;
      stallAt += 3000;
    }
  }
  return arrived.sort((one, other) => one - other);
}

/** The most calls that arrived within any second. */
function mostInASecond(times: readonly number[]): number {
  return Math.max(...times.map((first) => times.filter((at) => at >= first && at < first + 1000).length));
}

/** How many a server refuses that refills a bucket of `burst` evenly. */
function refusedByBucket(times: readonly number[], perSecond: number, burst: number): number {
  let room = burst;
  let last = times[0]!;
  let refused = 0;
  for (const at of times) {
    room = Math.min(burst, room + ((at - last) * perSecond) / 1000);
    last = at;
    if (room < 1) refused += 1;
    else room -= 1;
  }
  return refused;
}

const NEAR = { wayMs: 1, jitterMs: 3 };
const FAR = { wayMs: 100, jitterMs: 8 };
const STOPPING = { wayMs: 1, jitterMs: 3, stallMs: 50 };

describe.each([
  ['on this machine', NEAR],
  ['far away', FAR],
  ['with stops of the event loop', STOPPING],
])('a messenger %s', (_, surroundings) => {
  const calls = 1000;
  const times = arrivals(30, calls, surroundings);

  test('never gets more than its limit in any second', () => {
    expect(mostInASecond(times)).toBeLessThanOrEqual(30);
  });

  test('that demands even spacing refuses nothing', () => {
    expect(refusedByBucket(times, 30, 4)).toBe(0);
  });

  test('has a broadcast within 5 % of the time that its limit allows', () => {
    const ideal = (calls / 30) * 1000;
    expect(times.at(-1)! - times[0]!).toBeLessThan(ideal * 1.05);
  });
});

test('a slow limit spaces calls evenly too', () => {
  const times = arrivals(5, 100, NEAR);
  expect(mostInASecond(times)).toBeLessThanOrEqual(5);
  expect(times.at(-1)! - times[0]!).toBeLessThan(20_000 * 1.05);
});

test('a limit below one a second is kept', () => {
  const times = arrivals(0.5, 20, NEAR);
  const gaps = times.slice(1).map((at, place) => at - times[place]!);
  expect(Math.min(...gaps)).toBeGreaterThan(1900);
});

test('after a rest only a few calls leave at once', () => {
  const pace = createPace(30);
  let left = 0;
  for (; pace.next(5000) <= 5000; left += 1) pace.depart(5000);
  expect(left).toBeLessThanOrEqual(3);
});

test('a limit of 0 means no pacing', () => {
  const pace = createPace(0);
  for (let call = 0; call < 1000; call += 1) pace.depart(1);
  expect(pace.next(1)).toBe(1);
});

test('calls that hang slow the others down by next to nothing', () => {
  const pace = createPace(30);
  let now = 0;
  for (let call = 0; call < 300; call += 1) {
    now = Math.max(now, pace.next(now));
    const { ended } = pace.depart(now);
    if (call % 10 > 0) ended(now + 2);
  }
  expect(now).toBeLessThan(10_000 * 1.05);
});

test('a chat takes four messages at once and then one a second', () => {
  const chat = createChatPace();
  const sent: number[] = [];
  for (let now = 0; sent.length < 8; now += 10) {
    if (chat.readyAt() > now) continue;
    chat.take(now);
    sent.push(now);
  }
  expect(sent.slice(0, 4)).toEqual([0, 0, 0, 0].map((_, place) => place * 10));
  expect(sent[7]! - sent[3]!).toBeGreaterThanOrEqual(4 * 1000);
  expect(sent[7]! - sent[3]!).toBeLessThan(4 * 1050);
});
