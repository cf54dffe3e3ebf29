import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Update } from 'grammy/types';
import type { Messenger } from '../store/accounts.ts';
import type { UpdateIntake } from './update-intake.ts';

export interface WebhookOptions {
  /** 0: any free one. */
  readonly port: number;
  readonly secret: string;
  readonly intakes: Readonly<Partial<Record<Messenger, UpdateIntake>>>;
  /** What answers, by name. */
  readonly health: () => Promise<Readonly<Record<string, boolean>>>;
}

export interface WebhookServer {
  readonly port: number;
  /** Refuses what comes from now on, and resolves when what is under way has been answered. */
  stop(): Promise<void>;
}

/** An update is a few kilobytes. */
const BODY_BYTES = 1024 * 1024;
const SECRET_HEADER = 'x-telegram-bot-api-secret-token';

/**
 * The address that a messenger is to post its updates to: Telegram names the secret in a header, Bale knows no such
 * thing, so there it is the address's last part.
 */
export function webhookAddress(messenger: Messenger, url: string, secret: string): string {
  return messenger === 'bale' ? `${url.replace(/\/+$/, '')}/${secret}` : url;
}

/**
 * Serves what messengers post. An update is answered only when it is taken, on disk that is; one that failed for a
 * passing reason is answered 500, and the messenger posts it again. Which messenger it is, its secret tells: a proxy
 * in front may have changed the path.
 */
export async function startWebhookServer(options: WebhookOptions): Promise<WebhookServer> {
  const { port, secret, intakes, health } = options;
  const isSecret = secretTest(secret);
  const inOrder = createLine();
  let stopping = false;

  const intakeFor = ({ headers, url = '' }: IncomingMessage): UpdateIntake | undefined => {
    if (isSecret(String(headers[SECRET_HEADER] ?? ''))) return intakes.telegram;
    const lastPart = new URL(url, 'http://localhost').pathname.split('/').at(-1) ?? '';
    return isSecret(lastPart) ? intakes.bale : undefined;
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method === 'GET' && request.url === '/healthz') return tellHealth(response, await health());
    if (request.method !== 'POST') return end(response, 404);
    const intake = intakeFor(request);
    if (!intake) return end(response, 401);
    if (stopping) return end(response, 503);
    const body = await readBody(request);
    if (body === null) return end(response, 413);
    const update = readUpdate(body);
    if (!update) return end(response, 400);
    const outcome = await inOrder(() => intake.take(update));
    if (stopping) response.setHeader('connection', 'close');
    end(response, outcome === 'taken' ? 200 : 500);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, () => resolve());
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
function secretTest(secret: string): (given: string) => boolean {
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

/** @returns null where it is too large */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
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

function end(response: ServerResponse, status: number): void {
  // The rest of a body that is too large is not worth reading.
  if (status === 413) response.setHeader('connection', 'close');
  response.writeHead(status);
  response.end();
}
