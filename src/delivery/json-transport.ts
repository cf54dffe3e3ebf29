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
import { HttpError, InputFile, type Transformer } from 'grammy';
import { noteDeparture } from './departure.ts';

const unpack = promisify(gunzip);

/**
 * Makes calls without files by Node's own HTTP client. grammY's way (node-fetch, with a controller, a timer and three
 * promises a call) takes twice as long, and calls are most of what a press costs. Everything else stays grammY's: what
 * is refused becomes its `GrammyError`, what fails on the network its `HttpError`, and files take its own way.
 *
 * @param api.apiRoot without a slash at its end
 */
export function jsonTransport(api: { token: string; apiRoot: string; agent: Agent }): Transformer {
  const url = new URL(api.apiRoot);
  const request = url.protocol === 'https:' ? requestSecurely : requestPlainly;
  const target: RequestOptions = { ...urlToHttpOptions(url), agent: api.agent, method: 'POST' };
  const path = `${url.pathname.replace(/\/+$/, '')}/bot${api.token}/`;

  return (prev, method, payload, signal) => {
    if (hasFile(payload)) return prev(method, payload, signal);
    const body = jsonOf(payload);
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'accept-encoding': 'gzip',
    };
    const call = request({ ...target, path: path + method, headers });
    return exchange<Awaited<ReturnType<typeof prev<typeof method>>>>(
      call,
      body,
      signal as AbortSignal | undefined,
    ).catch((error: unknown) => {
      throw new HttpError(`Network request for '${method}' failed!`, error);
    });
  };
}

function hasFile(payload: object): boolean {
  return Object.values(payload).some((value) => value instanceof InputFile);
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
  body: string,
  signal: AbortSignal | undefined,
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
    call.end(body);
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
