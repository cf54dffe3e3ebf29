import { randomBytes } from 'node:crypto';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import type { Update } from 'grammy/types';
import { afterEach, describe, expect, test } from 'vitest';
import { makeCall } from '../../src/delivery/call.ts';
import { SizedFile } from '../../src/messengers/multipart.ts';
import { startMessenger, TOKEN } from '../dialogs/bot-api.ts';
import { testBot } from '../fixtures/bot.ts';
import { manualClock } from '../manual-clock.ts';

const PERSON = { id: 501, firstName: 'مریم' };

const running: { stop(): unknown }[] = [];
afterEach(async () => {
  for (const part of running.splice(0)) await part.stop();
});

async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  running.push({
    stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  });
  return (server.address() as AddressInfo).port;
}

/** Joins a client and the host it asked for. */
function join(client: Socket, port: number, host: string, joined: () => void): void {
  const target = connect(port, host, () => {
    joined();
    client.pipe(target).pipe(client);
  });
  target.on('error', () => client.destroy());
  client.on('close', () => target.destroy());
}

/** An HTTP proxy that knows CONNECT. @returns its port, and the hosts asked for */
async function httpProxy(refusing = false): Promise<{ port: number; asked: string[] }> {
  const asked: string[] = [];
  const server = createHttpServer();
  server.on('connect', (request, client: Socket) => {
    asked.push(request.url!);
    if (refusing)
      return client.end('HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/html\r\n\r\n<html></html>');
    const [host, port] = request.url!.split(':');
    join(client, Number(port), host!, () => client.write('HTTP/1.1 200 Connection established\r\n\r\n'));
  });
  return { port: await listen(server), asked };
}

/** A SOCKS5 proxy without passwords, for IPv4 addresses (RFC 1928). */
async function socksProxy(refusing = false): Promise<{ port: number; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((client) => {
    client.once('data', () => {
      client.write(Buffer.from([5, 0]));
      client.once('data', (request: Buffer) => {
        const host = [...request.subarray(4, 8)].join('.');
        const port = request.readUInt16BE(8);
        asked.push(`${host}:${port}`);
        const answer = (code: number) => client.write(Buffer.from([5, code, 0, 1, 0, 0, 0, 0, 0, 0]));
        if (refusing) answer(2);
        else join(client, port, host, () => answer(0));
      });
    });
  });
  return { port: await listen(server), asked };
}

async function messengerAt() {
  const messenger = await startMessenger();
  running.push(messenger);
  return messenger;
}

describe.each([
  ['an HTTP proxy', 'http', httpProxy],
  ['a SOCKS5 proxy', 'socks5', socksProxy],
] as const)('%s', (_, scheme, start) => {
  test('carries every call of its messenger', async () => {
    const { apiRoot } = await messengerAt();
    const { port, asked } = await start();
    const bot = testBot({
      messenger: 'telegram',
      token: TOKEN,
      apiRoot,
      proxy: `${scheme}://127.0.0.1:${port}`,
    });
    expect((await bot.api.getMe()).username).toBe('hamray_test_bot');
    await Promise.all([bot.api.getMe(), bot.api.getMe()]);
    expect(asked.length).toBeGreaterThanOrEqual(2);
    expect(new Set(asked)).toEqual(new Set([new URL(apiRoot).host]));
  });

  test('carries a document in pieces', async () => {
    const messenger = await messengerAt();
    messenger.addPerson(PERSON);
    messenger.send(PERSON.id, '/start');
    const { port } = await start();
    const { apiRoot } = messenger;
    const proxy = `${scheme}://127.0.0.1:${port}`;
    const { api } = testBot({ messenger: 'telegram', token: TOKEN, apiRoot, proxy });
    const bytes = randomBytes(900_000);
    const file = new SizedFile('نتایج.zip', bytes.length, function* () {
      for (let at = 0; at < bytes.length; at += 250_000) yield bytes.subarray(at, at + 250_000);
    });
    const outcome = await makeCall(api, PERSON.id, { do: 'document', file }, manualClock());
    expect(outcome).toMatchObject({ kind: 'done' });
    const { document } = messenger.chat(PERSON.id).at(-1)!;
    expect(document).toMatchObject({ name: 'نتایج.zip' });
    expect(Buffer.from(messenger.fileBytes(document!)!).equals(bytes)).toBe(true);
  });

  test('that refuses lets nothing leave: a send may be repeated without fear', async () => {
    const { apiRoot } = await messengerAt();
    const { port } = await start(true);
    const { api } = testBot({
      messenger: 'telegram',
      token: TOKEN,
      apiRoot,
      proxy: `${scheme}://127.0.0.1:${port}`,
    });
    const outcome = await makeCall(api, 1, { do: 'send', message: { html: 'x' } }, manualClock());
    expect(outcome).toEqual({ kind: 'not-taken', reason: 'EPROXYREFUSED' });
  });

  test('that is not there lets nothing leave either', async () => {
    const { apiRoot } = await messengerAt();
    const { api } = testBot({
      messenger: 'telegram',
      token: TOKEN,
      apiRoot,
      proxy: `${scheme}://127.0.0.1:1`,
    });
    const outcome = await makeCall(api, 1, { do: 'send', message: { html: 'x' } }, manualClock());
    expect(outcome).toMatchObject({ kind: 'not-taken' });
  });
});

