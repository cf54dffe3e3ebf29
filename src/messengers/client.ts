import { EventEmitter } from 'node:events';
import type { AgentOptions, ClientRequest } from 'node:http';
import { type Socket, setDefaultAutoSelectFamilyAttemptTimeout } from 'node:net';
import { TLSSocket } from 'node:tls';
import { Bot, type BotConfig, type Context, type MiddlewareFn, type Transformer } from 'grammy';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { SocksProxyAgent } from 'socks-proxy-agent';
import type { buildConnector, Dispatcher } from 'undici';
import Pool from 'undici/lib/dispatcher/pool.js';
import { type Clock, within } from '../clock.ts';
import type { Messenger } from '../store/accounts.ts';
import { messengerOf } from './all.ts';
import { grammySignal } from './grammy-signal.ts';
import { privateChatsOnly } from './private-chats.ts';
import { transport } from './transport.ts';

export interface MessengerAccess {
  readonly messenger: Messenger;
  readonly token: string;
  /** Without a slash at its end. */
  readonly apiRoot: string;
  /** `http://…`, `https://…` or `socks5://…`; null: directly. */
  readonly proxy: string | null;
}

/** Opens connections to the host of an address, through a proxy where there is one. */
export type ConnectionsTo = (apiRoot: string, proxy: ProxyAgent | SocksAgent | undefined) => Dispatcher;

interface BotTools {
  readonly clock: Clock;
  readonly connectionsTo?: ConnectionsTo;
  /** What parts the files of a call: occurs in none of them. */
  readonly newBoundary: () => string;
}

/** Calls that name no signal of their own. */
const CALL_TIMEOUT_MS = 60_000;
/** A document of 20 MB over a slow line; every call has its own limit below this. */
const LONGEST_CALL_SECONDS = 180;
/** Node gives each address of a host 250 ms to connect: too little for far or filtered networks. */
const CONNECT_ATTEMPT_MS = 5000;

/** A bot whose every call goes to one messenger's API, through its proxy where it has one. */
export function createBot<BotContext extends Context = Context>(
  { messenger, token, apiRoot, proxy }: MessengerAccess,
  { clock, newBoundary, connectionsTo = pooledConnections }: BotTools,
): Bot<BotContext> {
  setDefaultAutoSelectFamilyAttemptTimeout(CONNECT_ATTEMPT_MS);
  const agent = agentFor(proxy);
  const client: NonNullable<BotConfig<BotContext>['client']> = {
    apiRoot,
    timeoutSeconds: LONGEST_CALL_SECONDS,
    // For files that are fetched; calls have connections of their own.
    ...(agent && { baseFetchConfig: { agent } }),
  };
  const bot = new Bot<BotContext>(token, { client });
  const { translate } = messengerOf(messenger).dialect;
  // The last one is asked first.
  bot.api.config.use(
    transport({ token, apiRoot, connections: connectionsTo(apiRoot, agent), newBoundary }),
    ...(translate ? [translate] : []),
    withTimeout(clock),
  );
  bot.use(privateChatsOnly(clock.elapsed), commandsMarked);
  return bot;
}

function withTimeout(clock: Clock): Transformer {
  return (prev, method, payload, signal) =>
    signal
      ? prev(method, payload, signal)
      : within(clock, CALL_TIMEOUT_MS, (own) => prev(method, payload, grammySignal(own)));
}

/**
 * A command is found by its entity, which not every server sends (run: `/start abc` without entities matches
 * nothing).
 */
const commandsMarked: MiddlewareFn = async ({ message }, next) => {
  const command = /^\/\w+(@\w+)?/.exec(message?.text ?? '');
  const marked = message?.entities?.some(({ type, offset }) => type === 'bot_command' && offset === 0);
  if (message && command && !marked) {
    const entity = { type: 'bot_command' as const, offset: 0, length: command[0].length };
    message.entities = [entity, ...(message.entities ?? [])];
  }
  await next();
};

/**
 * Connections are kept, many at once. A kept one is let go of shortly before the server does so, as undici heeds its
 * `Keep-Alive: timeout=5`: no send dies on a connection that was just being closed, and leaves its outcome unknown.
 */
const KEPT_MS = 55_000;
/** Of undici, beside the limit that each call has. */
const NO_LIMIT = 0;
/** For files that are fetched. */
const AGENT: AgentOptions = { keepAlive: true, timeout: KEPT_MS };

export const pooledConnections: ConnectionsTo = (apiRoot, proxy) =>
  new Pool(new URL(apiRoot).origin, {
    connections: null,
    connect: proxy ? connectingThrough(proxy) : { timeout: CALL_TIMEOUT_MS },
    keepAliveTimeout: KEPT_MS,
    keepAliveMaxTimeout: KEPT_MS,
    headersTimeout: NO_LIMIT,
    bodyTimeout: NO_LIMIT,
  });

/** @returns opens a connection to a host by way of a proxy, and secures it where it is to be */
function connectingThrough(proxy: ProxyAgent | SocksAgent): buildConnector.connector {
  return ({ hostname: host, port, protocol, servername }, done) => {
    const secureEndpoint = protocol === 'https:';
    const to = { host, port: Number(port) || (secureEndpoint ? 443 : 80), secureEndpoint };
    // The agents were made for Node's own client; of its request they use the events alone.
    const request = Object.assign(new EventEmitter(), { destroy() {} }) as unknown as ClientRequest;
    proxy
      .connect(request, { ...to, ...(servername && { servername }) } as never)
      .then((socket) => readyToWrite(socket as Socket))
      .then(
        (socket) => done(null, socket),
        (error: Error) => done(error, null),
      );
  };
}

/** What is written before a connection is secured would count as sent, though it may never leave. */
function readyToWrite(socket: Socket): Promise<Socket> {
  if (!(socket instanceof TLSSocket)) return Promise.resolve(socket);
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('secureConnect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
  });
}

/** The way to a messenger through its proxy; undefined: directly. */
export function agentFor(proxy: string | null): ProxyAgent | SocksAgent | undefined {
  if (proxy === null) return undefined;
  return /^socks/.test(proxy) ? new SocksAgent(proxy, AGENT) : new ProxyAgent(proxy, AGENT);
}

/** What an agent throws where the proxy, not the messenger, refused: the request never left for it. */
function proxyRefused(cause?: unknown): Error {
  return Object.assign(new Error('the proxy refused'), { code: 'EPROXYREFUSED', cause });
}

/** By itself it hands the proxy's own refusal page on as if the messenger had answered. */
class ProxyAgent extends HttpsProxyAgent<string> {
  override async connect(...[request, options]: Parameters<HttpsProxyAgent<string>['connect']>) {
    let status = 0;
    (request as ClientRequest).once('proxyConnect', ({ statusCode }: { statusCode: number }) => {
      status = statusCode;
    });
    const socket = await super.connect(request, options).catch((error: unknown) => {
      throw proxyRefused(error);
    });
    if (status === 200) return socket;
    socket.destroy();
    throw proxyRefused();
  }
}

/** By itself its errors have no code to know them by. */
class SocksAgent extends SocksProxyAgent {
  override async connect(...[request, options]: Parameters<SocksProxyAgent['connect']>) {
    return super.connect(request, options).catch((error: unknown) => {
      throw proxyRefused(error);
    });
  }
}
