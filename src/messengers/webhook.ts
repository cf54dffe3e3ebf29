import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Update } from 'grammy/types';
import type { Messenger } from '../store/accounts.ts';
import { MESSENGERS, messengerOf } from './all.ts';
import type { UpdateIntake } from './intake.ts';

export interface WebhookOptions {
  /** The address to listen on: `127.0.0.1` for this machine alone, `0.0.0.0` for every network that it is in. */
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Null: updates are polled for, and nobody may post any. */
  readonly secret: string | null;
  readonly doors: Readonly<Partial<Record<Messenger, WebhookDoor>>>;
  /** What answers, by name. */
  readonly health: () => Promise<Readonly<Record<string, boolean>>>;
  /** For whoever watches the machine. */
  readonly metrics: { readonly contentType: string; told(): Promise<string> };
}

/** Where the updates of one messenger go in. */
export interface WebhookDoor {
  readonly intake: UpdateIntake;
  /** Whether updates can be understood yet: not before the messenger has said who the bot is. */
  isOpen(): boolean;
}

export interface WebhookServer {
  readonly port: number;
  /** Refuses what comes from now on, and resolves when what is under way has been answered. */
  stop(): Promise<void>;
}

/** An update is a few kilobytes. */
const BODY_BYTES = 1024 * 1024;
/** Whoever sends more is told so once all of it has come, for a broken connection would say nothing; up to here. */
const READ_BYTES = 32 * BODY_BYTES;
/** Telegram waits this long for an answer; who takes longer to ask is cut off. */
const REQUEST_WITHIN_MS = 60_000;
/** Telegram comes back so soon, and not later and later: a press waits 150 s at most. */
const RETRY_AFTER_S = 3;
const SECRET_HEADER = 'x-telegram-bot-api-secret-token';

/**
 * The address that a messenger is to post its updates to: one names the secret in a header, another knows no such
 * thing, so there the address's last part is known to nobody else.
 */
export function webhookAddress(messenger: Messenger, url: string, secret: string): string {
  if (messengerOf(messenger).webhookSecret === 'inHeader') return url;
  const address = new URL(url);
  address.pathname = `${address.pathname.replace(/\/+$/, '')}/${secretPath(secret)}`;
  return address.href;
}

/** Paths come to stand in the logs of proxies, so it is not the secret: who reads it there opens no other door. */
function secretPath(secret: string): string {
  return createHmac('sha256', secret).update('path of the webhook').digest('base64url');
}

/**
 * Serves what messengers post. An update is answered 200 only when it is taken, on disk that is; one that failed for a
 * passing reason is answered 500, and one that comes before the bot is known or after the stop has begun 503: the
 * messenger posts them again. Which messenger it is, its secret tells: a proxy in front may have changed the path.
 */
export async function startWebhookServer(options: WebhookOptions): Promise<WebhookServer> {
  const { host, port, secret, doors, health, metrics } = options;
  const isSecret = secretTest(secret);
  const isSecretPath = secretTest(secret && secretPath(secret));
  const inOrder = createLine();
  let stopping = false;

  const doorFor = ({ headers, url = '' }: IncomingMessage): WebhookDoor | undefined => {
    const knows = {
      inHeader: isSecret(String(headers[SECRET_HEADER] ?? '')),
      inAddress: isSecretPath(url.split('?')[0]!.split('/').at(-1)!),
    };
    const posting = MESSENGERS.find(({ webhookSecret }) => knows[webhookSecret]);
    return posting && doors[posting.name];
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method === 'GET' && request.url === '/healthz') return tellHealth(response, await health());
    if (request.method === 'GET' && request.url === '/metrics') return tellMetrics(response, metrics);
    if (request.method !== 'POST') return end(response, 404);
    const door = doorFor(request);
    if (!door) return end(response, 401);
    const body = await readBody(request);
    if (body === null) return end(response, 413);
    const update = readUpdate(body);
    if (!update) return end(response, 400);
    if (stopping || !door.isOpen()) return end(response, 503);
    const outcome = await inOrder(() => door.intake.take(update));
    if (stopping) response.setHeader('connection', 'close');
    end(response, outcome === 'taken' ? 200 : 500);
  };
  const server = createServer({ requestTimeout: REQUEST_WITHIN_MS }, (request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop() {
      stopping = true;
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      });
    },
  };
}

/** Takes as long for a near miss as for any other. */
function secretTest(secret: string | null): (given: string) => boolean {
  if (secret === null) return () => false;
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const expected = digest(secret);
  return (given) => timingSafeEqual(digest(given), expected);
}

/** One after another, in the order of coming. */
function createLine(): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work);
    last = next.catch(() => {});
    return next;
  };
}

/** @returns null where it is too large. @throws where it is larger than anything that is worth an answer */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > READ_BYTES) throw new Error('a body without end');
    if (bytes <= BODY_BYTES) chunks.push(chunk);
  }
  return bytes > BODY_BYTES ? null : Buffer.concat(chunks).toString('utf8');
}

function readUpdate(body: string): Update | null {
  try {
    const update = JSON.parse(body) as Update | null;
    return typeof update?.update_id === 'number' ? update : null;
  } catch {
    return null;
  }
}

function tellHealth(response: ServerResponse, health: Readonly<Record<string, boolean>>): void {
  const well = Object.values(health).every(Boolean);
  response.writeHead(well ? 200 : 503, { 'content-type': 'application/json' });
  response.end(JSON.stringify(health));
}

async function tellMetrics(response: ServerResponse, { contentType, told }: WebhookOptions['metrics']) {
  const text = await told();
  response.writeHead(200, { 'content-type': contentType });
  response.end(text);
}

function end(response: ServerResponse, status: number): void {
  if (status >= 500) response.setHeader('retry-after', RETRY_AFTER_S);
  response.writeHead(status);
  response.end();
}
