import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type Clock, wait } from '../../src/clock.ts';
import { watchCallTimes } from './call-times.ts';

/** What happens to one call on its way. */
export type Fault =
  | 'none'
  /** The connection breaks, and the messenger hears nothing. */
  | 'dropped before'
  /** The messenger carries it out, and the connection breaks before its answer. */
  | 'dropped after'
  /** It breaks in the middle of the answer. */
  | 'cut in the answer'
  | 'delayed'
  /** No answer ever; carried out. */
  | 'hanging'
  | '429 for the chat'
  | '429 for all'
  /** Not carried out here, which a 500 does not say. */
  | '500'
  | '502 page'
  /** A gateway's page, though the messenger has carried it out. */
  | '504 page after'
  | 'not JSON';

export interface ProxiedCall {
  readonly method: string;
  readonly chatId: number | null;
  /** Of a message sent or edited. */
  readonly text: string;
}

export interface FaultyProxy {
  readonly apiRoot: string;
  /** Injected so far, by fault and by method. */
  readonly injected: ReadonlyMap<Fault, number>;
  readonly methods: ReadonlyMap<string, number>;
  /** Calls of which the program cannot know whether they were carried out. */
  readonly unknown: readonly (ProxiedCall & { readonly carriedOut: boolean })[];
  /** Calls that came though a 429 had asked for a longer wait, in words. */
  readonly tooSoon: readonly string[];
  /** Nobody listens any more; connections break. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  stop(): Promise<void>;
}

export interface FaultyProxyOptions {
  readonly target: string;
  readonly faultFor: (call: ProxiedCall) => Fault;
  /** The program's. */
  readonly clock: Clock;
}

const DELAY_MS = 4000;
const RETRY_AFTER_S = 8;
/** Answers that tell the program nothing for certain, though they are whole. */
const TELLS_NOTHING: ReadonlySet<Fault> = new Set(['500', '502 page', '504 page after', 'not JSON']);

interface Wait {
  readonly until: number;
  /** Since when the program knows; what it had called before may still come. */
  heardAt: number;
  /** Calls made though it knew. */
  disregarded: number;
}

