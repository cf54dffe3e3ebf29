import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { systemDice } from '../../src/dice.ts';
import { type Rehearsal, startRehearsal } from '../../src/rehearsal/start-rehearsal.ts';

const folder = mkdtempSync(join(tmpdir(), 'page-'));
const blocker = createServer();
const NOW = new Date('2026-11-30T08:00:00Z');
let rehearsal: Rehearsal;
let movedTo: Date | null = null;
let taken: number;

beforeAll(async () => {
  await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
  taken = (blocker.address() as { port: number }).port;
  rehearsal = await startRehearsal({
    port: taken,
    chatsFile: join(folder, 'chats.json'),
    fresh: true,
    zone: 'Asia/Tehran',
    language: 'fa',
    ...{ run: 'first', beginAnew: () => {}, wallClock: systemClock(), dice: systemDice() },
    clock: {
      now: () => NOW,
      moveTo: (at) => {
        movedTo = at;
      },
      nextMoments: () => ({ deadline: new Date('2026-12-07T08:00:00Z') }),
    },
  });
});

afterAll(async () => {
  await rehearsal.stop();
  blocker.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Node's fetch sets Host and Origin by itself; a rebinding page would not. */
const status = (path: string, headers: Record<string, string>, method = 'GET') =>
  new Promise<number>((resolve, reject) => {
    const url = new URL(path, rehearsal.pageUrl);
    request(url, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode!);
    })
      .on('error', reject)
      .end();
  });

const post = (path: string, body: object) =>
  fetch(new URL(path, rehearsal.pageUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

test('a taken port is passed over, and the page is on this machine alone', () => {
  const url = new URL(rehearsal.pageUrl);
  expect(url.hostname).toBe('127.0.0.1');
  expect(Number(url.port)).toBeGreaterThan(taken);
});

describe('what another site could send', () => {
  test('a foreign Host is refused: a name may be made to point here', async () => {
    expect(await status('/', { host: 'evil.example' })).toBe(421);
    expect(await status('/api/state', { host: 'evil.example:8080' })).toBe(421);
    expect(await status('/', { host: `localhost:${new URL(rehearsal.pageUrl).port}` })).toBe(200);
  });

  test('a foreign Origin is refused, for events as for presses', async () => {
    expect(await status('/api/guide/next', { origin: 'http://evil.example' }, 'POST')).toBe(403);
    expect(await status('/api/events', { origin: 'null' })).toBe(403);
    expect(await status('/api/state', { 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await status('/api/guide/stop', { origin: rehearsal.pageUrl }, 'POST')).toBe(200);
  });

  test('the page may load nothing from elsewhere', async () => {
    const response = await fetch(rehearsal.pageUrl);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    const html = await response.text();
    expect(html).not.toMatch(/https?:/);
    for (const [, path] of html.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect((await fetch(new URL(path!, rehearsal.pageUrl))).status, path).toBe(200);
    }
  });
});

test('what is written, sent and shared on the page reaches the bot', async () => {
  const { messenger, facilitatorId } = rehearsal;
  messenger.addPerson({ id: 30, firstName: 'نسرین', phone: '989131112233' });
  await post('/api/chats/30/send', { text: '/continue' });
  await post('/api/chats/30/contact', {});
  const file = new Uint8Array([80, 75, 3, 4]);
  await fetch(
    new URL(`/api/chats/${facilitatorId}/document?name=${encodeURIComponent('کار.xlsx')}`, rehearsal.pageUrl),
    {
      method: 'POST',
      body: file,
    },
  );
  expect(messenger.chat(30).map(({ text, contact }) => contact ?? text)).toEqual([
    '/continue',
    { phone: '989131112233', firstName: 'نسرین', userId: 30 },
  ]);
  const { document } = messenger.chat(facilitatorId).at(-1)!;
  expect(document).toMatchObject({ name: 'کار.xlsx', size: 4 });
  const chat = (await (await fetch(new URL(`/api/chats/${facilitatorId}`, rehearsal.pageUrl))).json()) as {
    messages: { file: { url: string } | null }[];
  };
  const downloaded = await fetch(new URL(chat.messages.at(-1)!.file!.url, rehearsal.pageUrl));
  expect(new Uint8Array(await downloaded.arrayBuffer())).toEqual(file);
  expect(downloaded.headers.get('content-disposition')).toContain(encodeURIComponent('کار.xlsx'));
});

test('the clock moves to the moments that the study has', async () => {
  await post('/api/clock', { to: 'deadline' });
  expect(movedTo).toEqual(new Date('2026-12-07T08:00:00Z'));
  await post('/api/clock', { to: 'day' });
  expect(movedTo).toEqual(new Date(NOW.getTime() + 86_400_000));
  movedTo = null;
  await post('/api/clock', { to: 'reminder' });
  expect(movedTo).toBeNull();
});

test('an open page is told of what changes', async () => {
  const abort = new AbortController();
  const response = await fetch(new URL('/api/events', rehearsal.pageUrl), { signal: abort.signal });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let told = '';
  const toldOf = async (what: string) => {
    while (!told.includes(what)) told += (await reader.read()).value ?? '';
  };
  await toldOf('event: state');
  rehearsal.messenger.addPerson({ id: 31, firstName: 'کاوه' });
  rehearsal.messenger.send(31, 'سلام <b>');
  await toldOf('سلام &#60;b&#62;');
  abort.abort();
});