test('without a proxy calls go directly, over connections that are kept', async () => {
  let connections = 0;
  const server = createHttpServer((_request, response) => {
    response.end(
      JSON.stringify({ ok: true, result: { id: 1, is_bot: true, first_name: 'b', username: 'b' } }),
    );
  });
  server.on('connection', () => {
    connections += 1;
  });
  const port = await listen(server);
  const apiRoot = `http://127.0.0.1:${port}`;
  const bot = testBot({ messenger: 'bale', token: TOKEN, apiRoot });
  for (let call = 0; call < 5; call += 1) await bot.api.getMe();
  // One rests for a turn of the event loop after an answer.
  expect(connections).toBeLessThanOrEqual(2);
});

describe('updates', () => {
  const chat = { id: 5, type: 'private' as const, first_name: 'مریم' };
  const from = { id: 5, is_bot: false, first_name: 'مریم' };

  async function handled(update: object): Promise<string[]> {
    const bot = testBot({ messenger: 'bale', token: TOKEN });
    bot.botInfo = { id: 1, is_bot: true, first_name: 'b', username: 'the_bot' } as never;
    const seen: string[] = [];
    bot.command('start', (ctx) => void seen.push(`start ${ctx.match}`));
    bot.on('message:text', (ctx) => void seen.push(ctx.message.text));
    bot.on('callback_query:data', (ctx) => void seen.push(ctx.callbackQuery.data));
    await bot.handleUpdate({ update_id: 1, ...update } as Update);
    return seen;
  }
  const message = (text: string, more = {}) => ({
    message: { message_id: 1, date: 1, chat, from, text, ...more },
  });

  test('a command without its entity is a command all the same', async () => {
    expect(await handled(message('/start AbC123'))).toEqual(['start AbC123']);
    expect(await handled(message('/start@the_bot AbC123'))).toEqual(['start AbC123']);
  });

  test('a command with its entity is one command', async () => {
    const entities = [{ type: 'bot_command', offset: 0, length: 6 }];
    expect(await handled(message('/start x', { entities }))).toEqual(['start x']);
  });

  test('a text that only holds a slash is none', async () => {
    expect(await handled(message('و/یا'))).toEqual(['و/یا']);
  });

  test('what is said in a group is passed over', async () => {
    const group = { id: -7, type: 'group', title: 'گروه' };
    expect(await handled(message('/start x', { chat: group }))).toEqual([]);
  });

  test('a press that comes without its message is heard', async () => {
    const query = { id: '1', from, chat_instance: '1', data: 'rate:1' };
    expect(await handled({ callback_query: query })).toEqual(['rate:1']);
  });
});
