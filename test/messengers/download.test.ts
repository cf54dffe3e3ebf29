import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { fileDownloader } from '../../src/messengers/download.ts';
import { testBot } from '../fixtures/bot.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** A Bot API whose `getFile` answers so, and whose file is served so. */
async function startApi(getFile: object, file: RequestListener = (_, response) => response.end()) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url?.endsWith('/getFile')) {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(getFile));
    } else file(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(
    () => void server.close(),
    () => server.closeAllConnections(),
  );
  const apiRoot = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { api } = testBot({ token: '1:secret', apiRoot });
  const download = fileDownloader(systemClock(), () => api);
  return {
    asked,
    fetch: (mostBytes = 1000) =>
      download('telegram', 'file-id', { mostBytes, signal: new AbortController().signal }),
  };
}

const found = (path: string) => ({ ok: true, result: { file_id: 'file-id', file_path: path } });
const refused = (description: string) => ({ ok: false, error_code: 400, description });

test('a file comes whole from the API\u2019s own root', async () => {
  const { fetch, asked } = await startApi(found('documents/file_1.xlsx'), (_, response) =>
    response.end('whole'),
  );
  expect(await fetch()).toEqual({ ok: true, bytes: Buffer.from('whole') });
  expect(asked).toEqual(['/bot1:secret/getFile', '/file/bot1:secret/documents/file_1.xlsx']);
});

test('a file that a self-hosted server names on its own disk is read there', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'hamray-')), 'file.xlsx');
  writeFileSync(path, 'on disk');
  const { fetch, asked } = await startApi(found(path));
  expect(await fetch()).toEqual({ ok: true, bytes: Buffer.from('on disk') });
  expect(asked).toHaveLength(1);
  expect(await fetch(3)).toEqual({ ok: false, why: 'tooLarge' });
});

test('what the messenger finds too big, or is longer than allowed, is too large', async () => {
  const tooBig = await startApi(refused('Bad Request: file is too big'));
  expect(await tooBig.fetch()).toEqual({ ok: false, why: 'tooLarge' });
  const endless = await startApi(found('x'), (_, response) => {
    const more = () => response.write(Buffer.alloc(10_000), () => !response.destroyed && more());
    more();
  });
  expect(await endless.fetch(50_000)).toEqual({ ok: false, why: 'tooLarge' });
});

test('what the messenger no longer has is gone', async () => {
  const unknown = await startApi(
    refused('Bad Request: wrong file_id or the file is temporarily unavailable'),
  );
  expect(await unknown.fetch()).toEqual({ ok: false, why: 'gone' });
  const expired = await startApi(found('x'), (_, response) => response.writeHead(404).end());
  expect(await expired.fetch()).toEqual({ ok: false, why: 'gone' });
});

test('a server in trouble, or a connection that breaks off, is worth another attempt', async () => {
  const down = await startApi(found('x'), (_, response) => response.writeHead(502).end('<html>'));
  await expect(down.fetch()).rejects.toThrow();
  const broken = await startApi(found('x'), (request, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half', () => request.socket.destroy());
  });
  await expect(broken.fetch()).rejects.toThrow();
});
