import { GrammyError } from 'grammy';
import { expect, test } from 'vitest';
import { createLog } from '../../src/log.ts';
import { untilAnswered } from '../../src/messengers/until-answered.ts';
import { manualClock } from '../manual-clock.ts';

function asking(answers: (() => unknown)[]) {
  const clock = manualClock();
  const askedAt: number[] = [];
  const controller = new AbortController();
  const parts = { clock, random: () => 0.5, log: createLog('silent'), signal: controller.signal };
  const result = untilAnswered(async () => {
    askedAt.push(clock.elapsed());
    return answers[Math.min(askedAt.length, answers.length) - 1]!();
  }, parts);
  return { clock, askedAt, result, stop: () => controller.abort() };
}

function refusal(code: number, retryAfter?: number): () => never {
  const parameters = retryAfter === undefined ? {} : { retry_after: retryAfter };
  return () => {
    throw new GrammyError(
      'refused',
      { ok: false, error_code: code, description: 'x', parameters },
      'getMe',
      {},
    );
  };
}

const unreachable = () => {
  throw new Error('reset');
};

test('a call is made again, with growing waits, until the messenger answers', async () => {
  const { clock, askedAt, result } = asking([unreachable, unreachable, unreachable, () => 'me']);
  await clock.advance(60_000);
  expect(await result).toBe('me');
  const [first, second, third, fourth] = askedAt as [number, number, number, number];
  expect(third - second).toBeGreaterThan(second - first);
  expect(fourth - third).toBeGreaterThan(third - second);
});

test('after a 429 a call is made again no sooner than the messenger asked', async () => {
  const { clock, askedAt, result } = asking([refusal(429, 40), () => 'me']);
  await clock.advance(60_000);
  expect(await result).toBe('me');
  expect(askedAt[1]! - askedAt[0]!).toBeGreaterThanOrEqual(40_000);
});

test.each([400, 401, 404, 501])('a refusal (%i) is final', async (code) => {
  const { clock, askedAt, result } = asking([refusal(code)]);
  await clock.advance(60_000);
  expect(await result).toBeInstanceOf(GrammyError);
  expect(askedAt).toHaveLength(1);
});

test('a stop ends the calls', async () => {
  const { clock, result, stop } = asking([refusal(502)]);
  await clock.advance(5000);
  stop();
  await clock.advance(20_000);
  expect(await result).toBeNull();
});
