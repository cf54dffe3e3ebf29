import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { makeCall } from '../../src/delivery/call.ts';
import { SizedFile } from '../../src/messengers/multipart.ts';
import { projectFolder } from '../../src/store/file/database.ts';
import { insertFile, loadFile, PIECE_BYTES } from '../../src/store/files.ts';
import type { Outgoing } from '../../src/store/outbox.ts';
import type { BotCall, Interception } from '../dialogs/bot-api/faults.ts';
import { startMessenger, type TestMessenger, type TestMessengerOptions, TOKEN } from '../dialogs/bot-api.ts';
import { testBot } from '../fixtures/bot.ts';
import { openDatabaseFile } from '../fixtures/database.ts';
import { type ManualClock, manualClock } from '../manual-clock.ts';
import { until } from '../until.ts';
import { createWorld, type WorldOptions } from './delivery-world.ts';

const PERSON = { id: 501, firstName: 'مریم' };
const OPENING: Outgoing = { kind: 'round-opened', args: { questionnaireId: 1, atOnce: true } };
const REMINDER: Outgoing = { kind: 'reminder', args: { questionnaireId: 1, slotHours: 24 } };
const HTML = { status: 502, body: '<html>Bad Gateway</html>' };

const running: { stop(): unknown }[] = [];
afterEach(async () => {
  for (const part of running.splice(0)) await part.stop();
});

/** A real Bot API server with one person on it, and delivery with a clock turned by hand. */
async function live(options: Partial<TestMessengerOptions> = {}, more: Partial<WorldOptions> = {}) {
  const clock = manualClock();
  const messenger = await startMessenger({ elapsed: clock.elapsed, ...options });
  messenger.addPerson(PERSON);
  messenger.send(PERSON.id, '/start');
  const world = createWorld({ clock, links: [{ api: apiOf(messenger) }], ...more });
  running.push({ stop: () => world.delivery.stop(0) }, messenger);
  const received = () =>
    messenger
      .chat(PERSON.id)
      .filter(({ from }) => from === 'bot')
      .map(({ text }) => text);
  return { clock, messenger, ...world, person: world.account(PERSON.id), received };
}

function apiOf({ apiRoot }: Pick<TestMessenger, 'apiRoot'>) {
  return testBot({ token: TOKEN, apiRoot }).api;
}

/** Turns the clock on until something is so. */
async function advanceUntil(clock: ManualClock, isSo: () => boolean): Promise<void> {
  await until(async () => {
    await clock.advance(250);
    return isSo();
  });
}

/** The first call of a method meets a fault. */
function once(method: string, fault: Interception): (call: BotCall) => Interception {
  let met = false;
  return (call) => {
    if (call.method !== method || met) return 'pass';
    met = true;
    return fault;
  };
}

describe('a send that is cut off after it was carried out', () => {
  test('comes twice where not hearing it would be worse, and no third time', async () => {
    const { clock, person, queue, row, delivery, received } = await live({
      intercept: ({ method }) => (method === 'sendMessage' ? 'drop-after' : 'pass'),
    });
    queue(person, 'opening', OPENING);
    delivery.start();
    await until(() => received().length === 1 && row('opening').state === 'waiting');
    await advanceUntil(clock, () => row('opening').state === 'parked');
    await clock.advance(600_000);
    expect(received()).toEqual(['opening', 'opening']);
  });

  test('comes once where hearing it twice would be worse', async () => {
    const { clock, person, queue, row, delivery, received } = await live({
      intercept: once('sendMessage', 'drop-after'),
    });
    queue(person, 'reminder', REMINDER);
    delivery.start();
    await until(() => row('reminder').state === 'dropped');
    await clock.advance(600_000);
    expect(received()).toEqual(['reminder']);
    expect(row('reminder').error).toMatch('cut off');
  });
});

test('a gateway’s page in place of an answer is tried again for as long as it takes', async () => {
  let left = 4;
  const { clock, person, queue, row, delivery, received } = await live({
    intercept: ({ method }) => {
      if (method !== 'sendMessage' || left === 0) return 'pass';
      left -= 1;
      return HTML;
    },
  });
  queue(person, 'opening', OPENING);
  delivery.start();
  await advanceUntil(clock, () => row('opening').state === 'sent');
  expect(received()).toEqual(['opening']);
});

