import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Update } from 'grammy/types';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { equipBot } from '../../src/features/all.ts';
import { createLog } from '../../src/log.ts';
import { rateButton, reasonButton } from '../../src/messages/buttons.ts';
import { createUpdateIntake } from '../../src/messengers/intake.ts';
import { loadAccount } from '../../src/store/accounts.ts';
import { createCommitGroup } from '../../src/store/file/commit-group.ts';
import { Sqlite } from '../../src/store/file/sqlite.ts';
import { failedUpdates } from '../../src/store/schema.ts';
import { testBot } from '../fixtures/bot.ts';
import { openDatabaseFile } from '../fixtures/database.ts';
import { TEHRAN, TestStudy } from '../fixtures/study.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hamray-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A bot over two experts' questionnaires in a file that another connection looks into. */
function taking(handleOwn: (update: Update) => Promise<void> | null = () => null, mayPass = () => false) {
  const file = join(folder, 'study.sqlite');
  const words = { experts: { e1: 'A', e2: 'A' }, items: { x: 'A', y: 'A' } };
  const study = new TestStudy(words, openDatabaseFile(file)).join().open().begin('e1', 50).begin('e2', 60);
  const { db } = study;
  const other = new Sqlite(file, { readonly: true });
  const onDisk = () =>
    (other.prepare("SELECT count(*) AS n FROM answers WHERE state = 'rated'").get() as { n: number }).n;
  const log = createLog('silent');
  const commits = createCommitGroup(db);
  const bot = testBot();
  bot.botInfo = { id: 1, is_bot: true, first_name: 'b', username: 'the_bot' } as never;
  const told: { id: string; alert: boolean; onDisk: number }[] = [];
  const now = () => study.at;
  equipBot(
    bot,
    {
      ...{ db, now, zone: TEHRAN, quietHours: null, wake() {}, wakeJobs() {}, log },
      ...{
        newToken: () => study.newToken(),
        randomBelow: () => 0,
        copiesKeptDays: null,
        botNames: () => ({}),
      },
    },
    {
      messenger: 'telegram',
      acknowledge: (id, { alert = false }) => void told.push({ id, alert, onDisk: onDisk() }),
      pressedAt: now,
      commits,
    },
  );
  const handle = (update: Update) => handleOwn(update) ?? bot.handleUpdate(update);
  const heldUp: number[] = [];
  const intake = createUpdateIntake({
    ...{ messenger: 'telegram', db, commits, handle, now, log },
    heldUp: ({ update_id }) => void heldUp.push(update_id),
    mayPass,
  });
  const from = (name: string) => {
    const { userId } = loadAccount(db, study.expert(name).accountId!)!;
    return { from: { id: userId, is_bot: false, first_name: name }, chat: { id: userId, type: 'private' } };
  };
  return {
    ...{ study, commits, told, heldUp, onDisk },
    takeAll: (updates: readonly Update[]) => intake.takeAll(updates, { elapsed: () => 0, goOn: () => true }),
    press(updateId: number, name: string, data: string) {
      const { from: presser, chat } = from(name);
      const message = { message_id: name === 'e1' ? 50 : 60, date: 1, chat, text: 'کارت' };
      const query = { id: `q${updateId}`, from: presser, chat_instance: '1', data, message };
      return { update_id: updateId, callback_query: query } as unknown as Update;
    },
    rate: (name: string, code: string) =>
      rateButton.write({ answerId: study.answer(name, code).id, place: 4 }),
    text(updateId: number, name: string, text: string) {
      const message = { message_id: 70 + updateId, date: 1, ...from(name), text };
      return { update_id: updateId, message } as unknown as Update;
    },
  };
}

describe('presses that come together', () => {
  test('are all on disk before the first of them is acknowledged', async () => {
    const { takeAll, press, rate, told } = taking();
    const updates = [press(1, 'e1', rate('e1', 'x')), press(2, 'e2', rate('e2', 'x'))];
    expect(await takeAll(updates)).toBe(2);
    expect(told).toEqual([
      { id: 'q1', alert: false, onDisk: 2 },
      { id: 'q2', alert: false, onDisk: 2 },
    ]);
  });

  test('do not suffer for one that a bug stops: it is kept, and they are saved', async () => {
    const chat = taking((update) =>
      update.update_id === 2
        ? chat.commits.add(() => {
            throw new TypeError('a bug');
          })
        : null,
    );
    const { takeAll, press, rate, study, onDisk } = chat;
    const updates = [
      press(1, 'e1', rate('e1', 'x')),
      press(2, 'e1', rate('e1', 'y')),
      press(3, 'e2', rate('e2', 'x')),
    ];
    expect(await takeAll(updates)).toBe(3);
    expect(onDisk()).toBe(2);
    expect(study.db.select().from(failedUpdates).all()).toMatchObject([{ updateId: 2, error: 'TypeError' }]);
  });

  test('are carried out before the message that came after them', async () => {
    const { takeAll, press, text, study } = taking();
    const answerId = study.answer('e1', 'x').id;
    const updates = [press(1, 'e1', reasonButton.write({ answerId })), text(2, 'e1', 'چون لازم است')];
    expect(await takeAll(updates)).toBe(2);
    expect(study.answer('e1', 'x').reason).toBe('چون لازم است');
  });

  test('wait at the messenger where the disk is full, and are acknowledged when it has room again', async () => {
    const { takeAll, press, rate, study, told, heldUp, onDisk } = taking();
    const client = study.db.$client;
    const updates = [press(1, 'e1', rate('e1', 'x')), press(2, 'e2', rate('e2', 'x'))];
    client.pragma('query_only = ON');
    expect(await takeAll(updates)).toBe(0);
    expect([told, heldUp, onDisk()]).toEqual([[], [1, 2], 0]);
    client.pragma('query_only = OFF');
    expect(await takeAll(updates)).toBe(2);
    expect([told.map(({ id }) => id), onDisk()]).toEqual([['q1', 'q2'], 2]);
  });

  test('wait without a word where what stands in their way may pass, and are told of it once it lasts', async () => {
    let passes = true;
    const { takeAll, press, rate, study, told, heldUp, onDisk } = taking(undefined, () => passes);
    const client = study.db.$client;
    const updates = [press(1, 'e1', rate('e1', 'x')), press(2, 'e2', rate('e2', 'x'))];
    client.pragma('query_only = ON');
    expect(await takeAll(updates)).toBe(0);
    expect([told, heldUp]).toEqual([[], []]);
    passes = false;
    expect(await takeAll(updates)).toBe(0);
    expect(heldUp).toEqual([1, 2]);
    client.pragma('query_only = OFF');
    expect(await takeAll(updates)).toBe(2);
    expect([told.map(({ id }) => id), onDisk()]).toEqual([['q1', 'q2'], 2]);
  });
});
