import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { ApiRefusal } from './api-refusal.ts';
import { baleMethodNamed } from './bale-methods.ts';
import { isPaced, methodNamed } from './bot-api-methods.ts';
import { readCallParameters } from './call-parameters.ts';
import type { Messenger } from './messenger.ts';
import type { BotCall, Interception, MessengerCore } from './messenger-core.ts';
import { type RequestBody, readRequestBody, type UploadedFile } from './request-body.ts';

/** Larger bodies are cut off: the upload's limit and its envelope. */
const BODY_BYTES = 52 * 1024 * 1024;

export interface BotApiServer {
  /** The root of the Bot API, such as `http://127.0.0.1:41733`. */
  readonly apiRoot: string;
  stop(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Serves a messenger's Bot API over HTTP on this machine alone.
 *
 * @param port 0 or absent: any free one
 */
export async function startBotApiServer(messenger: Messenger, { port = 0 } = {}): Promise<BotApiServer> {
  const { core } = messenger;
  core.onWebhookReply(({ method, ...params }) => {
    void carryOut(core, String(method), { params, files: new Map() });
  });
  const server = createServer((request, response) => {
    handle(core, request, response).catch(() => response.destroy());
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

async function handle(
  core: MessengerCore,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const download = /^\/file\/bot([^/]+)\/(.+)$/.exec(url.pathname);
  if (download) return sendFile(core, download[1]!, decodeURIComponent(download[2]!), response);

  const called = /^\/bot([^/]+)\/(\w+)$/.exec(url.pathname);
  if (!called) return send(response, refusal(new ApiRefusal(404, 'Not Found')));
  const bytes = await readBody(request);
  if (called[1] !== core.token) return send(response, refusal(new ApiRefusal(401, 'Unauthorized')));
  const signal = abortOnClose(response);
  const answer = await answerCall(core, called[2]!, request, url, bytes, signal);
  if (answer === 'drop') response.destroy();
  else send(response, answer);
}

async function answerCall(
  core: MessengerCore,
  method: string,
  request: IncomingMessage,
  url: URL,
  bytes: Buffer,
  signal: AbortSignal,
): Promise<Answer | 'drop'> {
  let body: RequestBody;
  try {
    const read = readRequestBody(request.headers['content-type'] ?? '', bytes);
    body = { ...read, params: { ...Object.fromEntries(url.searchParams), ...read.params } };
  } catch (error) {
    return refusal(error);
  }
  const call: BotCall = { method, params: shownParams(body), personId: chatIdOf(body) };
  const at = core.clock();
  const fault = core.intercept ? await core.intercept(call) : 'pass';
  const answer = await underFault(fault, () => carryOut(core, method, body, signal));
  if (method.toLowerCase() !== 'getupdates') {
    const { ok = false, description } = (answer === 'drop' ? {} : answer.body) as Record<string, unknown>;
    core.history.add({
      ...call,
      at,
      ok: ok === true,
      status: answer === 'drop' ? 0 : answer.status,
      ...(typeof description === 'string' && { description }),
    });
  }
  return answer;
}

async function underFault(fault: Interception, run: () => Promise<Answer>): Promise<Answer | 'drop'> {
  if (fault === 'pass') return run();
  if (fault === 'drop-before') return 'drop';
  if (fault === 'drop-after') {
    await run();
    return 'drop';
  }
  if (fault.delayMs) await pause(fault.delayMs);
  return 'status' in fault ? fault : run();
}

async function carryOut(
  core: MessengerCore,
  name: string,
  body: RequestBody,
  signal?: AbortSignal,
): Promise<Answer> {
  try {
    const method = core.dialect === 'bale' ? baleMethodNamed(name) : methodNamed(name);
    if (!method) throw new ApiRefusal(404, 'Not Found: method not found');
    const chatId = chatIdOf(body);
    if (isPaced(name) && chatId !== null) core.gate.admit(chatId);
    const result = await method(core, readCallParameters(body.params, body.files), signal);
    return { status: 200, body: { ok: true, result } };
  } catch (error) {
    // Some of Bale's refusals have been met with HTTP 200.
    return core.dialect === 'bale' ? { ...refusal(error), status: 200 } : refusal(error);
  }
}

function refusal(error: unknown): Answer {
  const { status, message, retryAfter } =
    error instanceof ApiRefusal ? error : new ApiRefusal(500, `Internal Server Error: ${String(error)}`);
  const parameters = retryAfter === undefined ? {} : { parameters: { retry_after: retryAfter } };
  return { status, body: { ok: false, error_code: status, description: message, ...parameters } };
}

function chatIdOf({ params }: RequestBody): number | null {
  const id = Number(params['chat_id'] ?? Number.NaN);
  return Number.isSafeInteger(id) ? id : null;
}

/** The parameters as the history keeps them: no file's bytes. */
function shownParams({ params, files }: RequestBody): Readonly<Record<string, unknown>> {
  if (files.size === 0) return params;
  const shown = ({ name, bytes }: UploadedFile) => ({ fileName: name, size: bytes.length });
  const direct = [...files].map(([part, file]) => [part, shown(file)] as const);
  const attached = Object.entries(params).flatMap(([name, value]) => {
    const file = typeof value === 'string' && files.get(value.replace('attach://', ''));
    return file ? [[name, shown(file)] as const] : [];
  });
  return { ...Object.fromEntries(direct), ...params, ...Object.fromEntries(attached) };
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