/** Stands between a program and its messenger, and breaks calls as told. */
export async function startFaultyProxy(options: FaultyProxyOptions): Promise<FaultyProxy> {
  const { target, faultFor, clock } = options;
  const injected = new Map<Fault, number>();
  const methods = new Map<string, number>();
  const unknown: FaultyProxy['unknown'][number][] = [];
  const waits = new Map<number | 'all', Wait>();
  const sockets = new Set<Socket>();
  const tooSoon: string[] = [];
  const times = watchCallTimes(clock.elapsed);

  const waiting = ({ method, chatId }: ProxiedCall, { socket }: IncomingMessage): boolean => {
    if (!isPaced(method)) return false;
    const isOver = ({ until }: Wait) => until <= clock.elapsed();
    const [forAll, forChat] = [waits.get('all'), waits.get(chatId ?? 0)];
    const lasting = [forAll, forChat].find((one) => one && !isOver(one));
    if (!lasting) return false;
    const madeAt = times.madeAt(socket) ?? Number.POSITIVE_INFINITY;
    if (madeAt <= lasting.heardAt) return true;
    lasting.disregarded += 1;
    // Whether all are meant, a 429 does not say: one call to another chat finds out.
    if (lasting.disregarded > (lasting === forAll ? 1 : 0)) {
      const wait = lasting === forAll ? 'all wait' : 'the chat waits';
      const late = Math.round(madeAt - lasting.heardAt);
      tooSoon.push(`${method} to ${chatId} made ${late} ms after it was known that ${wait}`);
    }
    return true;
  };
  const letWait = (whom: number | 'all', { method }: ProxiedCall, { socket }: IncomingMessage) => {
    // Sends and edits hear of each other's refusals; an answer to a press or a poll waits by itself.
    if (!isPaced(method)) return;
    const until = clock.elapsed() + RETRY_AFTER_S * 1000;
    const asked: Wait = { until, heardAt: Number.POSITIVE_INFINITY, disregarded: 0 };
    waits.set(whom, asked);
    times.onceHeard(socket, () => {
      asked.heardAt = clock.elapsed();
    });
  };
  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bytesOf(incoming);
    const call = readCall(incoming, body);
    const journey: Journey = { target, incoming, body, response, carriedOut: false };
    response.once('close', () => {
      if (!response.writableFinished) unknown.push({ ...call, carriedOut: journey.carriedOut });
    });
    if (waiting(call, incoming)) return refuse(response, 429);
    const fault = faultFor(call);
    if (fault !== 'none') injected.set(fault, (injected.get(fault) ?? 0) + 1);
    if (TELLS_NOTHING.has(fault)) unknown.push({ ...call, carriedOut: fault === '504 page after' });
    await commit(fault, call, journey);
  };
  const commit = async (fault: Fault, call: ProxiedCall, journey: Journey): Promise<void> => {
    const { incoming, response } = journey;
    switch (fault) {
      case 'none':
        return pass(journey);
      case 'dropped before':
        return void response.destroy();
      case 'dropped after':
        await forward(journey);
        return void response.destroy();
      case 'cut in the answer': {
        const answer = await forward(journey);
        response.writeHead(answer.status, { 'content-length': answer.bytes.length + 100 });
        response.write(answer.bytes.subarray(0, 5), () => response.destroy());
        return;
      }
      case 'delayed':
        await wait(clock, DELAY_MS);
        return pass(journey);
      case 'hanging':
        await forward(journey);
        return;
      case '429 for the chat':
        if (call.chatId !== null) letWait(call.chatId, call, incoming);
        return refuse(response, 429);
      case '429 for all':
        letWait('all', call, incoming);
        return refuse(response, 429);
      case '500':
        return refuse(response, 500);
      case '504 page after':
        await forward(journey);
        return page(response, 504);
      case '502 page':
        return page(response, 502);
      case 'not JSON':
        response.writeHead(200, { 'content-type': 'application/json' });
        return void response.end('{"ok":tru');
    }
  };
  const server = createServer((incoming, response) => {
    handle(incoming, response).catch(() => response.destroy());
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const goAway = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return {
    apiRoot: `http://127.0.0.1:${port}`,
    injected,
    methods,
    unknown,
    tooSoon,
    goAway,
    comeBack: () => listen(port),
    stop() {
      times.stop();
      return goAway();
    },
  };
}

/** Sends and edits count against the limits. */
function isPaced(method: string): boolean {
  return /^(send|edit)/.test(method);
}

function readCall({ url = '' }: IncomingMessage, body: Buffer): ProxiedCall {
  const method = /^\/file\//.test(url) ? 'download' : (url.split('/').at(-1)?.split('?')[0] ?? '');
  const text = body.toString('utf8');
  try {
    const { chat_id: chatId = null, text: said = '' } = JSON.parse(text) as Record<string, never>;
    return { method, chatId, text: said };
  } catch {
    const chatId = /name="chat_id"\r\n\r\n(-?\d+)/.exec(text)?.[1];
    const caption = /name="caption"\r\n\r\n([^\r]*)/.exec(text)?.[1] ?? '';
    return { method, chatId: chatId === undefined ? null : Number(chatId), text: caption };
  }
}

async function bytesOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** One call through the proxy. */
interface Journey {
  readonly target: string;
  readonly incoming: IncomingMessage;
  readonly body: Buffer;
  readonly response: ServerResponse;
  /** The messenger was asked. */
  carriedOut: boolean;
}

interface Forwarded {
  readonly status: number;
  readonly type: string;
  readonly bytes: Buffer;
}

function forward(journey: Journey): Promise<Forwarded> {
  const { target, incoming, body, response } = journey;
  const { method = 'GET', headers, url = '' } = incoming;
  const { connection: _connection, host: _host, ...kept } = headers;
  journey.carriedOut = true;
  return new Promise((resolve, reject) => {
    const passed = request(`${target}${url}`, { method, headers: kept }, async (answer) => {
      try {
        const bytes = await bytesOf(answer as AsyncIterable<Buffer>);
        resolve({ status: answer.statusCode ?? 0, type: answer.headers['content-type'] ?? '', bytes });
      } catch (error) {
        reject(error);
      }
    });
    passed.on('error', reject);
    // A poll that nobody waits for any more must not wait at the messenger.
    response.once('close', () => passed.destroy());
    passed.end(body);
  });
}

async function pass(journey: Journey): Promise<void> {
  const { status, type, bytes } = await forward(journey);
  journey.response.writeHead(status, { 'content-type': type, 'content-length': bytes.length });
  journey.response.end(bytes);
}

function refuse(response: ServerResponse, code: 429 | 500): void {
  const refusal = {
    ok: false,
    error_code: code,
    description: code === 429 ? `Too Many Requests: retry after ${RETRY_AFTER_S}` : 'Internal Server Error',
    ...(code === 429 && { parameters: { retry_after: RETRY_AFTER_S } }),
  };
  response.writeHead(code, { 'content-type': 'application/json' });
  response.end(JSON.stringify(refusal));
}

function page(response: ServerResponse, code: number): void {
  response.writeHead(code, { 'content-type': 'text/html' });
  response.end(`<html><body><h1>${code} Bad Gateway</h1></body></html>`);
}
