import { networkInterfaces } from 'node:os';
import { Api } from 'grammy';
import type { Update } from 'grammy/types';
import { afterEach, describe, expect, test } from 'vitest';
import { createLog } from '../../src/log.ts';
import { createUpdateIntake } from '../../src/messengers/intake.ts';
import { startWebhookServer, webhookAddress } from '../../src/messengers/webhook.ts';
import { createCommitGroup } from '../../src/store/file/commit-group.ts';
import { startMessenger, TOKEN } from '../dialogs/bot-api.ts';
import { newDatabase } from '../fixtures/database.ts';
import { until } from '../until.ts';

const SECRET = 'a-Secret_of_the_webhook';
const FULL = Object.assign(new Error('full'), { name: 'SqliteError', code: 'SQLITE_FULL' });

const running: { stop(): unknown }[] = [];
afterEach(async () => {
  for (const part of running.splice(0)) await part.stop();
});

type Handle = (update: Update) => Promise<void> | void;

async function webhook(
  handlers: { telegram?: Handle; bale?: Handle },
  health = { database: true },
  isOpen = () => true,
  secret: string | null = SECRET,
) {
  const db = newDatabase();
  const intake = (messenger: 'telegram' | 'bale', handle: Handle) =>
    createUpdateIntake({
      messenger,
      db,
      commits: createCommitGroup(db),
      handle,
      now: () => new Date(),
      log: createLog('silent'),
    });
  const server = await startWebhookServer({
    host: '127.0.0.1',
    port: 0,
    secret,
    metrics: { contentType: 'text/plain; version=0.0.4', told: async () => 'hamray_rounds_open 1\n' },
    doors: {
      ...(handlers.telegram && { telegram: { intake: intake('telegram', handlers.telegram), isOpen } }),
      ...(handlers.bale && { bale: { intake: intake('bale', handlers.bale), isOpen } }),
    },
    health: async () => health,
  });
  running.push(server);
  return { ...server, address: `http://127.0.0.1:${server.port}` };
}

function post(url: string, body: string, secret?: string): Promise<number> {
  return postWhole(url, body, secret).then(({ status }) => status);
}

function postWhole(url: string, body: string, secret?: string): Promise<Response> {
  const headers = secret === undefined ? {} : { 'x-telegram-bot-api-secret-token': secret };
  return fetch(url, { method: 'POST', body, headers });
}

const update = (id: number) => JSON.stringify({ update_id: id, message: { text: `${id}` } });

test('an update is answered only when it has been handled', async () => {
  let finish = () => {};
  const events: string[] = [];
  const { address } = await webhook({
    telegram: async () => {
      await new Promise<void>((resolve) => {
        finish = resolve;
        events.push('begun');
      });
      events.push('handled');
    },
  });
  const answered = post(`${address}/hook`, update(1), SECRET).then((status) =>
    events.push(`answered ${status}`),
  );
  await until(() => events.includes('begun'));
  finish();
  await answered;
  expect(events).toEqual(['begun', 'handled', 'answered 200']);
});

test('a request without the secret is refused', async () => {
  const handled: number[] = [];
  const { address } = await webhook({ telegram: ({ update_id }) => void handled.push(update_id) });
  expect(await post(`${address}/hook`, update(1))).toBe(401);
  expect(await post(`${address}/hook`, update(1), `${SECRET}x`)).toBe(401);
  expect(await post(`${address}/${SECRET}`, update(1))).toBe(401);
  expect(handled).toEqual([]);
});

test('Bale, which knows no header, has an address of its own, which opens no other door', async () => {
  const handled: string[] = [];
  const { address } = await webhook({
    telegram: () => void handled.push('telegram'),
    bale: () => void handled.push('bale'),
  });
  expect(webhookAddress('telegram', `${address}/hook`, SECRET)).toBe(`${address}/hook`);
  expect(await post(`${address}/hook`, update(2), SECRET)).toBe(200);
  for (const url of [`${address}/hook/`, `${address}?a=b`, `${address}/hook?a=b#c`]) {
    const bales = webhookAddress('bale', url, SECRET);
    expect(bales).not.toContain(SECRET);
    expect(await post(bales, update(1))).toBe(200);
    const inLog = bales.split('?')[0]!.split('/').at(-1)!;
    expect(await post(`${address}/hook`, update(3), inLog)).toBe(401);
  }
  expect(await post(`${address}/hook/${SECRET}`, update(4))).toBe(401);
  expect(handled).toEqual(['telegram', 'bale', 'bale', 'bale']);
});

test('the webhook server listens on the address that is set, and on no other', async () => {
  const other = Object.values(networkInterfaces())
    .flat()
    .find((one) => one && !one.internal && one.family === 'IPv4')?.address;
  const { port } = await webhook({});
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
  // The whole net 127.0.0.0/8 is this machine, where there is no other interface.
  await expect(fetch(`http://${other ?? '127.0.0.2'}:${port}/healthz`)).rejects.toThrow();
});