test('a reminder that met a gateway’s page is not repeated: the next slot will come', async () => {
  const { clock, person, queue, row, delivery, received } = await live({
    intercept: once('sendMessage', HTML),
  });
  queue(person, 'reminder', REMINDER);
  delivery.start();
  await until(() => row('reminder').state === 'dropped');
  await clock.advance(60_000);
  expect(received()).toEqual([]);
});

test('a call that hangs is given up after 15 seconds, and an edit is made again', async () => {
  const { clock, person, card, delivery, messenger } = await live({
    intercept: once('editMessageText', { delayMs: 3600_000 }),
  });
  const shown = card(person, 'item 1');
  delivery.start();
  await until(() => shown.row().cardShownVersion === 1);
  shown.show('item 2');
  delivery.wake(person);
  await advanceUntil(clock, () => shown.row().cardShownVersion === 2);
  expect(clock.elapsed()).toBeGreaterThan(15_000);
  expect(messenger.chat(PERSON.id).at(-1)!.text).toBe('item 2');
});

test('a server that is away loses nothing and doubles nothing, not even reminders', async () => {
  const { clock, messenger, person, queue, reply, row, delivery, received } = await live();
  const port = Number(new URL(messenger.apiRoot).port);
  await messenger.stop();
  queue(person, 'reminder', REMINDER);
  reply(person, 'reply');
  delivery.start();
  await clock.advance(120_000);
  expect(row('reminder').state).toBe('waiting');
  const { startBotApiServer } = await import('../../src/rehearsal/bot-api-server.ts');
  running.push(await startBotApiServer(messenger, { port }));
  await advanceUntil(clock, () => row('reminder').state === 'sent');
  expect(received()).toEqual(['reply', 'reminder']);
});

test('a card that was deleted is sent anew, and its id kept', async () => {
  const { clock, person, card, delivery, messenger } = await live();
  const shown = card(person, 'item 1');
  delivery.start();
  await until(() => shown.row().cardShownVersion === 1);
  await apiOf(messenger).deleteMessage(PERSON.id, shown.row().cardMessageId!);
  shown.show('item 2');
  delivery.wake(person);
  await advanceUntil(clock, () => shown.row().cardShownVersion === 2);
  const [message] = messenger.chat(PERSON.id).filter(({ from }) => from === 'bot');
  expect(message).toMatchObject({ id: shown.row().cardMessageId, text: 'item 2' });
});

test('a reply that replaces a message edits it; buttons are taken off by a strip', async () => {
  const { clock, person, queue, row, delivery, messenger } = await live();
  const message = { html: '<b>در حال</b> کار', buttons: [[{ text: 'لغو', data: 'cancel' }]] };
  queue(person, 'working', { kind: 'reply', args: { message } });
  delivery.start();
  const { messageId } = await until(() => row('working').state === 'sent' && row('working'));
  const sent = () => messenger.chat(PERSON.id).find(({ id }) => id === messageId)!;
  expect(sent()).toMatchObject({
    text: 'در حال کار',
    keyboard: [[{ text: 'لغو', callback_data: 'cancel' }]],
  });

  queue(person, 'strip', { kind: 'strip', args: { messageId: messageId! } });
  delivery.wake(person);
  await until(() => row('strip').state === 'sent');
  expect(sent().keyboard).toEqual([]);

  const done = { html: 'انجام شد' };
  queue(person, 'done', { kind: 'reply', args: { message: done, replacesMessageId: messageId! } });
  delivery.wake(person);
  await clock.advance(2000);
  await until(() => row('done').state === 'sent');
  expect(sent().text).toBe('انجام شد');
  expect(row('done').messageId).toBe(messageId);
});

