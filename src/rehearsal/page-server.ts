import { createAdaptorServer } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { streamSSE } from 'hono/streaming';
import { isTemper } from '../domain/invented-expert.ts';
import { LANGUAGES, type Language } from '../domain/language.ts';
import { loopbackOnly } from './loopback-only.ts';
import type { PageEvents } from './page-events.ts';
import { pageFiles } from './page-files.ts';
import { chatHead, messageShown, type PageStateParts, pageState } from './page-state.ts';

export interface PageServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** A person's upload: the messenger's own limit. */
const UPLOAD_BYTES = 50 * 1024 * 1024;
const PORTS_TRIED = 50;
const HIGHEST_PORT = 65_535;
const HOUR_MS = 3_600_000;

/** Serves the page on this machine alone, on the port or the next free one. */
export async function startPageServer(
  parts: PageStateParts & { readonly beginAnew: (language: Language) => void },
  events: PageEvents,
  port: number,
): Promise<PageServer> {
  const app = new Hono();
  app.use(loopbackOnly);
  app.onError((error, context) => context.json({ error: error.message }, 409));
  servePage(app, parts.language);
  serveChats(app, parts);
  serveControls(app, parts, events);
  const server = createAdaptorServer({ fetch: app.fetch });
  const chosen = await listenFrom(server, port);
  return {
    url: `http://127.0.0.1:${chosen}`,
    stop: () =>
      new Promise((resolve) => {
        events.stop();
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

type AdaptorServer = ReturnType<typeof createAdaptorServer>;

async function listenFrom(server: AdaptorServer, first: number): Promise<number> {
  const last = Math.min(first + PORTS_TRIED - 1, HIGHEST_PORT);
  for (let port = first; port <= last; port += 1) {
    const bound = await tryToListen(server, port);
    if (bound !== null) return bound;
  }
  throw Object.assign(new Error(`ports ${first} to ${last} are all taken`), { code: 'EADDRINUSE' });
}

function tryToListen(server: AdaptorServer, port: number): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const refused = (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(null) : reject(error);
    server.once('error', refused);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', refused);
      resolve((server.address() as { port: number }).port);
    });
  });
}

function servePage(app: Hono, language: Language): void {
  const files = pageFiles(language);
  for (const [path, { contentType, read }] of files) {
    app.get(path, (context) =>
      context.body(new Uint8Array(read()), 200, { 'content-type': contentType, 'cache-control': 'no-cache' }),
    );
  }
}

const personId = (context: Context): number => Number(context.req.param('id'));

/** The chats, as the people who hold the phones see and use them. */
function serveChats(app: Hono, { messenger }: PageStateParts): void {
  app.get('/api/chats/:id', (context) => {
    const id = personId(context);
    const commands = messenger.commandsFor(id);
    return context.json({
      head: chatHead(messenger, id),
      commands,
      messages: messenger.chat(id).map(messageShown),
    });
  });
  app.post('/api/chats/:id/send', async (context) => {
    const { text, replyTo } = await context.req.json<{ text: string; replyTo?: number }>();
    return context.json({ id: messenger.send(personId(context), text, replyTo ? { replyTo } : {}) });
  });
  app.post('/api/chats/:id/document', bodyLimit({ maxSize: UPLOAD_BYTES }), async (context) => {
    const name = context.req.query('name') ?? 'file';
    const bytes = new Uint8Array(await context.req.arrayBuffer());
    return context.json({ id: messenger.sendDocument(personId(context), name, bytes) });
  });
  app.post('/api/chats/:id/contact', (context) => {
    const id = personId(context);
    const { phone } = messenger.chatState(id).person;
    if (!phone) throw new Error('this person has no number');
    return context.json({ id: messenger.shareContact(id, phone, id) });
  });
  app.post('/api/chats/:id/press', async (context) => {
    const { messageId, data } = await context.req.json<{ messageId: number; data: string }>();
    return context.json(await messenger.pressData(personId(context), messageId, data));
  });
  app.post('/api/chats/:id/block', (context) => {
    messenger.block(personId(context));
    return context.json({});
  });
  app.post('/api/chats/:id/unblock', (context) => {
    messenger.unblock(personId(context));
    return context.json({ id: messenger.send(personId(context), '/start') });
  });
  app.get('/files/:uniqueId', (context) => {
    const file = messenger.core.files
      .entries()
      .find(({ uniqueId }) => uniqueId === context.req.param('uniqueId'));
    const bytes = file && messenger.fileBytes(file);
    if (!bytes) return context.text('Not Found', 404);
    return context.body(new Uint8Array(bytes), 200, {
      'content-type': file.mimeType,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    });
  });
}

/** What only a rehearsal has: its clock, its invented experts, its guide. */
function serveControls(app: Hono, parts: Parameters<typeof startPageServer>[0], events: PageEvents): void {
  const { messenger, cast, guide, clock } = parts;
  app.get('/api/state', (context) => context.json(pageState(parts)));
  app.get('/api/events', (context) => streamSSE(context, (stream) => events.follow(stream)));
  app.post('/api/clock', async (context) => {
    const { to } = await context.req.json<{ to: 'reminder' | 'deadline' | 'hour' | 'day' }>();
    const now = clock.now().getTime();
    const moments = clock.nextMoments();
    const moment = {
      reminder: moments.reminder,
      deadline: moments.deadline,
      hour: new Date(now + HOUR_MS),
      day: new Date(now + 24 * HOUR_MS),
    }[to];
    if (moment) await clock.moveTo(moment);
    events.stateChanged();
    return context.json({});
  });
  app.post('/api/people/:id/join', (context) => {
    const member = cast.members().find((one) => one.personId === personId(context));
    if (!member?.startToken) throw new Error('this person has no link yet');
    return context.json({ id: messenger.send(member.personId, `/start ${member.startToken}`) });
  });
  app.post('/api/people/:id/temper', async (context) => {
    const { temper } = await context.req.json<{ temper: string }>();
    if (!isTemper(temper)) throw new Error(`no expert has the temper ${temper}`);
    cast.setTemper(personId(context), temper);
    return context.json({});
  });
  app.post('/api/anew/:language', (context) => {
    const language = LANGUAGES.find((each) => each === context.req.param('language'));
    if (!language) return context.text('Not Found', 404);
    parts.beginAnew(language);
    return context.json({});
  });
  // What takes long is told by events: the page does not wait for these.
  app.post('/api/guide/:what', (context) => {
    const does = {
      next: guide.next,
      join: guide.joinAll,
      answer: guide.answerAll,
      run: guide.runOn,
      stop: guide.stopRunning,
    }[context.req.param('what')];
    if (!does) return context.text('Not Found', 404);
    void does();
    return context.json({});
  });
}
