import { describe, expect, test } from 'vitest';
import { dropReplies, loadParked, queueMessage, sentMessageId } from '../../src/store/outbox.ts';
import { openOutboxQueue } from '../../src/store/outbox-queue.ts';
import { outbox } from '../../src/store/schema.ts';
import { HOUR, TestStudy } from '../fixtures/study.ts';

function box() {
  const study = new TestStudy({ experts: { e1: 'A' }, items: { x: 'A' } }).join();
  const accountId = study.expert('e1').accountId!;
  const { db, at } = study;
  return {
    study,
    db,
    at,
    accountId,
    queue: openOutboxQueue(db),
    remind: (key: string, notBefore?: Date) =>
      queueMessage(db, {
        ...{ kind: 'reminder', key, accountId, at, args: { questionnaireId: 1, slotHours: 24 } },
        ...(notBefore && { notBefore }),
      }),
    reply: (key: string) =>
      queueMessage(db, { kind: 'reply', key, accountId, at, args: { message: { html: key } } }),
    keys: () =>
      db
        .select()
        .from(outbox)
        .all()
        .map(({ key, state }) => `${key} ${state}`),
  };
}

describe('a message', () => {
  test('is queued once under its key, also after it was sent', () => {
    const { remind, queue, accountId, at } = box();
    expect(remind('r1')).toBe(true);
    expect(remind('r1')).toBe(false);
    queue.markSent(queue.next(accountId, at)!.id, 7, at);
    expect(remind('r1')).toBe(false);
  });

  test('that answers somebody goes before what goes out by itself', () => {
    const { remind, reply, queue, accountId, at } = box();
    remind('r1');
    reply('a1');
    reply('a2');
    expect(queue.next(accountId, at)?.key).toBe('a1');
  });

  test('that is held back waits for its moment', () => {
    const { remind, queue, accountId, at } = box();
    const later = new Date(at.getTime() + HOUR);
    remind('r1', later);
    expect(queue.next(accountId, at)).toBeNull();
    expect(queue.nextDue('telegram', at)).toEqual(later);
    expect(queue.next(accountId, later)?.key).toBe('r1');
  });

  test('keeps the message it became, for what replaces it', () => {
    const { db, reply, queue, accountId, at } = box();
    reply('working');
    expect(sentMessageId(db, 'working')).toBeNull();
    queue.markSent(queue.next(accountId, at)!.id, 41, at);
    expect(sentMessageId(db, 'working')).toBe(41);
    expect(sentMessageId(db, 'never')).toBeNull();
  });

  test('whose send had begun is found after a kill', () => {
    const { remind, queue, accountId, at } = box();
    remind('r1');
    queue.markSending(queue.next(accountId, at)!.id);
    expect(queue.next(accountId, at)).toBeNull();
    expect(queue.cutOff('telegram')).toMatchObject([{ key: 'r1', attempts: 1 }]);
    expect(queue.cutOff('bale')).toEqual([]);
  });
});

test('refused messages are parked, and counted for their study by the messenger’s reason', () => {
  const { study, db, remind, queue, accountId, at } = box();
  for (const [key, reason] of [
    ['r1', 'wrong entities'],
    ['r2', 'message is too long'],
    ['r3', 'message is too long'],
  ] as const) {
    remind(key);
    queue.end(queue.next(accountId, at)!.id, 'parked', reason, at);
  }
  expect(loadParked(db, study.studyId)).toEqual([
    { messages: 2, reason: 'message is too long' },
    { messages: 1, reason: 'wrong entities' },
  ]);
  expect(loadParked(db, study.studyId + 1)).toEqual([]);
});

test('answers to a person who cannot be reached are dropped; what goes out by itself waits', () => {
  const { db, remind, reply, keys, accountId, at } = box();
  remind('r1');
  reply('a1');
  dropReplies(db, accountId, 'unreachable', at);
  expect(keys()).toEqual(['r1 waiting', 'a1 dropped']);
});

test('an answer keeps its words only until it has left, or never will', () => {
  const { db, remind, reply, queue, accountId, at } = box();
  for (const key of ['a1', 'a2', 'a3']) reply(key);
  remind('r1');
  const words = () =>
    db
      .select()
      .from(outbox)
      .all()
      .map(({ key, args }) => [key, Object.keys(args).length > 0]);
  queue.markSent(queue.next(accountId, at)!.id, 1, at);
  queue.end(queue.next(accountId, at)!.id, 'parked', 'refused', at);
  expect(Object.fromEntries(words())).toEqual({ a1: false, a2: false, a3: true, r1: true });
  dropReplies(db, accountId, 'unreachable', at);
  queue.markSent(queue.next(accountId, at)!.id, 2, at);
  expect(Object.fromEntries(words())).toEqual({ a1: false, a2: false, a3: false, r1: true });
});

describe('accounts with work', () => {
  test('come in the order queued, page by page, without those who cannot be reached', () => {
    const { study, remind, queue, at } = box();
    remind('r1');
    const { db } = study;
    for (const key of ['r2', 'r3']) {
      const args = { questionnaireId: 1, slotHours: 24 };
      queueMessage(db, { kind: 'reminder', key, accountId: study.account(), at, args });
    }
    db.$client.exec('UPDATE accounts SET unreachable_since = 1 WHERE id = (SELECT max(id) FROM accounts)');
    const waiting = (after: number, limit: number) =>
      queue.waiting('telegram', 1, after, at, limit).map(({ place }) => place);
    const all = waiting(0, 10);
    expect(all).toHaveLength(2);
    expect(waiting(0, 1)).toEqual(all.slice(0, 1));
    expect(waiting(all[0]!, 10)).toEqual(all.slice(1));
    expect(queue.waiting('bale', 1, 0, at, 10)).toEqual([]);
  });

  test('have lagging cards until these are shown', () => {
    const { study, queue } = box();
    study.open().begin('e1');
    const accountId = study.expert('e1').accountId!;
    const [card] = queue.laggingCards(accountId);
    expect(card).toMatchObject({ questionnaireId: study.questionnaire('e1').id, shownHash: null });
    expect(queue.lagging('telegram', 0, 10)).toMatchObject([{ accountId }]);
    study.db.$client.exec('UPDATE questionnaires SET card_shown_version = card_version');
    expect(queue.laggingCards(accountId)).toEqual([]);
    expect(queue.lagging('telegram', 0, 10)).toEqual([]);
  });
});