test('a document of several pieces that is cut off or refused as too fast is read again from its start', async () => {
  const tooFast = {
    ok: false,
    error_code: 429,
    description: 'Too Many Requests',
    parameters: { retry_after: 3 },
  };
  const faults: Interception[] = ['drop-before', { status: 429, body: tooFast }];
  const { db, clock, person, queue, row, delivery, messenger } = await live({
    intercept: ({ method }) => (method === 'sendDocument' ? (faults.shift() ?? 'pass') : 'pass'),
  });
  const bytes = randomBytes(3 * PIECE_BYTES + 7);
  const fileId = insertFile(db, { name: 'خروجی.zip', bytes, createdAt: clock.now() });
  queue(person, 'export', { kind: 'document', args: { fileId } });
  delivery.start();
  await advanceUntil(clock, () => row('export').state === 'sent');
  expect(faults).toEqual([]);
  const sent = messenger.chat(PERSON.id).filter(({ document }) => document);
  expect(sent).toHaveLength(1);
  expect(Buffer.from(messenger.fileBytes(sent[0]!.document!)!).equals(bytes)).toBe(true);
});

test('a document is sent with its bytes, and deleted with the mark that it was', async () => {
  const { db, clock, person, queue, row, delivery, messenger } = await live();
  const fileId = insertFile(db, { name: 'خروجی.zip', bytes: Buffer.from([1, 2, 3]), createdAt: clock.now() });
  queue(person, 'export', { kind: 'document', args: { fileId, caption: '<b>خروجی</b>' } });
  delivery.start();
  await until(() => row('export').state === 'sent');
  const sent = messenger.chat(PERSON.id).at(-1)!;
  expect(sent).toMatchObject({ text: 'خروجی', document: { name: 'خروجی.zip' } });
  expect([...messenger.fileBytes(sent.document!)!]).toEqual([1, 2, 3]);
  expect(loadFile(db, fileId)).toBeUndefined();
});

test('somebody who blocked the bot and came back gets what still makes sense', async () => {
  const { clock, person, queue, reply, row, delivery, messenger, received, lost, db } = await live();
  messenger.block(PERSON.id);
  queue(person, 'opening', OPENING);
  reply(person, 'receipt');
  delivery.start();
  await until(() => lost.length === 1 && row('receipt').state === 'dropped');
  messenger.unblock(PERSON.id);
  await clock.advance(60_000);
  expect(received()).toEqual([]);
  const { markReachable } = await import('../../src/store/accounts.ts');
  markReachable(db, person);
  delivery.wake(person);
  await until(() => row('opening').state === 'sent');
  expect(received()).toEqual(['opening']);
});

test('a messenger with limits refuses nothing while people press and a broadcast runs, in real time', async () => {
  const clock = systemClock();
  const messenger = await startMessenger({ limits: { perSecond: 30, perChatPerMinute: 64 } });
  running.push(messenger);
  const { account, queue, card, delivery, rows } = createWorld({ clock, links: [{ api: apiOf(messenger) }] });
  for (let id = 1; id <= 90; id += 1) {
    messenger.addPerson({ id, firstName: `${id}` });
    messenger.send(id, '/start');
    queue(account(id), `reminder ${id}`);
  }
  const cards = [1, 2, 3].map((id) => card(account(id), 'item 0'));
  const began = clock.elapsed();
  delivery.start();
  for (let press = 1; press <= 20; press += 1) {
    for (const [place, shown] of cards.entries()) {
      shown.show(`item ${press}`);
      delivery.wake(account(place + 1));
    }
    await until(() => clock.elapsed() - began > press * 120);
  }
  await delivery.idle();
  // How long it takes is asked of a clock turned by hand, in delivery.test.
  expect(messenger.refusedByLimits()).toBe(0);
  expect(cards.every((shown) => shown.row().cardShownVersion === 21)).toBe(true);
  expect(rows().every(({ state }) => state === 'sent')).toBe(true);
});

