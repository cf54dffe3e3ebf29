import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { HttpError, type RawApi, type Transformer } from 'grammy';
import type { Dispatcher } from 'undici';
import { Departure } from './departure.ts';
import { hasFile, multipartOf } from './multipart.ts';

const unpack = promisify(gunzip);

/**
 * Makes calls by undici's `dispatch`. Calls are most of what a press costs: Node's own HTTP client takes twice the
 * processor time for one, and grammY's way (node-fetch, with a controller, a timer and three promises a call) four
 * times, and it writes the names of files so that many servers drop them. Everything else stays grammY's: what is
 * refused becomes its `GrammyError`, what fails on the network its `HttpError`.
 *
 * @param api.apiRoot without a slash at its end
 * @param api.connections to the host of `apiRoot`
 * @param api.newBoundary parts the files of a call from its parameters; occurs in no file
 */
export function transport(api: {
  token: string;
  apiRoot: string;
  connections: Dispatcher;
  newBoundary: () => string;
}): Transformer {
  const path = `${new URL(api.apiRoot).pathname.replace(/\/+$/, '')}/bot${api.token}/`;
  const callWithFiles = <Answer>(method: string, payload: object, signal?: Signal) => {
    const { contentType, length, chunks } = multipartOf(payload, api.newBoundary());
    const headers = ['content-type', contentType, 'content-length', String(length), ...GZIP];
    const request = { path: path + method, headers, body: chunks, isRead: true };
    return exchange<Answer>(api.connections, request, signal);
  };
  const callPlainly = <Answer>(method: string, payload: object, signal?: Signal) => {
    const isRead = !ANSWERED_UNREAD.has(method);
    const request = { path: path + method, headers: JSON_HEADERS, body: jsonOf(payload), isRead };
    return exchange<Answer>(api.connections, request, signal);
  };

  return (prev, method, payload, signal) => {
    const make = hasFile(payload) ? callWithFiles : callPlainly;
    return make<Awaited<ReturnType<typeof prev<typeof method>>>>(
      method,
      payload,
      signal as Signal | undefined,
    ).catch((error: unknown) => {
      throw new HttpError(`Network request for '${method}' failed!`, error);
    });
  };
}

type Signal = AbortSignal | Departure;

interface Request {
  readonly path: string;
  /** Names and values in turn. */
  readonly headers: string[];
  readonly body: string | AsyncIterable<Uint8Array>;
  /** Whether somebody looks at what it brings. */
  readonly isRead: boolean;
}

/** A tap makes two of them, and the whole message comes back with each edit. */
const ANSWERED_UNREAD: ReadonlySet<string> = new Set<keyof RawApi>([
  'answerCallbackQuery',
  'editMessageText',
]);
const SUCCESS = '{"ok":true,';

const GZIP = ['accept-encoding', 'gzip'];
const JSON_HEADERS = ['content-type', 'application/json', ...GZIP];

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
  connections: Dispatcher,
  { path, headers, body, isRead }: Request,
  signal: Signal | undefined,
): Promise<Answer> {
  const departure = signal instanceof Departure ? signal : undefined;
  if (departure) departure.begun = true;
  return new Promise<Answer>((resolve, reject) => {
    const chunks: Buffer[] = [];
    let isPacked = false;
    let callOff: ((reason: Error) => void) | null = null;
    const abort = () => {
      const reason = named('AbortError', 'aborted');
      // Before there is a connection, undici has nothing to call off.
      if (callOff) callOff(reason);
      else end(() => reject(reason));
    };
    const end = (how: () => void) => {
      signal?.removeEventListener('abort', abort);
      how();
    };
    if (signal?.aborted) return abort();
    signal?.addEventListener('abort', abort);
    const isWhole = typeof body === 'string';
    // Anything that is iterated will do, though undici's types name streams alone.
    const sent = isWhole ? body : (untilSent(body, departure) as unknown as Readable);
    connections.dispatch(
      { path, method: 'POST', headers, body: sent },
      {
        onRequestStart(controller) {
          callOff = (reason) => controller.abort(reason);
          if (signal?.aborted) abort();
          // It is written whole before anything else happens.
          else if (isWhole && departure) departure.noteLeft();
        },
        onResponseStart(_controller, _status, answered) {
          isPacked = answered['content-encoding'] === 'gzip';
        },
        onResponseData: (_controller, chunk) => void chunks.push(chunk),
        onResponseEnd() {
          if (!isRead && isSuccess(chunks)) end(() => resolve(DONE as Answer));
          else end(() => readJson<Answer>(chunks, isPacked).then(resolve, reject));
        },
        onResponseError: (_controller, error) => end(() => reject(error)),
      },
    );
  });
}

/** Notes that a body has left once its last chunk was taken. */
async function* untilSent(
  chunks: AsyncIterable<Uint8Array>,
  departure: Departure | undefined,
): AsyncIterable<Uint8Array> {
  yield* chunks;
  departure?.noteLeft();
}

/** All there is to know of what nobody reads. */
const DONE: unknown = { ok: true, result: true };

/** Whether an answer says so at its very beginning; one that is packed, or set with spaces, is read to know. */
function isSuccess([chunk]: readonly Buffer[]): boolean {
  return chunk?.toString('latin1', 0, SUCCESS.length) === SUCCESS;
}

async function readJson<Answer>(chunks: readonly Buffer[], isPacked: boolean): Promise<Answer> {
  const bytes = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
  const text = (isPacked ? await unpack(bytes) : bytes).toString();
  try {
    return JSON.parse(text) as Answer;
  } catch {
    throw named('FetchError', 'invalid-json');
  }
}

/** An error as node-fetch names them: its message could hold the token. */
function named(name: 'AbortError' | 'FetchError', type: string): Error {
  return Object.assign(new Error(type), { name, type });
}
