import type { Update } from 'grammy/types';
import { describe, expect, test } from 'vitest';
import { equipBot } from '../../src/features/all.ts';
import { createLog } from '../../src/log.ts';
import { rateButton } from '../../src/messages/buttons.ts';
import { loadAccount, markUnreachable } from '../../src/store/accounts.ts';
import { createCommitGroup } from '../../src/store/file/commit-group.ts';
import { testBot } from '../fixtures/bot.ts';
import { TEHRAN, TestStudy } from '../fixtures/study.ts';

interface Told {
  readonly id: string;
  readonly text?: string;
  readonly alert?: boolean;
}

/** A bot over a study, whose answers to presses are caught. */
function botOver(study: TestStudy, messenger: 'telegram' | 'bale' = 'telegram') {
  const told: Told[] = [];
  const woken: (number | undefined)[] = [];
  const bot = testBot({ messenger });
  bot.botInfo = { id: 1, is_bot: true, first_name: 'b', username: 'the_bot' } as never;
  const deps = {
    db: study.db,
    now: () => study.at,
    zone: TEHRAN,
    quietHours: null,
    wake: (accountId?: number) => void woken.push(accountId),
    wakeJobs: () => {},
    newToken: () => study.newToken(),
    randomBelow: () => 0,
    copiesKeptDays: 14,
    botNames: () => ({}),
    log: createLog('silent'),
  };
  equipBot(bot, deps, {
    messenger,
    acknowledge: (id, answer) => void told.push({ id, ...answer }),
    pressedAt: () => study.at,
    commits: createCommitGroup(study.db),
  });
  return { told, woken, handle: (update: Update) => bot.handleUpdate(update) };
}

function press(study: TestStudy, name: string, data: string, updateId = 7, id = `q${updateId}`): Update {
  const { userId } = loadAccount(study.db, study.expert(name).accountId!)!;
  const from = { id: userId, is_bot: false, first_name: name };
  const chat = { id: userId, type: 'private' as const, first_name: name };
  const message = { message_id: 50, date: 1, chat, text: 'کارت' };
  const query = { id, from, chat_instance: '1', data, message };
  return { update_id: updateId, callback_query: query } as unknown as Update;
}

const answering = () =>
  new TestStudy({ experts: { e1: 'A' }, items: { x: 'A', y: 'A' } }).join().open().begin('e1', 50);

describe('an update that comes again, as after a kill before it was confirmed', () => {
  test('is not carried out twice, and its press is answered all the same', async () => {
    const study = answering();
    const { told, handle } = botOver(study);
    const first = press(study, 'e1', rateButton.write({ answerId: study.answer('e1', 'x').id, place: 4 }));
    await handle(first);
    study.rate('e1', 'x', 1);
    await handle(first);
    expect(study.answer('e1', 'x').value).toBe(1);
    expect(told).toEqual([{ id: 'q7' }, { id: 'q7' }]);
  });

  test('is known by the press alone, and another under its number is none of it', async () => {
    const study = answering();
    const { handle } = botOver(study);
    const place = (data: number) => rateButton.write({ answerId: study.answer('e1', 'x').id, place: data });
    const first = press(study, 'e1', place(4));
    await handle(first);
    const { value } = study.answer('e1', 'x');
    study.rate('e1', 'x', 1);
    const { callback_query: pressed } = first as { callback_query: object };
    const message = { message_id: 50, date: 2, chat: { id: 1, type: 'private' }, text: 'کارت بعدی' };
    await handle({ ...first, callback_query: { ...pressed, message } } as Update);
    expect(study.answer('e1', 'x').value).toBe(1);
    // A messenger that counts its updates anew.
    await handle(press(study, 'e1', place(4), 7, 'q8'));
    expect(study.answer('e1', 'x').value).toBe(value);
  });

  test('and was refused is refused again: its alert may have been lost', async () => {
    const study = answering();
    const { told, handle } = botOver(study);
    const late = press(study, 'e1', rateButton.write({ answerId: study.answer('e1', 'x').id, place: 4 }));
    study.close();
    await handle(late);
    await handle(late);
    expect(told).toMatchObject([{ alert: true }, { alert: true }]);
    expect(study.answer('e1', 'x').state).toBe('open');
  });
});

describe('a refused press from an app that shows no alert', () => {
  const refused = async (queryId: string) => {
    const study = answering().close();
    const { handle } = botOver(study, 'bale');
    const data = rateButton.write({ answerId: study.answer('e1', 'x').id, place: 4 });
    await handle(press(study, 'e1', data, 7, queryId));
    return study.queued('reply').map(({ args }) => args.message.html);
  };

  test('is refused by a message too', async () => {
    expect(await refused('1234')).toEqual([expect.stringContaining('این پرسش‌نامه برای شما نیست')]);
  });

  test('any other sees the alert, and no message', async () => {
    expect(await refused('8234')).toEqual([]);
  });
});

test('an account that blocked the bot and writes or presses again is sent at once what waited for it', async () => {
  const study = answering();
  const { woken, handle } = botOver(study);
  const accountId = study.expert('e1').accountId!;
  markUnreachable(study.db, accountId, 'blocked', study.at);
  await handle(press(study, 'e1', 'outdated'));
  expect(woken).toEqual([accountId]);
  expect(loadAccount(study.db, accountId)!.unreachableSince).toBeNull();
});