describe('whether a request had left', () => {
  /** Listens, and treats each connection as told. */
  async function listener(onSocket: (socket: Socket) => void): Promise<number> {
    const sockets = new Set<Socket>();
    const server: Server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
      onSocket(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    running.push({
      stop() {
        for (const socket of sockets) socket.destroy();
        server.close();
      },
    });
    return (server.address() as { port: number }).port;
  }

  test('a broken connection after it was read: cut off', async () => {
    const port = await listener((socket) => socket.once('data', () => socket.destroy()));
    const api = apiOf({ apiRoot: `http://127.0.0.1:${port}` });
    const outcome = await makeCall(api, 1, { do: 'send', message: { html: 'x' } }, manualClock());
    expect(outcome.kind).toBe('cut-off');
  });

  test('nobody listens: not taken', async () => {
    const api = apiOf({ apiRoot: 'http://127.0.0.1:1' });
    const outcome = await makeCall(api, 1, { do: 'send', message: { html: 'x' } }, manualClock());
    expect(outcome).toEqual({ kind: 'not-taken', reason: 'ECONNREFUSED' });
  });

  test('a name that does not resolve, for a document too: not taken', async () => {
    const api = apiOf({ apiRoot: 'http://no-such-host.invalid' });
    const file = new SizedFile('x.bin', 1_000_000, () => [Buffer.alloc(1_000_000)]);
    const outcome = await makeCall(api, 1, { do: 'document', file }, manualClock());
    expect(outcome).toMatchObject({ kind: 'not-taken' });
  });

  test('given up before there was a connection: not taken', async () => {
    const clock = manualClock();
    let asked = false;
    const port = await listener(() => {
      asked = true;
    });
    // A TLS handshake that nobody answers: connected, but the request cannot have left.
    const api = apiOf({ apiRoot: `https://127.0.0.1:${port}` });
    const call = makeCall(api, 1, { do: 'send', message: { html: 'x' } }, clock);
    await until(() => asked);
    await clock.advance(15_000);
    expect(await call).toMatchObject({ kind: 'not-taken' });
  });

  test('given up while waiting for the answer: cut off', async () => {
    const clock = manualClock();
    let asked = false;
    const port = await listener((socket) =>
      socket.once('data', () => {
        asked = true;
      }),
    );
    const api = apiOf({ apiRoot: `http://127.0.0.1:${port}` });
    const call = makeCall(api, 1, { do: 'send', message: { html: 'x' } }, clock);
    await until(() => asked);
    await clock.advance(15_000);
    expect(await call).toMatchObject({ kind: 'cut-off' });
  });
});

describe('a program killed between a send and its mark', () => {
  // Below node_modules, where the program's packages are found.
  const program = projectFolder(`node_modules/.cache/sending-program-${process.pid}.mjs`);
  beforeAll(() => {
    const source = fileURLToPath(new URL('./sending-program.ts', import.meta.url));
    buildSync({
      ...{ entryPoints: [source], outfile: program, bundle: true, packages: 'external' },
      ...{ platform: 'node', format: 'esm' },
    });
  });
  afterAll(() => rmSync(program));

  /** Runs delivery in a process of its own on a message that the server holds back, and kills it meanwhile. */
  async function killedWhileSending(message: Outgoing) {
    const folder = mkdtempSync(join(tmpdir(), 'hamray-'));
    running.push({ stop: () => rmSync(folder, { recursive: true }) });
    const file = join(folder, 'hamray.sqlite');
    const db = openDatabaseFile(file);
    let hold = true;
    const first = await live({}, { db });
    const { messenger, clock, person, row } = first;
    first.queue(person, 'message', message);
    const gate = await startMessengerProxy(messenger, () => hold);
    running.push(gate);
    const sending = fork(program, [file, gate.apiRoot], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    await until(() => first.received().length === 1, 100_000);
    sending.kill('SIGKILL');
    await new Promise((resolve) => sending.once('exit', resolve));
    hold = false;
    expect(row('message').state).toBe('sending');
    first.delivery.start();
    await advanceUntil(clock, () => !['sending', 'waiting'].includes(row('message').state));
    return { state: row('message').state, received: first.received() };
  }

  test('says an opening twice rather than never', async () => {
    expect(await killedWhileSending(OPENING)).toEqual({ state: 'sent', received: ['message', 'message'] });
  });

  test('says a reminder once', async () => {
    expect(await killedWhileSending(REMINDER)).toEqual({ state: 'dropped', received: ['message'] });
  });
});

/** Passes calls on to a messenger, and keeps its answers back for as long as told. */
async function startMessengerProxy({ apiRoot }: TestMessenger, hold: () => boolean) {
  const http = await import('node:http');
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const answer = await fetch(`${apiRoot}${request.url}`, {
      method: 'POST',
      headers: { 'content-type': request.headers['content-type'] ?? 'application/json' },
      body: Buffer.concat(chunks),
    });
    const text = await answer.text();
    if (!hold()) response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    apiRoot: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
