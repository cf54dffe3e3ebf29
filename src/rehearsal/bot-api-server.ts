import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import {
  type Answer,
  answerCall,
  type Handling,
  refusal,
  type ServerSeams,
  TELEGRAM,
} from './answer-call.ts';
import { ApiRefusal } from './api-refusal.ts';
import type { LocalMessenger } from './messenger.ts';
import type { MessengerCore } from './messenger-core.ts';

/** Larger bodies are cut off: the upload's limit and its envelope. */
const BODY_BYTES = 52 * 1024 * 1024;

export interface BotApiServer {
  /** The root of the Bot API, such as `http://127.0.0.1:41733`. */
  readonly apiRoot: string;
  stop(): Promise<void>;
}

/**
 * Serves a messenger's Bot API over HTTP on this machine alone.
 *
 * @param options.port 0 or absent: any free one
 */
export async function startBotApiServer(
  { core }: Pick<LocalMessenger, 'core'>,
  { port = 0, ...seams }: { port?: number } & Partial<ServerSeams> = {},
): Promise<BotApiServer> {
  const handled: Handling = { ...TELEGRAM, ...seams, core };
  const server = createServer((request, response) => {
    handle(handled, request, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 75_000;
  await listen(server, port);
  const address = server.address() as { port: number };
  return {
    apiRoot: `http://127.0.0.1:${address.port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
}

async function handle(handling: Handling, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { core } = handling;
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const download = /^\/file\/bot([^/]+)\/(.+)$/.exec(url.pathname);
  if (download) return sendFile(core, download[1]!, decodeURIComponent(download[2]!), response);

  const called = /^\/bot([^/]+)\/(\w+)$/.exec(url.pathname);
  if (!called) return send(response, refusal(new ApiRefusal(404, 'Not Found')));
  const bytes = await readBody(request);
  if (called[1] !== core.token) return send(response, refusal(new ApiRefusal(401, 'Unauthorized')));
  const signal = abortOnClose(response);
  const type = request.headers['content-type'] ?? '';
  const answer = await answerCall(handling, called[2]!, { type, bytes, query: url.searchParams }, signal);
  if (answer) send(response, answer);
  else response.destroy();
}

function abortOnClose(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.on('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_BYTES) throw new Error('the body is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, { status, body, headers }: Answer): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const type = typeof body === 'string' ? 'text/html' : 'application/json';
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text), ...headers });
  response.end(text);
}

function sendFile(core: MessengerCore, token: string, path: string, response: ServerResponse): void {
  const file = core.files.atPath(path);
  const bytes = file && core.files.bytes(file);
  if (token !== core.token) send(response, refusal(new ApiRefusal(401, 'Unauthorized')));
  else if (!bytes) send(response, refusal(new ApiRefusal(404, 'Not Found')));
  else {
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': bytes.length });
    response.end(bytes);
  }
}
