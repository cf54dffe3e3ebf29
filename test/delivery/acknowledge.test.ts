import { GrammyError } from 'grammy';
import { expect, test } from 'vitest';
import { createAcknowledging } from '../../src/delivery/acknowledge.ts';
import { manualClock } from '../manual-clock.ts';
import { type Answer, pretendedApi, silentLog } from './delivery-world.ts';

const TOO_OLD: Answer = { ok: false, error_code: 400, description: 'Bad Request: query is too old' };
const YES: Answer = { ok: true, result: true };

function acknowledging(answer: () => Answer | Promise<Answer>) {
  const clock = manualClock();
  const answered: unknown[] = [];
  const { api, calls } = pretendedApi(clock, answer);
  api.config.use((prev, method, payload, signal) => {
    answered.push(payload);
    return prev(method, payload, signal);
  });
  return { clock, calls, answered, ...createAcknowledging(api, { clock, log: silentLog }) };
}

test('a press is answered at once, with an alert only where one is asked for', async () => {
  const { acknowledge, settled, answered } = acknowledging(() => YES);
  acknowledge('1', {});
  acknowledge('2', { text: '۳ گویه مانده است' });
  acknowledge('3', { text: 'دور بسته است', alert: true });
  await settled();
  expect(answered).toEqual([
    { callback_query_id: '1' },
    { callback_query_id: '2', text: '۳ گویه مانده است', show_alert: false },
    { callback_query_id: '3', text: 'دور بسته است', show_alert: true },
  ]);
});

test('an acknowledgement is repeated after a broken connection, at most twice', async () => {
  const { clock, acknowledge, settled, calls } = acknowledging(() => {
    throw new Error('reset');
  });
  acknowledge('1', {});
  await clock.advance(10_000);
  await settled();
  expect(calls).toHaveLength(3);
});

test('an acknowledgement is repeated after a 5xx or 429, after the wait that the messenger names', async () => {
  const answers: Answer[] = [
    { ok: false, error_code: 500, description: 'Internal Server Error' },
    { ok: false, error_code: 429, description: 'Too Many Requests', parameters: { retry_after: 2 } },
    YES,
  ];
  const { clock, acknowledge, settled, calls } = acknowledging(() => answers.shift()!);
  acknowledge('1', {});
  await clock.advance(2000);
  expect(calls).toHaveLength(2);
  await clock.advance(2000);
  await settled();
  expect(calls).toHaveLength(3);
});

test('an acknowledgement that comes too late is dropped', async () => {
  const { clock, acknowledge, settled, calls } = acknowledging(() => TOO_OLD);
  acknowledge('1', {});
  await clock.advance(10_000);
  await settled();
  expect(calls).toHaveLength(1);
});

test('at most 100 acknowledgements are under way at once; the others wait their turn, or are dropped as too late', async () => {
  const open: ((answer: Answer) => void)[] = [];
  const { clock, acknowledge, settled, calls } = acknowledging(
    () => new Promise((resolve) => void open.push(resolve)),
  );
  for (let press = 1; press <= 150; press += 1) acknowledge(String(press), {});
  await clock.rest();
  expect(calls).toHaveLength(100);
  for (const resolve of open.splice(0, 20)) resolve(YES);
  await clock.rest();
  expect(calls).toHaveLength(120);
  await clock.advance(11_000);
  for (const resolve of open.splice(0)) resolve(YES);
  await settled();
  expect(calls).toHaveLength(120);
});

test('a refusal is a GrammyError, and a broken connection is not', async () => {
  const { api } = pretendedApi(manualClock(), () => TOO_OLD);
  await expect(api.answerCallbackQuery('1')).rejects.toBeInstanceOf(GrammyError);
});
