import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { messengerFaults } from '../../src/doctor/messenger-faults.ts';
import { startMessenger, TOKEN } from '../dialogs/bot-api.ts';

const NAMES = { token: 'BOT_TOKEN', apiRoot: 'BOT_API_ROOT', proxy: 'BOT_PROXY' };
const running: { stop(): unknown }[] = [];
afterEach(async () => {
  for (const part of running.splice(0)) await part.stop();
});

function faults(
  access: { apiRoot: string; token?: string; proxy?: string },
  also: { now?: () => Date; webhook?: { url: string; secret: string } } = {},
): Promise<string[]> {
  return messengerFaults({
    access: { messenger: 'telegram', token: TOKEN, proxy: null, ...access },
    names: NAMES,
    webhook: also.webhook ?? null,
    clock: systemClock(also.now),
    newBoundary: () => 'boundary',
  });
}

async function messenger(): Promise<string> {
  const started = await startMessenger();
  running.push(started);
  return started.apiRoot;
}

/** A Bot API whose every method answers the same. */
async function server(status: number, answer: (method: string) => unknown): Promise<string> {
  const http = createServer(({ url }, response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    const body = answer(String(url).split('/').at(-1)!);
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  running.push({ stop: () => http.closeAllConnections() ?? http.close() });
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
}

test('a messenger that answers', async () => {
  expect(await faults({ apiRoot: await messenger() })).toEqual([]);
});

test('a token that it refuses', async () => {
  expect(await faults({ apiRoot: await messenger(), token: '1:wrong' })).toEqual([
    'BOT_TOKEN is refused by the messenger; expected the token that it gave out last',
  ]);
});

test('an address where nobody answers, directly and through a proxy', async () => {
  const apiRoot = 'http://127.0.0.1:1';
  expect(await faults({ apiRoot })).toEqual([
    'BOT_API_ROOT: Telegram cannot be reached at `http://127.0.0.1:1` (ECONNREFUSED); expected a network that lets it through, or a BOT_PROXY',
  ]);
  expect(await faults({ apiRoot, proxy: 'http://127.0.0.1:2' })).toEqual([
    expect.stringMatching(
      /^BOT_PROXY: Telegram cannot be reached through it \(\w+\); expected a proxy that runs/,
    ),
  ]);
});

test('a page in the place of a Bot API, as filtered networks show it', async () => {
  const apiRoot = await server(200, () => '<html>');
  expect(await faults({ apiRoot })).toEqual([
    `BOT_API_ROOT is \`${apiRoot}\`, which does not answer as a Bot API; expected such a server`,
  ]);
});

test('a clock that is wrong, either way', async () => {
  const apiRoot = await messenger();
  const behind = await faults({ apiRoot }, { now: () => new Date(Date.now() - 210 * 60_000) });
  expect(behind).toEqual([
    expect.stringContaining(
      'the clock of this machine is 210 min behind that of Telegram; expected the right time',
    ),
  ]);
  const ahead = await faults({ apiRoot }, { now: () => new Date(Date.now() + 5 * 60_000) });
  expect(ahead).toEqual([expect.stringContaining('5 min ahead of')]);
});

test('a webhook that could not be reached within the hour, where it is this program’s', async () => {
  const url = 'https://bot.example.org/hook';
  const seconds = Math.floor(Date.now() / 1000);
  const told = (set: string, age: number) =>
    server(200, (method) => ({
      ok: true,
      result:
        method === 'getMe'
          ? { id: 1, is_bot: true, first_name: 'bot', username: 'a_bot' }
          : { url: set, last_error_date: seconds - age, last_error_message: 'Connection refused' },
    }));
  const webhook = { url, secret: 'a-Secret_of_the_webhook-0' };
  expect(await faults({ apiRoot: await told(url, 60) }, { webhook })).toEqual([
    `WEBHOOK_URL is \`${url}\`, where Telegram could not deliver within the last hour (Connection refused); expected an address that leads to HOST and PORT`,
  ]);
  expect(await faults({ apiRoot: await told(url, 7200) }, { webhook })).toEqual([]);
  // The next start tells it the new one.
  expect(await faults({ apiRoot: await told('https://old.example.org', 60) }, { webhook })).toEqual([]);
  expect(await faults({ apiRoot: await told(url, 60) })).toEqual([]);
});
