import { createReadStream, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Api, GrammyError, HttpError, InputFile } from 'grammy';
import { Pool } from 'undici';
import { afterEach, describe, expect, test } from 'vitest';
import { grammySignal } from '../../src/messengers/grammy-signal.ts';
import { SizedFile } from '../../src/messengers/multipart.ts';
import { transport } from '../../src/messengers/transport.ts';

const TOKEN = '1:secret';
const running: { stop(): void }[] = [];
afterEach(() => {
  for (const part of running.splice(0)) part.stop();
});

interface Asked {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A server that answers as told, and an API that calls it. */
async function serving(
  answer: (response: ServerResponse) => void,
  prefix = '',
  received: (type: string, body: Buffer) => void = () => {},
) {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      return; // broken off
    }
    const { url: path = '', headers } = request;
    const body = Buffer.concat(chunks);
    received(headers['content-type'] ?? '', body);
    asked.push({ path, headers, body: body.toString() });
    answer(response);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  running.push({
    stop() {
      server.closeAllConnections();
      server.close();
    },
  });
  return { asked, api: apiAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}${prefix}`) };
}

function apiAt(apiRoot: string): Api {
  const api = new Api(TOKEN, { apiRoot });
  const connections = new Pool(new URL(apiRoot).origin);
  running.push({ stop: () => void connections.destroy() });
  api.config.use(transport({ token: TOKEN, apiRoot, connections, newBoundary: () => 'BOUNDARY' }));
  return api;
}

const ok = (response: ServerResponse) => void response.end('{"ok":true,"result":{"message_id":7}}');

/** What a failed call says, without its own words. */
async function failureOf(call: Promise<unknown>): Promise<unknown> {
  const error = await call.then(
    () => null,
    (failed: unknown) => failed,
  );
  expect(error).toBeInstanceOf(HttpError);
  const { name, message, error: cause } = error as HttpError;
  expect(`${message} ${String((cause as Error).message)}`).not.toContain('secret');
  return { name, message, cause };
}

describe('a call', () => {
  test('carries its parameters as JSON, without those that are null', async () => {
    const { asked, api } = await serving(ok);
    const sent = await api.sendMessage(5, 'متن', { parse_mode: 'HTML', reply_parameters: null as never });
    expect(sent.message_id).toBe(7);
    expect(asked).toMatchObject([{ path: '/bot1:secret/sendMessage' }]);
    expect(JSON.parse(asked[0]!.body)).toEqual({ chat_id: 5, text: 'متن', parse_mode: 'HTML' });
    expect(asked[0]!.headers).toMatchObject({ 'content-type': 'application/json' });
  });

  test('goes below the path of the API’s root', async () => {
    const { asked, api } = await serving(ok, '/telegram');
    await api.sendMessage(5, 'x');
    expect(asked[0]!.path).toBe('/telegram/bot1:secret/sendMessage');
  });

  test('whose answer nobody reads is judged by its beginning, and read where that is not plain', async () => {
    for (const beginning of ['{"ok":true,', '{ "ok": true,']) {
      const { api } = await serving(
        (response) => void response.end(`${beginning}"result":{"message_id":7}}`),
      );
      await expect(api.editMessageText(5, 7, 'x')).resolves.toBeTruthy();
      await expect(api.answerCallbackQuery('1')).resolves.toBeTruthy();
    }
    const refusal = '{"ok":false,"error_code":400,"description":"Bad Request: message to edit not found"}';
    const { api } = await serving((response) => void response.end(refusal));
    await expect(api.editMessageText(5, 7, 'x')).rejects.toBeInstanceOf(GrammyError);
    const page = await serving((response) => void response.end('<html>502 Bad Gateway</html>'));
    await expect(page.api.editMessageText(5, 7, 'x')).rejects.toBeInstanceOf(HttpError);
    const packed = await serving((response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end(gzipSync('{"ok":true,"result":true}'));
    });
    await expect(packed.api.answerCallbackQuery('1')).resolves.toBe(true);
  });

  test('reads a packed answer', async () => {
    const { api } = await serving((response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end(gzipSync('{"ok":true,"result":{"message_id":8}}'));
    });
    expect((await api.sendMessage(5, 'x')).message_id).toBe(8);
  });

  test('that is refused tells how, whatever the HTTP status', async () => {
    const { api } = await serving((response) => {
      response.writeHead(403);
      response.end('{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}');
    });
    const refused = await api.sendMessage(5, 'x').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(GrammyError);
    expect(refused).toMatchObject({ error_code: 403, method: 'sendMessage' });
  });

  test('with a file is a form in which the file’s name stands in quotes', async () => {
    const { asked, api } = await serving(ok);
    const file = new InputFile(Buffer.from('bytes'), 'نتایج خدمات.zip');
    const sent = await api.sendDocument(5, file, { caption: 'متن', reply_markup: { inline_keyboard: [] } });
    expect(sent.message_id).toBe(7);
    const [{ headers, body }] = asked as [Asked];
    expect(headers).toMatchObject({
      'content-type': 'multipart/form-data; boundary=BOUNDARY',
      'content-length': String(Buffer.byteLength(body)),
    });
    expect(body.split('\r\n')).toEqual([
      '--BOUNDARY',
      'Content-Disposition: form-data; name="chat_id"',
      '',
      '5',
      '--BOUNDARY',
      'Content-Disposition: form-data; name="document"; filename="نتایج خدمات.zip"',
      'Content-Type: application/octet-stream',
      '',
      'bytes',
      '--BOUNDARY',
      'Content-Disposition: form-data; name="caption"',
      '',
      'متن',
      '--BOUNDARY',
      'Content-Disposition: form-data; name="reply_markup"',
      '',
      '{"inline_keyboard":[]}',
      '--BOUNDARY--',
      '',
    ]);
  });

  test('with a file is read alike by a parser as strict as Node’s own', async () => {
    const bodies: { type: string; bytes: Buffer }[] = [];
    const { api } = await serving(ok, '', (type, bytes) => void bodies.push({ type, bytes }));
    await api.sendDocument(5, new InputFile(Buffer.from([0, 13, 10, 255]), 'my نتایج.zip'), {
      caption: 'متن',
    });
    const [{ type, bytes }] = bodies as [(typeof bodies)[0]];
    const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
    expect([form.get('chat_id'), form.get('caption')]).toEqual(['5', 'متن']);
    const file = form.get('document') as File;
    expect(file.name).toBe('my نتایج.zip');
    expect([...new Uint8Array(await file.arrayBuffer())]).toEqual([0, 13, 10, 255]);
  });

  test('with a large file leaves in many turns: others have theirs between its pieces', async () => {
    const { api } = await serving(ok);
    let turns = 0;
    const turning = setInterval(() => (turns += 1), 0);
    const pieces = Array.from({ length: 40 }, () => Buffer.alloc(1000));
    let turnsInside = 0;
    const file = new SizedFile('a.zip', 40_000, function* () {
      const before = turns;
      yield* pieces;
      turnsInside = turns - before;
    });
    await api.sendDocument(5, file);
    clearInterval(turning);
    expect(turnsInside).toBeGreaterThan(1);
  });

  test('with a file on the disk is read while it is sent', async () => {
    const { asked, api } = await serving(ok);
    const path = join(mkdtempSync(join(tmpdir(), 'hamray-')), 'hamray.sqlite');
    writeFileSync(path, 'x'.repeat(300_000));
    await api.sendDocument(5, new SizedFile('a"b.sqlite', 300_000, () => createReadStream(path)));
    const [{ headers, body }] = asked as [Asked];
    expect(headers['content-length']).toBe(String(Buffer.byteLength(body)));
    expect(body).toContain('filename="a%22b.sqlite"');
    expect(body).toContain(`\r\n\r\n${'x'.repeat(300_000)}\r\n--BOUNDARY`);
  });
});

describe('a call that fails on the network', () => {
  const failed = "Network request for 'sendMessage' failed!";

  test('says that a page came in place of an answer', async () => {
    const { api } = await serving((response) => void response.end('<html>502 Bad Gateway</html>'));
    const cause = { name: 'FetchError', type: 'invalid-json' };
    expect(await failureOf(api.sendMessage(5, 'x'))).toMatchObject({ message: failed, cause });
  });

  test('says that nobody listens', async () => {
    const cause = { code: 'ECONNREFUSED' };
    expect(await failureOf(apiAt('http://127.0.0.1:1').sendMessage(5, 'x'))).toMatchObject({ cause });
  });

  test('says that the answer broke off', async () => {
    const { api } = await serving((response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('{"ok":');
      setImmediate(() => response.destroy());
    });
    expect(await failureOf(api.sendMessage(5, 'x'))).toMatchObject({ message: failed });
  });

  test('says that its file is not there', async () => {
    const { asked, api } = await serving(ok);
    const call = api.sendDocument(5, new SizedFile('hamray.sqlite', 5, () => createReadStream('/nowhere')));
    const message = "Network request for 'sendDocument' failed!";
    expect(await failureOf(call)).toMatchObject({ message, cause: { code: 'ENOENT' } });
    expect(asked).toHaveLength(0);
  });

  test('ends when it is called off, before, while or after it leaves', async () => {
    const controller = new AbortController();
    const { api } = await serving(() => controller.abort());
    const cause = { name: 'AbortError' };
    const { signal } = controller;
    expect(await failureOf(api.sendMessage(5, 'x', {}, grammySignal(signal)))).toMatchObject({ cause });
    expect(await failureOf(api.sendMessage(5, 'x', {}, grammySignal(signal)))).toMatchObject({ cause });
  });
});
