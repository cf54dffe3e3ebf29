import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startMessenger, type TestMessenger, TOKEN } from './dialogs/bot-api.ts';
import { until } from './until.ts';

/** The program allows itself 5 s; a busy machine takes longer to start what ends it, and to see that it ended. */
const ENDS_WITHIN_MS = 20_000;
/** Ends what would never come; a busy machine does not reach it. */
const COMES_WITHIN_MS = 120_000;
const PROJECT = resolve(import.meta.dirname, '..');
const PERSON = { id: 301, firstName: 'زهرا' };
const WEBHOOK_SECRET = 'a-Secret_of_the_webhook-0';

let folder: string;
const running: { stop(): unknown }[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hamray-'));
});
afterEach(async () => {
  for (const part of running.splice(0).reverse()) await part.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Started {
  readonly process: ChildProcess;
  readonly out: () => string[];
  readonly errors: () => string[];
  readonly exit: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** The built program, or `npm start`, as people start it: with nothing but its environment. */
function start(env: Record<string, string>, command: readonly string[] = ['node', 'dist/main.js']): Started {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(command[0]!, command.slice(1), {
    cwd: PROJECT,
    // A group of its own, so that nothing of it outlives a failed test.
    detached: true,
    env: {
      PATH,
      HOME,
      DATABASE_FILE: join(folder, 'hamray.sqlite'),
      LOG_LEVEL: 'warn',
      ...env,
    },
  });
  const text = { out: '', errors: '' };
  child.stdout.on('data', (chunk) => {
    text.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    text.errors += chunk;
  });
  const exit = new Promise<Awaited<Started['exit']>>((ended) => {
    child.once('close', (code, signal) => ended({ code, signal }));
  });
  running.push({
    async stop() {
      try {
        process.kill(-child.pid!, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
      await exit;
    },
  });
  const lines = (written: string) => written.split('\n').filter((line) => line !== '');
  return { process: child, exit, out: () => lines(text.out), errors: () => lines(text.errors) };
}

async function messengerServer(
  options: { token?: string; botUsername?: string; port?: number } = {},
): Promise<TestMessenger> {
  const messenger = await startMessenger(options);
  messenger.addPerson(PERSON);
  running.push(messenger);
  return messenger;
}

function isPolling({ out }: Started, name = 'hamray_test_bot'): Promise<string> {
  return until(() => out().find((line) => line.includes(`@${name}`)), COMES_WITHIN_MS);
}

describe('the doctor', () => {
  const doctor = (env: Record<string, string>) => start(env, ['node', 'dist/doctor.js']);
  const places = () => ({ BACKUP_DIR: join(folder, 'backups') });

  test('of an installation that runs says that nothing is wrong, and ends with code 0', async () => {
    const { apiRoot } = await messengerServer();
    const env = { BOT_TOKEN: TOKEN, BOT_API_ROOT: apiRoot, ...places() };
    await isPolling(start(env));
    const { exit, out, errors } = doctor(env);
    expect((await exit).code).toBe(0);
    expect([out(), errors()]).toEqual([[expect.stringMatching(/^Nothing is wrong/)], []]);
  });

  test('of one that cannot start says all of it, and ends with code 1', async () => {
    const { exit, out, errors } = doctor({ QUIET_HOURS: '22_8', BOT_TOKEN: 'x', BACKUP_DIR: 'package.json' });
    expect((await exit).code).toBe(1);
    expect(out().map((line) => line.split(' ')[0])).toEqual(['BOT_TOKEN', 'QUIET_HOURS', 'BACKUP_DIR']);
    expect(errors()).toEqual([]);
  });
});

describe('a start that cannot succeed says why in one line and ends with code 1', () => {
  test('a wrong setting', async () => {
    const { exit, errors, out } = start({ QUIET_HOURS: '22_8' });
    expect((await exit).code).toBe(1);
    expect(errors()).toEqual(['QUIET_HOURS is `22_8`; expected two hours such as `22-8`, or `none`']);
    expect(out()).toEqual([]);
  });

  test.each([
    ['/proc/nowhere/backups', 'ENOENT'],
    ['package.json', 'ENOTDIR'],
    ['package.json/backups', 'ENOTDIR'],
  ])('copies of the database in %s', async (place, code) => {
    const { exit, errors, out } = start({ BOT_TOKEN: TOKEN, BACKUP_DIR: place });
    expect((await exit).code).toBe(1);
    expect(errors()).toEqual([
      `BACKUP_DIR is \`${place}\`, which cannot be written (${code}); expected a folder that this program may write to`,
    ]);
    expect(out()).toEqual([]);
  });

  test.each([
    [{ HOST: '203.0.113.7' }, 'HOST is `203.0.113.7`, which is no address of this machine (EADDRNOTAVAIL); '],
    [
      { HOST: 'no-such-host.invalid' },
      'HOST is `no-such-host.invalid`, which is no address of this machine ',
    ],
  ])('a webhook at %o', async (place, line) => {
    const webhook = { WEBHOOK_URL: 'https://bot.example.org/hook', WEBHOOK_SECRET, PORT: '18762' };
    const { exit, errors } = start({ BOT_TOKEN: TOKEN, ...webhook, ...place });
    expect((await exit).code).toBe(1);
    expect(errors()).toEqual([expect.stringContaining(line)]);
  });

  test('a webhook at a port that is taken', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    running.push({ stop: () => taken.close() });
    const { port } = taken.address() as AddressInfo;
    const webhook = { WEBHOOK_URL: 'https://bot.example.org/hook', WEBHOOK_SECRET, PORT: `${port}` };
    const { exit, errors } = start({ BOT_TOKEN: TOKEN, ...webhook });
    expect((await exit).code).toBe(1);
    expect(errors()).toEqual([`PORT is \`${port}\`, which is taken; expected a free one`]);
  });

  test.each(['BOT', 'BALE'])('a %s_TOKEN that the messenger refuses', async (name) => {
    const { apiRoot } = await messengerServer();
    const { exit, errors } = start({ [`${name}_TOKEN`]: '1:wrong', [`${name}_API_ROOT`]: apiRoot });
    expect((await exit).code).toBe(1);
    expect(errors()).toEqual([
      expect.stringMatching(new RegExp(`^${name}_TOKEN is refused by the messenger; expected `)),
    ]);
  });

  test('a second program on one database file', async () => {
    const { apiRoot } = await messengerServer();
    const env = { BOT_TOKEN: TOKEN, BOT_API_ROOT: apiRoot };
    const first = start(env);
    await isPolling(first);
    const second = start(env);
    expect(await second.exit).toMatchObject({ code: 1 });
    expect(first.process.exitCode).toBeNull();
    expect(second.errors()).toEqual([
      expect.stringMatching(/^DATABASE_FILE is .*; another program is running on it/),
    ]);
    expect(first.process.exitCode).toBeNull();
  });

  test('a live program on the database of a rehearsal', async () => {
    const { apiRoot } = await messengerServer();
    const rehearsal = start({ PORT: '18741' });
    await until(() => rehearsal.out().length > 0, COMES_WITHIN_MS);
    rehearsal.process.kill('SIGTERM');
    await rehearsal.exit;
    const live = start({ BOT_TOKEN: TOKEN, BOT_API_ROOT: apiRoot });
    expect((await live.exit).code).toBe(1);
    expect(live.errors()).toEqual([
      expect.stringMatching(/^DATABASE_FILE is .*; that is the database of a rehearsal/),
    ]);
  });
});

test('a killed program leaves its database to the next one', async () => {
  const { apiRoot } = await messengerServer();
  const env = { BOT_TOKEN: TOKEN, BOT_API_ROOT: apiRoot };
  const first = start(env);
  await isPolling(first);
  first.process.kill('SIGKILL');
  await first.exit;
  await isPolling(start(env));
});

test('no other account of the machine may read what the program writes, nor what an earlier version left open', async () => {
  const { apiRoot } = await messengerServer();
  const env = { BOT_TOKEN: TOKEN, BOT_API_ROOT: apiRoot, BACKUP_DIR: join(folder, 'copies') };
  const first = start(env);
  await isPolling(first);
  first.process.kill('SIGKILL');
  await first.exit;
  for (const name of readdirSync(folder)) chmodSync(join(folder, name), name === 'copies' ? 0o755 : 0o644);
  chmodSync(folder, 0o755);
  const second = start(env);
  await isPolling(second);
  const names = readdirSync(folder);
  expect(names).toEqual(expect.arrayContaining(['hamray.sqlite', 'hamray.sqlite-wal', 'hamray.sqlite.lock']));
  for (const name of ['.', ...names]) {
    expect(statSync(join(folder, name)).mode & 0o077, name).toBe(0);
  }
  second.process.kill('SIGTERM');
  await second.exit;
});

test('`npm start` says who the bot is, and ends on SIGTERM within 5 s with code 0, what was said confirmed', async () => {
  const messenger = await messengerServer();
  const npm = start({ BOT_TOKEN: TOKEN, BOT_API_ROOT: messenger.apiRoot }, ['npm', 'start', '--silent']);
  await isPolling(npm);
  expect(npm.out()).toEqual([
    expect.stringMatching(/: \/claim \w{10}$/),
    'Telegram: @hamray_test_bot is polling',
  ]);
  messenger.send(PERSON.id, '/start');
  await until(() => messenger.chat(PERSON.id).some(({ from }) => from === 'bot'));
  const killedAt = performance.now();
  npm.process.kill('SIGTERM');
  expect(await npm.exit).toMatchObject({ code: 0, signal: null });
  expect(performance.now() - killedAt).toBeLessThan(ENDS_WITHIN_MS);
  expect(messenger.core.updates.pending()).toEqual([]);
  expect(npm.errors()).toEqual([]);
});

test('SIGINT, given twice as a terminal and npm do, ends it as well, a messenger being silent', async () => {
  const { apiRoot } = await messengerServer();
  const program = start({
    BOT_TOKEN: TOKEN,
    BOT_API_ROOT: apiRoot,
    BALE_TOKEN: TOKEN,
    BALE_API_ROOT: 'http://127.0.0.1:1',
  });
  await isPolling(program);
  const killedAt = performance.now();
  program.process.kill('SIGINT');
  program.process.kill('SIGINT');
  expect(await program.exit).toMatchObject({ code: 0, signal: null });
  expect(performance.now() - killedAt).toBeLessThan(ENDS_WITHIN_MS);
});

test('a messenger that is down at the start holds up no other, and comes in when it answers', async () => {
  const telegram = await messengerServer();
  const port = 18_753;
  const program = start({
    BOT_TOKEN: TOKEN,
    BOT_API_ROOT: telegram.apiRoot,
    BALE_TOKEN: TOKEN,
    BALE_API_ROOT: `http://127.0.0.1:${port}`,
  });
  await isPolling(program);
  await messengerServer({ botUsername: 'hamray_bale_bot', port });
  expect(await isPolling(program, 'hamray_bale_bot')).toBe('Bale: @hamray_bale_bot is polling');
});

test('what was said while the program was down is answered at the start', async () => {
  const messenger = await messengerServer();
  messenger.send(PERSON.id, '/start');
  start({ BOT_TOKEN: TOKEN, BOT_API_ROOT: messenger.apiRoot });
  await until(() => messenger.chat(PERSON.id).some(({ from }) => from === 'bot'), COMES_WITHIN_MS);
});

test('in webhook mode the line comes once the webhook is set, and updates are taken there', async () => {
  const messenger = await messengerServer();
  const port = 18_761;
  const program = start({
    BOT_TOKEN: TOKEN,
    BOT_API_ROOT: messenger.apiRoot,
    WEBHOOK_URL: `http://127.0.0.1:${port}/hook`,
    WEBHOOK_SECRET,
    PORT: String(port),
  });
  expect(await isPolling(program)).toBe('Telegram: @hamray_test_bot has its webhook set');
  messenger.send(PERSON.id, '/start');
  await until(() => messenger.chat(PERSON.id).some(({ from }) => from === 'bot'));
  expect(await (await fetch(`http://127.0.0.1:${port}/healthz`)).json()).toEqual({
    database: true,
    telegram: true,
  });
  program.process.kill('SIGTERM');
  expect(await program.exit).toMatchObject({ code: 0 });
});

test('without a token it is a rehearsal: the last line is the address of its page, which answers', async () => {
  const { process: program, out, exit } = start({ PORT: '18771' });
  const address = await until(() => out().at(-1), COMES_WITHIN_MS);
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const page = await fetch(address);
  expect(page.status).toBe(200);
  program.kill('SIGTERM');
  expect(await exit).toMatchObject({ code: 0 });
});

test('the log holds neither token nor name, even when everything fails', async () => {
  const messenger = await messengerServer();
  const secret = TOKEN.split(':')[1]!;
  const program = start({ BOT_TOKEN: TOKEN, BOT_API_ROOT: messenger.apiRoot, LOG_LEVEL: 'trace' });
  await isPolling(program);
  messenger.send(PERSON.id, '/start');
  await until(() => messenger.chat(PERSON.id).some(({ from }) => from === 'bot'));
  await messenger.stop();
  await until(() => program.errors().some((line) => line.includes('does not answer')), 15_000);
  const log = program.errors();
  for (const line of log) expect(JSON.parse(line)).toMatchObject({ level: expect.any(String) });
  expect(log.join('\n')).not.toContain(secret);
  expect(log.join('\n')).not.toContain(PERSON.firstName);
});
