import { type Api, GrammyError } from 'grammy';
import { expect, test } from 'vitest';
import { sendPastOutbox } from '../../src/delivery/send-past-outbox.ts';
import { manualClock } from '../manual-clock.ts';

const CHAT = 7;
const message = { html: 'سلام' };

function sending(refusal: GrammyError | null = null) {
  const clock = manualClock();
  const until = new Map<number, number>();
  const sentAt: number[] = [];
  const sendMessage = async () => {
    sentAt.push(clock.elapsed());
    if (refusal) throw refusal;
  };
  const waits = {
    waitMs: (chatId: number) => Math.max(0, (until.get(chatId) ?? 0) - clock.elapsed()),
    noteWait: (chatId: number, ms: number) => void until.set(chatId, clock.elapsed() + ms),
  };
  const api = { sendMessage } as unknown as Api;
  return { clock, until, sentAt, parts: { api, waits, clock, callWithinMs: 1000 } };
}

const tooMany = () =>
  new GrammyError(
    'refused',
    { ok: false, error_code: 429, description: 'Too Many Requests', parameters: { retry_after: 12 } },
    'sendMessage',
    {},
  );

test('what goes past the outbox waits as long as the messenger asked for in that chat, and no longer', async () => {
  const { clock, until, sentAt, parts } = sending();
  const began = clock.elapsed();
  until.set(CHAT, began + 5000);
  const sent = sendPastOutbox({ chatId: CHAT, message }, parts);
  await clock.advance(4999);
  expect(sentAt).toEqual([]);
  await clock.advance(1);
  await sent;
  expect(sentAt).toEqual([began + 5000]);
});

test('a 429 to it binds the outbox too', async () => {
  const { parts } = sending(tooMany());
  await expect(sendPastOutbox({ chatId: CHAT, message }, parts)).rejects.toThrow('Too Many Requests');
  expect(parts.waits.waitMs(CHAT)).toBe(12_000);
});

test('what is not meant any more when the wait is over is not sent, nor what the end calls off', async () => {
  const { clock, until, sentAt, parts } = sending();
  until.set(CHAT, clock.elapsed() + 5000);
  const sent = sendPastOutbox({ chatId: CHAT, message }, parts, { isStillMeant: () => false });
  const ending = new AbortController();
  const calledOff = sendPastOutbox({ chatId: CHAT, message }, parts, { signal: ending.signal });
  ending.abort();
  await calledOff;
  await clock.advance(5000);
  await sent;
  expect(sentAt).toEqual([]);
});
