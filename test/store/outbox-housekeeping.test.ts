import { expect, test } from 'vitest';
import { ensureAccount, loadAccount, markReachable, markUnreachable } from '../../src/store/accounts.ts';
import { openDatabase } from '../../src/store/database.ts';
import { loadPauses, savePause } from '../../src/store/messenger-pauses.ts';
import {
  dropReplies,
  loadParkedMessages,
  type Outgoing,
  pruneOutbox,
  queueMessage,
  sentMessageId,
} from '../../src/store/outbox.ts';
import { openOutboxQueue } from '../../src/store/outbox-queue.ts';
import { outbox } from '../../src/store/schema.ts';

const DAY = 24 * 60 * 60 * 1000;
const at = (days: number) => new Date(Date.UTC(2026, 8, 1) + days * DAY);
const REPLY: Outgoing = { kind: 'reply', args: { message: { html: 'x' } } };
const REMINDER: Outgoing = { kind: 'reminder', args: { questionnaireId: 1, slotHours: 24 } };

function filled() {
  const db = openDatabase(':memory:');
  const accountId = ensureAccount(db, 'telegram', 1, at(0)).id;
  const queue = (key: string, message: Outgoing, day = 0) =>
    queueMessage(db, { ...message, key, accountId, at: at(day) });
  const keys = () => db.select({ key: outbox.key, state: outbox.state }).from(outbox).all();
  const rowId = (key: string) =>
    db
      .select()
      .from(outbox)
      .all()
      .find((row) => row.key === key)!.id;
  return { db, accountId, queue, keys, rowId, sending: openOutboxQueue(db) };
}

test('old replies are deleted; what waits stays, and so does what went out by itself: its key must last', () => {
  const { db, queue, keys, rowId, sending } = filled();
  for (const key of ['old', 'dropped', 'waiting', 'new']) queue(key, REPLY);
  queue('reminder', REMINDER);
  sending.markSent(rowId('old'), 5, at(1));
  sending.end(rowId('dropped'), 'dropped', 'unreachable', at(1));
  sending.markSent(rowId('new'), 6, at(9));
  sending.markSent(rowId('reminder'), 7, at(1));
  expect(pruneOutbox(db, at(8))).toBe(2);
  expect(keys().map(({ key }) => key)).toEqual(['waiting', 'new', 'reminder']);
  expect(queue('reminder', REMINDER, 10)).toBe(false);
});

test('replies of somebody who is gone are dropped, and nothing else', () => {
  const { db, accountId, queue, keys } = filled();
  queue('reply', REPLY);
  queue('strip', { kind: 'strip', args: { messageId: 3 } });
  queue('export', { kind: 'document', args: { fileId: 1 } });
  queue('reminder', REMINDER);
  dropReplies(db, accountId, 'unreachable', at(1));
  expect(keys()).toEqual([
    { key: 'reply', state: 'dropped' },
    { key: 'strip', state: 'dropped' },
    { key: 'export', state: 'waiting' },
    { key: 'reminder', state: 'waiting' },
  ]);
});

test('parked messages are listed with their reason', () => {
  const { db, accountId, queue, rowId, sending } = filled();
  queue('bad', REMINDER);
  sending.end(rowId('bad'), 'parked', '400 too long', at(1));
  expect(loadParkedMessages(db, 10)).toEqual([
    { id: rowId('bad'), kind: 'reminder', accountId, error: '400 too long' },
  ]);
});

test('the message that a row became is found by its key, once it was sent', () => {
  const { db, queue, rowId, sending } = filled();
  queue('working', REPLY);
  expect(sentMessageId(db, 'working')).toBeNull();
  sending.markSent(rowId('working'), 77, at(1));
  expect(sentMessageId(db, 'working')).toBe(77);
});

test('a send that surely did not arrive is not counted, one that may have is', () => {
  const { accountId, queue, rowId, sending } = filled();
  queue('reminder', REMINDER);
  sending.markSending(rowId('reminder'));
  expect(sending.next(accountId, at(1))).toBeNull();
  expect(sending.cutOff('telegram')).toMatchObject([{ key: 'reminder', attempts: 1 }]);
  sending.release(rowId('reminder'), false);
  expect(sending.next(accountId, at(1))).toMatchObject({ attempts: 0 });
  sending.markSending(rowId('reminder'));
  sending.release(rowId('reminder'), true);
  expect(sending.next(accountId, at(1))).toMatchObject({ attempts: 1 });
});

test('an account is unreachable from the first refusal on, until its owner is heard from', () => {
  const { db, accountId, sending } = filled();
  expect(markUnreachable(db, accountId, 'blocked', at(1))).toBe(true);
  expect(markUnreachable(db, accountId, 'deactivated', at(2))).toBe(false);
  expect(loadAccount(db, accountId)).toMatchObject({ unreachableSince: at(1), unreachableReason: 'blocked' });
  expect(sending.chat(accountId)).toEqual({ messenger: 'telegram', chatId: 1, reachable: false });
  expect(markReachable(db, accountId)).toBe(true);
  expect(markReachable(db, accountId)).toBe(false);
  expect(sending.chat(accountId)).toMatchObject({ reachable: true });
});

test('waits that a messenger asked for are kept until they are over', () => {
  const { db } = filled();
  savePause(db, 'telegram', { chatId: 0, until: at(1) });
  savePause(db, 'telegram', { chatId: 9, until: at(3) });
  savePause(db, 'telegram', { chatId: 9, until: at(4) });
  savePause(db, 'bale', { chatId: 9, until: at(5) });
  expect(loadPauses(db, 'telegram', at(2))).toEqual([{ chatId: 9, until: at(4) }]);
  expect(loadPauses(db, 'telegram', at(0))).toEqual([{ chatId: 9, until: at(4) }]);
});