test('a full disk is answered 500, so that it comes again; a bug is not', async () => {
  const { address } = await webhook({
    telegram: ({ update_id }) => {
      throw update_id === 1 ? FULL : new TypeError('bug');
    },
  });
  const refused = await postWhole(address, update(1), SECRET);
  expect(refused.status).toBe(500);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await post(address, update(2), SECRET)).toBe(200);
});

test('before the bot is known an update is left to the messenger, which is told when to come again', async () => {
  let isKnown = false;
  const handled: number[] = [];
  const { address } = await webhook(
    { telegram: ({ update_id }) => void handled.push(update_id) },
    { database: true },
    () => isKnown,
  );
  const refused = await postWhole(address, update(1), SECRET);
  expect(refused.status).toBe(503);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await post(address, update(1), 'another')).toBe(401);
  isKnown = true;
  expect(await post(address, update(1), SECRET)).toBe(200);
  expect(handled).toEqual([1]);
});

test('updates that come at once are handled one after another', async () => {
  const events: string[] = [];
  const { address } = await webhook({
    telegram: async ({ update_id }) => {
      events.push(`begin ${update_id}`);
      await new Promise((resolve) => setImmediate(resolve));
      events.push(`end ${update_id}`);
    },
  });
  await Promise.all([1, 2, 3, 4].map((id) => post(address, update(id), SECRET)));
  expect(events).toHaveLength(8);
  for (let at = 0; at < 8; at += 2) expect(events[at + 1]).toBe(events[at]!.replace('begin', 'end'));
});

describe('what is no update', () => {
  test.each([
    ['more than a megabyte', 'x'.repeat(1024 * 1024 + 1), 413],
    ['far more than a megabyte', 'x'.repeat(20 * 1024 * 1024), 413],
    ['no JSON', '{', 400],
    ['no update', '{"hello":1}', 400],
    ['nothing', 'null', 400],
  ])('%s is refused', async (_, body, status) => {
    const { address } = await webhook({ telegram: () => {} });
    expect(await post(address, body, SECRET)).toBe(status);
  });

  test('another method is not found', async () => {
    const { address } = await webhook({ telegram: () => {} });
    expect((await fetch(address)).status).toBe(404);
  });
});

test('`/healthz` tells what answers', async () => {
  const well = await webhook({}, { database: true, telegram: true } as never);
  const answer = await fetch(`${well.address}/healthz`);
  expect([answer.status, await answer.json()]).toEqual([200, { database: true, telegram: true }]);
  const ill = await webhook({}, { database: true, telegram: false } as never);
  expect((await fetch(`${ill.address}/healthz`)).status).toBe(503);
});

test('`/metrics` tells what is counted', async () => {
  const { address } = await webhook({});
  const answer = await fetch(`${address}/metrics`);
  expect([answer.headers.get('content-type'), await answer.text()]).toEqual([
    'text/plain; version=0.0.4',
    'hamray_rounds_open 1\n',
  ]);
});

test('where updates are polled for, health is told and nothing that is posted is taken', async () => {
  const handled: number[] = [];
  const telegram = ({ update_id }: Update) => void handled.push(update_id);
  const { address } = await webhook({ telegram }, undefined, undefined, null);
  expect((await fetch(`${address}/healthz`)).status).toBe(200);
  for (const secret of [SECRET, '', 'null'])
    expect(await post(`${address}/hook`, update(1), secret)).toBe(401);
  expect(await post(`${address}/null`, update(1))).toBe(401);
  expect(handled).toEqual([]);
});

test('stopping lets the update under way end', async () => {
  const begun: (() => void)[] = [];
  const { address, stop } = await webhook({
    telegram: () => new Promise<void>((resolve) => void begun.push(resolve)),
  });
  const answered = post(address, update(1), SECRET);
  await until(() => begun.length === 1);
  const stopped = stop();
  begun[0]!();
  expect(await answered).toBe(200);
  await stopped;
});

test('with a real Bot API server: updates arrive, and those that failed arrive again', async () => {
  const messenger = await startMessenger({ webhookPauseMs: 20 });
  running.push(messenger);
  const person = { id: 9, firstName: 'علی' };
  messenger.addPerson(person);
  let full = true;
  const handled: string[] = [];
  const { address } = await webhook({
    telegram: ({ message }) => {
      if (full) throw FULL;
      handled.push(message!.text!);
    },
  });
  await new Api(TOKEN, { apiRoot: messenger.apiRoot }).setWebhook(`${address}/hook`, {
    secret_token: SECRET,
  });
  messenger.send(person.id, 'one');
  await until(() => messenger.webhook.info()['last_error_message']);
  full = false;
  await until(() => handled.includes('one'));
  expect(handled).toEqual(['one']);
});
