import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Sqlite } from '../../src/store/file/sqlite.ts';
import { createCrashStudy } from '../crash/crash-study.ts';
import { facilitatorAtWork, OPEN_LONG } from '../crash/facilitator-at-work.ts';
import { newestRound } from '../crash/live-reading.ts';
import { programUnderTest } from '../crash/program-under-test.ts';
import type { BotCall, Interception } from '../dialogs/bot-api/faults.ts';
import { introduce, startMessenger } from '../dialogs/bot-api.ts';
import { until } from './small-study.ts';

const SECRET = 'a-Secret_of_the_webhook-0';
const HOUR = 3_600_000;

const { running, run } = programUnderTest();

/** Stands before the program as a reverse proxy does. */
async function startFront(port: number) {
  let onAnswer: ((body: string) => boolean) | null = null;
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const { method, url, headers } = incoming;
    const passed = request({ port, method, path: url, headers, host: '127.0.0.1' }, (answer) => {
      if (onAnswer?.(body.toString())) return void response.destroy();
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    passed.on('error', () => response.destroy());
    passed.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  running.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    /** Loses the program's answers for which this is true. */
    loseAnswers(wanted: typeof onAnswer) {
      onAnswer = wanted;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function webhookMode(intercept?: (call: BotCall) => Interception) {
  const folder = mkdtempSync(join(tmpdir(), 'hamray-webhook-'));
  running.push(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'hamray.sqlite');
  const study = createCrashStudy(file, { experts: 4 });
  const messenger = await startMessenger({ webhookPauseMs: 50, ...(intercept && { intercept }) });
  running.push(() => messenger.stop());
  introduce(messenger, [study.facilitator, ...study.experts]);
  const port = await freePort();
  const front = await startFront(port);
  const start = () =>
    run(
      { file, backups: join(folder, 'backups'), messenger, study },
      { WEBHOOK_URL: front.url, WEBHOOK_SECRET: SECRET, PORT: String(port) },
    );
  const read = <Value>(sql: string): Value => {
    const db = new Sqlite(file, { readonly: true });
    try {
      return db.prepare(sql).pluck().get() as Value;
    } finally {
      db.close();
    }
  };
  const heard = (person: number, words: string) =>
    messenger.chat(person).filter(({ from, text }) => from === 'bot' && text.includes(words)).length;
  return { file, study, messenger, front, start, read, heard, address: `http://127.0.0.1:${port}` };
}

function post(address: string, body: string, secret = SECRET): Promise<Response> {
  return fetch(`${address}/hook`, {
    method: 'POST',
    body,
    headers: { 'x-telegram-bot-api-secret-token': secret },
  });
}

const says = (updateId: number, person: number, text: string) => {
  const from = { id: person, is_bot: false, first_name: 'x' };
  const message = {
    message_id: updateId,
    date: 1_800_000_000,
    chat: { id: person, type: 'private' },
    from,
    text,
  };
  return JSON.stringify({ update_id: updateId, message });
};

/** The server listens before anything is printed. */
const untilListening = (address: string) =>
  until(() =>
    fetch(`${address}/healthz`).then(
      () => true,
      () => false,
    ),
  );

test('before the messenger has said who the bot is, updates are left to it, and health is told', async () => {
  let isAway = true;
  const { address, study, start, read, heard } = await webhookMode(({ method }) =>
    isAway && method === 'getMe'
      ? { status: 502, body: { ok: false, error_code: 502, description: 'Bad Gateway' } }
      : 'pass',
  );
  const program = start();
  await untilListening(address);
  const [expert] = study.experts as [number];
  const update = says(900_001, expert, '/help');
  const health = await fetch(`${address}/healthz`);
  expect([health.status, await health.json()]).toEqual([503, { database: true, telegram: false }]);
  const early = await post(address, update);
  expect(early.status).toBe(503);
  expect(Number(early.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await post(address, update, `${SECRET}x`)).status).toBe(401);
  expect((await post(address, 'x'.repeat(5_000_000))).status).toBe(413);

  isAway = false;
  await program.polling;
  expect((await post(address, update)).status).toBe(200);
  await until(() => heard(expert, '/continue') === 1);
  expect(read('SELECT count(*) FROM failed_updates')).toBe(0);
  await until(async () => (await fetch(`${address}/healthz`)).ok);
  expect(await program.stop()).toBe(0);
});

test('an update is answered only when it is on disk: 500 while the database refuses, 200 once it has it', async () => {
  const { address, file, study, start, read } = await webhookMode();
  const program = start();
  await program.polling;
  const [expert] = study.experts as [number];
  const update = says(900_001, expert, '/privacy');
  const other = new Sqlite(file);
  other.exec('BEGIN IMMEDIATE');
  const refused = await post(address, update);
  other.exec('ROLLBACK');
  other.close();
  expect(refused.status).toBe(500);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  const handled = 'SELECT count(*) FROM handled_updates WHERE update_id = 900001';
  expect(read(handled)).toBe(0);

  expect((await post(address, update)).status).toBe(200);
  program.kill();
  await program.ended;
  expect(read(handled)).toBe(1);
});

test('killed between the commit and the answer, the program is given the update again, and nothing comes of it', async () => {
  const { messenger, file, study, front, start, heard } = await webhookMode();
  let program = start();
  await program.polling;
  const facilitator = facilitatorAtWork(messenger, study.facilitator);
  await facilitator.bringAbout(OPEN_LONG, () => newestRound(file) !== null);
  const { deadline } = newestRound(file)!;

  const bodies: string[] = [];
  front.loseAnswers((body) => {
    if (!body.includes('/extend 1h')) return false;
    bodies.push(body);
    if (bodies.length > 1) return false;
    program.kill();
    return true;
  });
  messenger.send(study.facilitator, '/extend 1h');
  await program.ended;
  expect(newestRound(file)!.deadline).toBe(deadline + HOUR);
  program = start();
  await program.polling;
  await until(() => messenger.webhook.info()['pending_update_count'] === 0);
  expect(bodies).toHaveLength(2);
  expect(bodies[1]).toBe(bodies[0]);
  expect(newestRound(file)!.deadline).toBe(deadline + HOUR);
  await until(() => heard(study.facilitator, 'مهلت') > 0);
  expect(await program.stop()).toBe(0);
});
