import { afterEach, describe, expect, test } from 'vitest';
import type { Messenger } from '../../../src/store/accounts.ts';
import type { Outgoing } from '../../../src/store/outbox.ts';
import { manualClock } from '../../manual-clock.ts';
import { type ApiCall, createWorld, DONE, pretendedApi } from '../delivery-world.ts';

const HOUR = 3_600_000;
const REFUSED = { ok: false, error_code: 400, description: 'Bad Request: nobody knows why' } as const;
const OPENING: Outgoing = { kind: 'round-opened', args: { questionnaireId: 1, atOnce: true } };

const running: { stop(): unknown }[] = [];
afterEach(async () => {
  for (const part of running.splice(0)) await part.stop();
});

function worldOn(messenger: Messenger, answer: (call: ApiCall) => typeof REFUSED | typeof DONE) {
  const clock = manualClock();
  const { api, calls } = pretendedApi(clock, answer);
  const world = createWorld({ clock, links: [{ messenger, api }] });
  running.push({ stop: () => world.delivery.stop(0) });
  const account = world.account(501, messenger);
  return { ...world, clock, calls, account };
}

describe('on Bale', () => {
  test('what is refused for an unknown reason is tried three times over hours; then the person is unreachable', async () => {
    const { clock, calls, account, lost, delivery, queue, row } = worldOn('bale', () => REFUSED);
    queue(account, 'opening', OPENING);
    delivery.start();
    await clock.advance(1000);
    expect(row('opening')).toMatchObject({ state: 'waiting', refusals: 1, attempts: 0 });
    await clock.advance(5 * HOUR);
    expect(calls.map(({ at }) => Math.round(at / HOUR))).toEqual([0, 1, 4]);
    expect(lost).toEqual([{ accountId: account, reason: '400 Bad Request: nobody knows why' }]);
    expect(row('opening').state).toBe('waiting');
  });

  test('a refusal that passes leaves nobody unreachable, and other messages go on meanwhile', async () => {
    let refuse = true;
    const { clock, calls, account, lost, delivery, queue, row } = worldOn('bale', ({ text }) =>
      refuse && text === 'opening' ? REFUSED : DONE,
    );
    queue(account, 'opening', OPENING);
    queue(account, 'moved', { kind: 'deadline-moved', args: { questionnaireId: 1, deadline: 1 } });
    delivery.start();
    await clock.advance(5000);
    expect(row('moved').state).toBe('sent');
    refuse = false;
    await clock.advance(2 * HOUR);
    expect(row('opening').state).toBe('sent');
    expect(calls).toHaveLength(3);
    expect(lost).toEqual([]);
  });

  test('an answer to who just wrote is at fault itself: it is parked at once', async () => {
    const { clock, account, lost, delivery, reply, row } = worldOn('bale', () => REFUSED);
    reply(account, 'answer');
    delivery.start();
    await clock.advance(1000);
    expect(row('answer')).toMatchObject({ state: 'parked', error: '400 Bad Request: nobody knows why' });
    expect(lost).toEqual([]);
  });
});

test('on Telegram, whose refusals are known, a refused message is parked at once', async () => {
  const { clock, account, lost, delivery, queue, row } = worldOn('telegram', () => REFUSED);
  queue(account, 'opening', OPENING);
  delivery.start();
  await clock.advance(1000);
  expect(row('opening').state).toBe('parked');
  expect(lost).toEqual([]);
});

test('an answer that does not arrive makes nobody unreachable: that would tell who had asked', async () => {
  const blocked = {
    ok: false,
    error_code: 403,
    description: 'Forbidden: bot was blocked by the user',
  } as const;
  const { clock, calls, account, lost, delivery, queue, row } = worldOn('telegram', ({ text }) =>
    text === 'answer' ? blocked : DONE,
  );
  queue(account, 'answer', { kind: 'question-answer', args: { questionId: 1 } });
  delivery.start();
  await clock.advance(1000);
  queue(account, 'opening', OPENING);
  delivery.wake();
  await clock.advance(1000);
  expect([row('answer').state, row('opening').state, lost]).toEqual(['waiting', 'sent', []]);
  await clock.advance(5 * 24 * HOUR);
  expect(calls.filter(({ text }) => text === 'answer')).toHaveLength(4);
  expect(row('answer')).toMatchObject({ state: 'parked' });
  expect(lost).toEqual([]);
});
