import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a bot asked for. */
export interface Asked {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Of a call with files: as it came. */
  readonly bytes: Buffer;
}

/** What a call comes to; `retryAfter` (seconds): it is refused as too fast. */
export type Told = { readonly result: unknown } | { readonly retryAfter: number };

/** A Bot API server that does as little as it can, so that what is measured is the bot. */
export interface BotApi {
  readonly apiRoot: string;
  /** Hands an update out to whoever polls. */
  add(update: Readonly<Record<string, unknown>>): void;
  /** Updates that were handed out and are not confirmed, or wait to be. */
  unconfirmed(): number;
}

interface Poll {
  readonly limit: number;
  readonly response: ServerResponse;
  readonly timer: NodeJS.Timeout;
}

const BOT = {
  id: 7_100_000_001,
  is_bot: true,
  first_name: 'bench',
  username: 'hamray_bench_bot',
  can_join_groups: false,
  can_read_all_group_messages: false,
  supports_inline_queries: false,
};

/** @param answer carries out every method but `getUpdates` and `getMe` */
export async function startBotApi(answer: (asked: Asked) => Told): Promise<BotApi> {
  let waiting: { update_id: number }[] = [];
  let nextId = 1;
  let poll: Poll | null = null;
  let handingOut = false;

  const endPoll = () => {
    if (!poll) return;
    clearTimeout(poll.timer);
    const { response, limit } = poll;
    poll = null;
    send(response, { result: waiting.slice(0, limit) });
  };
  const getUpdates = (params: Asked['params'], response: ServerResponse) => {
    const { offset = 0, limit = 100, timeout = 0 } = params as Record<string, number>;
    const first = waiting.findIndex(({ update_id: id }) => id >= offset);
    waiting = first === -1 ? [] : waiting.slice(first);
    if (waiting.length > 0 || timeout === 0) return send(response, { result: waiting.slice(0, limit) });
    poll = { limit, response, timer: setTimeout(endPoll, timeout * 1000) };
  };
  const server = createServer((request, response) => {
    void readBody(request).then((bytes) => {
      const method = request.url!.slice(request.url!.lastIndexOf('/') + 1);
      const isJson = request.headers['content-type'] === 'application/json';
      const params = isJson && bytes.length > 0 ? JSON.parse(bytes.toString('utf8')) : {};
      if (method === 'getUpdates') getUpdates(params, response);
      else if (method === 'getMe') send(response, { result: BOT });
      else send(response, answer({ method, params, bytes }));
    });
  });
  server.keepAliveTimeout = 75_000;
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    apiRoot: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    add(update) {
      waiting.push({ update_id: nextId, ...update });
      nextId += 1;
      if (!poll || handingOut) return;
      // What is pressed in one moment goes out together.
      handingOut = true;
      setImmediate(() => {
        handingOut = false;
        endPoll();
      });
    },
    unconfirmed: () => waiting.length,
  };
}

function send(response: ServerResponse, told: Told): void {
  const refused = 'retryAfter' in told;
  const body = JSON.stringify(
    refused
      ? {
          ok: false,
          error_code: 429,
          description: `Too Many Requests: retry after ${told.retryAfter}`,
          parameters: { retry_after: told.retryAfter },
        }
      : { ok: true, result: told.result },
  );
  response.writeHead(refused ? 429 : 200, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    request.on('error', reject);
  });
}
