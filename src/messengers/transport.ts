import {
  type Agent,
  type ClientRequest,
  type IncomingMessage,
  type RequestOptions,
  request as requestPlainly,
} from 'node:http';
import { request as requestSecurely } from 'node:https';
import { urlToHttpOptions } from 'node:url';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { HttpError, type Transformer } from 'grammy';
import { noteDeparture } from './departure.ts';
import { hasFile, multipartOf } from './multipart.ts';

const unpack = promisify(gunzip);

/**
 * Makes calls by Node's own HTTP client. grammY's way (node-fetch, with a controller, a timer and three promises a
 * call) takes twice as long, and calls are most of what a press costs; and it writes the names of files so that many
 * servers drop them. Everything else stays grammY's: what is refused becomes its `GrammyError`, what fails on the
 * network its `HttpError`.
 *
 * @param api.apiRoot without a slash at its end
 * @param api.newBoundary parts the files of a call from its parameters; occurs in no file
 */
export function transport(api: {
  token: string;
  apiRoot: string;
  agent: Agent;
  newBoundary: () => string;
}): Transformer {
  const url = new URL(api.apiRoot);
  const request = url.protocol === 'https:' ? requestSecurely : requestPlainly;
  const target: RequestOptions = { ...urlToHttpOptions(url), agent: api.agent, method: 'POST' };
  const path = `${url.pathname.replace(/\/+$/, '')}/bot${api.token}/`;
  const begin = (method: string, headers: Record<string, string | number>) =>
    request({ ...target, path: path + method, headers: { ...headers, 'accept-encoding': 'gzip' } });

  const callWithFiles = async <Answer>(method: string, payload: object, signal?: AbortSignal) => {
    const { contentType, length, chunks } = await multipartOf(payload, api.newBoundary());
    const headers = { 'content-type': contentType, ...(length !== null && { 'content-length': length }) };
    return exchange<Answer>(begin(method, headers), signal, (call) => {
      write(call, chunks).catch((error: Error) => call.destroy(error));
    });
  };
  const callPlainly = <Answer>(method: string, payload: object, signal?: AbortSignal) => {
    const body = jsonOf(payload);
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    return exchange<Answer>(begin(method, headers), signal, (call) => void call.end(body));
  };

  return (prev, method, payload, signal) => {
    const make = hasFile(payload) ? callWithFiles : callPlainly;
    return make<Awaited<ReturnType<typeof prev<typeof method>>>>(
      method,
      payload,
      signal as AbortSignal | undefined,
    ).catch((error: unknown) => {
      throw new HttpError(`Network request for '${method}' failed!`, error);
    });
  };
}

/** What is null is left out, as grammY does; to look at each value is slow, and next to nothing has any. */
function jsonOf(payload: object): string {
  const json = JSON.stringify(payload);
  return json.includes('null') ? JSON.stringify(payload, withoutNulls) : json;
}

function withoutNulls(_key: string, value: unknown): unknown {
  return value === null ? undefined : value;
}

/** @returns the answer's JSON */
function exchange<Answer>(
  call: ClientRequest,
  signal: AbortSignal | undefined,
  send: (call: ClientRequest) => void,
): Promise<Answer> {
  return new Promise<Answer>((resolve, reject) => {
    const abort = () => void call.destroy(named('AbortError', 'aborted'));
    const end = () => signal?.removeEventListener('abort', abort);
    const fail = (error: unknown) => {
      end();
      reject(error);
    };
    signal?.addEventListener('abort', abort);
    if (signal) noteDeparture(signal, call);
    call.on('error', fail);
    call.on('response', (response) => {
      readJson<Answer>(response).then((answer) => {
        end();
        resolve(answer);
      }, fail);
    });
    if (signal?.aborted) abort();
    else send(call);
  });
}

/** @throws where a chunk cannot be had */
async function write(call: ClientRequest, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of chunks) {
    if (call.destroyed) return;
    if (!call.write(chunk)) await roomOrEnd(call);
  }
  call.end();
}

function roomOrEnd(call: ClientRequest): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      call.off('drain', go);
      call.off('close', go);
      resolve();
    };
    call.on('drain', go);
    call.on('close', go);
  });
}

async function readJson<Answer>(response: IncomingMessage): Promise<Answer> {
  const bytes = await readAll(response);
  const text = (response.headers['content-encoding'] === 'gzip' ? await unpack(bytes) : bytes).toString();
  try {
    return JSON.parse(text) as Answer;
  } catch {
    throw named('FetchError', 'invalid-json');
  }
}

function readAll(response: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    response.on('error', reject);
    response.on('close', () => {
      if (!response.complete) reject(named('FetchError', 'cut-off'));
    });
  });
}

/** An error as node-fetch names them: its message could hold the token. */
function named(name: 'AbortError' | 'FetchError', type: string): Error {
  return Object.assign(new Error(type), { name, type });
}
