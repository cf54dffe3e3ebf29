import { Api } from 'grammy';
import type { Update } from 'grammy/types';
import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { createLog } from '../../src/log.ts';
import { createUpdateIntake } from '../../src/messengers/intake.ts';
import { createPoller, type PollingEnd } from '../../src/messengers/poller.ts';
import { createCommitGroup } from '../../src/store/file/commit-group.ts';
import { failedUpdates } from '../../src/store/schema.ts';
import { startMessenger, TOKEN } from '../dialogs/bot-api.ts';
import { newDatabase } from '../fixtures/database.ts';
import { manualClock } from '../manual-clock.ts';
import { until } from '../until.ts';

const running: { stop(): unknown }[] = [];
afterEach(async () => {
  for (const part of running.splice(0)) await part.stop();
});

const FULL = Object.assign(new Error('database or disk is full'), {
  name: 'SqliteError',
  code: 'SQLITE_FULL',
});

interface PollPayload {
  readonly offset?: number;
  readonly timeout: number;
  readonly limit: number;
  readonly allowed_updates?: readonly string[];
}

interface Asked {
  readonly offset: number | undefined;
  readonly timeout: number;
  readonly limit: number;
  readonly allowed: readonly string[] | undefined;
  readonly at: number;
}

/** A messenger's queue of updates that behaves as Telegram's, under a clock turned by hand. */
function pretended(
  options: {
    firstId?: number;
    handle?: (update: Update) => void;
    /** Answers in place of the queue. */
    fault?: (method: string, signal: AbortSignal) => unknown;
    ignoresTimeout?: boolean;
  } = {},
) {
  const { firstId = 1, ignoresTimeout = false } = options;
  const clock = manualClock();
  const db = newDatabase();
  const handled: string[] = [];
  const heldUp: number[] = [];
  const asked: Asked[] = [];
  const called: string[] = [];
  const ends: PollingEnd[] = [];
  const refusals: (string | null)[] = [];
  const logged: Record<string, unknown>[] = [];
  let pending: Update[] = [];
  let nextId = firstId;
  let arrived = () => {};

  const getUpdates = async (payload: PollPayload, signal: AbortSignal): Promise<Update[]> => {
    const { offset, timeout, limit, allowed_updates: allowed } = payload;
    asked.push({ offset, timeout, limit, allowed, at: clock.elapsed() });
    if (offset !== undefined) pending = pending.filter(({ update_id }) => update_id >= offset);
    if (pending.length === 0 && timeout > 0 && !ignoresTimeout) {
      await new Promise<void>((resolve, reject) => {
        arrived = resolve;
        clock.after(timeout * 1000, resolve);
        signal.addEventListener('abort', () => reject(new Error('aborted')));
      });
    }
    return pending.slice(0, limit);
  };
  const api = new Api(TOKEN);
  api.config.use(async (_prev, method, payload, signal) => {
    called.push(method);
    const fault = await options.fault?.(method, signal as unknown as AbortSignal);
    if (fault instanceof Error) throw fault;
    if (fault) return fault as never;
    if (method !== 'getUpdates') return { ok: true, result: true } as never;
    return {
      ok: true,
      result: await getUpdates(payload as never, signal as unknown as AbortSignal),
    } as never;
  });
  const log = createLog('debug', { write: (line: string) => void logged.push(JSON.parse(line)) });
  const intake = createUpdateIntake({
    messenger: 'telegram',
    db,
    commits: createCommitGroup(db),
    handle: (update) => {
      options.handle?.(update);
      handled.push(update.message!.text!);
    },
    heldUp: ({ update_id }) => void heldUp.push(update_id),
    now: clock.now,
    log,
  });
  const poller = createPoller({
    api,
    intake,
    clock,
    random: () => 0.5,
    log,
    ended: (why) => void ends.push(why),
    botRefused: (reason) => void refusals.push(reason),
  });
  running.push(poller);
  return {
    clock,
    db,
    handled,
    heldUp,
    asked,
    called,
    ends,
    refusals,
    logged,
    ...poller,
    pending: () => pending.map(({ update_id }) => update_id),
    say(text: string) {
      pending.push({ update_id: nextId, message: { text } } as Update);
      nextId += 1;
      arrived();
    },
  };
}

test('the first poll names no offset: a first update whose id is 0 is not lost', async () => {
  const { clock, say, start, asked, handled, pending } = pretended({ firstId: 0 });
  say('/start');
  start();
  await clock.advance(100);
  expect(handled).toEqual(['/start']);
  expect(asked.map(({ offset }) => offset)).toEqual([undefined, 1]);
  expect(pending()).toEqual([]);
});

test('updates are taken in order; asked for are those kinds that are handled', async () => {
  const { clock, say, start, asked, handled } = pretended();
  for (const text of ['a', 'b', 'c']) say(text);
  start();
  await clock.advance(100);
  say('d');
  await clock.rest();
  expect(handled).toEqual(['a', 'b', 'c', 'd']);
  expect(asked[0]).toMatchObject({
    timeout: 25,
    limit: 100,
    allowed: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
  });
});

describe('a full disk', () => {
  test('confirms nothing, tells who waits once, and goes on by itself once there is room', async () => {
    let full = true;
    const { clock, say, start, handled, heldUp, pending } = pretended({
      handle: ({ message }) => {
        if (full && message!.text !== 'a') throw FULL;
      },
    });
    for (const text of ['a', 'b', 'c']) say(text);
    start();
    await clock.advance(20_000);
    say('d');
    await clock.advance(20_000);
    expect(handled).toEqual(['a']);
    expect(pending()).toEqual([2, 3, 4]);
    expect(heldUp).toEqual([2, 3, 4]);
    full = false;
    await clock.advance(6000);
    expect(handled).toEqual(['a', 'b', 'c', 'd']);
    expect(pending()).toEqual([]);
  });

  test('is asked again with growing waits, not in a frenzy', async () => {
    const { clock, say, start, asked } = pretended({
      handle: () => {
        throw FULL;
      },
    });
    say('a');
    start();
    await clock.advance(60_000);
    expect(asked.length).toBeLessThan(25);
    expect(asked.length).toBeGreaterThan(10);
  });

  test('is seen behind the errors that wrap it', async () => {
    const wrapped = Object.assign(new Error('in middleware'), { error: new Error('query', { cause: FULL }) });
    const { clock, say, start, pending } = pretended({
      handle: () => {
        throw wrapped;
      },
    });
    say('a');
    start();
    await clock.advance(1000);
    expect(pending()).toEqual([1]);
  });
});

test('an update that a bug stops is kept in the database and passed over', async () => {
  const { clock, say, start, handled, pending, db, logged } = pretended({
    handle: ({ message }) => {
      if (message!.text === 'poison') throw new TypeError('of a bug, with a name in it: مریم');
    },
  });
  for (const text of ['a', 'poison', 'b']) say(text);
  start();
  await clock.advance(100);
  expect(handled).toEqual(['a', 'b']);
  expect(pending()).toEqual([]);
  expect(db.select().from(failedUpdates).all()).toMatchObject([
    { updateId: 2, error: 'TypeError', payload: { message: { text: 'poison' } } },
  ]);
  expect(JSON.stringify(logged)).not.toContain('مریم');
});

test('an update that a bug stops stays at the messenger while it cannot be kept', async () => {
  const { clock, say, start, pending, db } = pretended({
    handle: () => {
      throw new TypeError('bug');
    },
  });
  db.$client.exec('ALTER TABLE failed_updates RENAME TO elsewhere');
  say('poison');
  start();
  await clock.advance(1000);
  expect(pending()).toEqual([1]);
});

test('a poll that hangs is made anew after 40 seconds', async () => {
  let hangs = true;
  const { clock, say, start, handled } = pretended({
    fault: (_method, signal) =>
      hangs
        ? new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))))
        : null,
  });
  start();
  await clock.advance(1000);
  hangs = false;
  say('a');
  await clock.advance(38_000);
  expect(handled).toEqual([]);
  await clock.advance(3000);
  expect(handled).toEqual(['a']);
});

test('a server that ignores the timeout is asked once a second', async () => {
  const { clock, start, asked } = pretended({ ignoresTimeout: true });
  start();
  await clock.advance(10_000);
  expect(asked.length).toBeLessThanOrEqual(11);
  expect(asked.length).toBeGreaterThan(8);
});

test('a network that is down is tried with growing waits of at most 30 seconds, and told of once', async () => {
  let down = false;
  const { clock, start, called, logged, say, handled } = pretended({
    fault: () => (down ? new Error('reset') : null),
  });
  start();
  await clock.advance(1000);
  down = true;
  const before = called.length;
  await clock.advance(300_000);
  const tries = called.length - before;
  expect(tries).toBeGreaterThan(10);
  expect(tries).toBeLessThan(25);
  down = false;
  say('a');
  await clock.advance(31_000);
  expect(handled).toEqual(['a']);
  const lines = logged.filter(({ level }) => level !== 'debug').map(({ msg }) => msg);
  expect(lines).toEqual(['no updates come in: the messenger does not answer', 'updates come in again']);
});

describe('a messenger that answers others again', () => {
  test('is asked at once, whatever wait a failure had set', async () => {
    let down = true;
    const { clock, start, say, handled, pollNow, called } = pretended({
      fault: () => (down ? new Error('reset') : null),
    });
    start();
    await clock.advance(120_000);
    down = false;
    say('a');
    const before = called.length;
    pollNow(120_000);
    await clock.advance(10);
    expect(handled).toEqual(['a']);
    // The poll that took it, and the next one.
    expect(called).toHaveLength(before + 2);
  });

  test('is asked anew where it was away so long that the poll under way is lost', async () => {
    const hanging = [true, true];
    const { clock, start, say, handled, pollNow, logged } = pretended({
      fault: (_method, signal) =>
        hanging.shift() &&
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted')))),
    });
    start();
    await clock.advance(5000);
    pollNow(30_000);
    await clock.advance(5000);
    say('a');
    pollNow(200);
    await clock.advance(10);
    expect(handled).toEqual([]);
    pollNow(3000);
    await clock.advance(10);
    expect(handled).toEqual(['a']);
    expect(logged.filter(({ level }) => level !== 'debug')).toEqual([]);
  });

  test('is not asked sooner than it asked for itself', async () => {
    let refuses = true;
    const tooMany = {
      ok: false,
      error_code: 429,
      description: 'Too Many Requests',
      parameters: { retry_after: 20 },
    };
    const { clock, start, say, handled, pollNow } = pretended({ fault: () => (refuses ? tooMany : null) });
    start();
    await clock.advance(1000);
    refuses = false;
    say('a');
    pollNow(60_000);
    await clock.advance(18_000);
    expect(handled).toEqual([]);
    await clock.advance(2000);
    expect(handled).toEqual(['a']);
  });
});

test('a messenger that refuses the bot is told of once, and that it no longer does', async () => {
  let refuses = true;
  const { clock, start, refusals } = pretended({
    fault: () => (refuses ? { ok: false, error_code: 400, description: 'Logged out' } : null),
  });
  start();
  await clock.advance(120_000);
  expect(refusals).toEqual(['400 Logged out']);
  refuses = false;
  await clock.advance(60_000);
  expect(refusals).toEqual(['400 Logged out', null]);
});

test.each([401, 404])('a token that is refused (%i) ends polling', async (code) => {
  const { clock, start, ends, called } = pretended({
    fault: () => ({ ok: false, error_code: code, description: 'Unauthorized' }),
  });
  start();
  await clock.advance(10_000);
  expect(ends).toEqual(['token-refused']);
  expect(called).toHaveLength(1);
});

describe('another program that takes the same bot’s updates', () => {
  const CONFLICT = {
    ok: false,
    error_code: 409,
    description: 'Conflict: terminated by other getUpdates request',
  };

  test('is borne with for a minute, for it may be this program’s former run', async () => {
    let conflicting = true;
    const { clock, start, ends, say, handled } = pretended({ fault: () => (conflicting ? CONFLICT : null) });
    start();
    await clock.advance(50_000);
    conflicting = false;
    say('a');
    await clock.advance(5000);
    expect(handled).toEqual(['a']);
    expect(ends).toEqual([]);
  });

  test('ends polling after that', async () => {
    const { clock, start, ends } = pretended({ fault: () => CONFLICT });
    start();
    await clock.advance(70_000);
    expect(ends).toEqual(['another-program']);
  });

  test('is a webhook left behind: that is taken away', async () => {
    let active = true;
    const { clock, start, say, handled, called } = pretended({
      fault: (method) => {
        if (method === 'deleteWebhook') active = false;
        if (!active) return null;
        return {
          ok: false,
          error_code: 409,
          description: "can't use getUpdates method while webhook is active",
        };
      },
    });
    say('a');
    start();
    await clock.advance(5000);
    expect(called).toContain('deleteWebhook');
    expect(handled).toEqual(['a']);
  });
});

describe('before the first poll', () => {
  test('what has been waiting is taken in', async () => {
    const { say, drain, handled, asked } = pretended();
    for (let update = 1; update <= 250; update += 1) say(String(update));
    await drain(5000);
    expect(handled).toHaveLength(250);
    expect(asked.map(({ timeout }) => timeout)).toEqual([0, 0, 0, 0]);
  });

  test('people who go on pressing do not hold up the start', async () => {
    const { clock, say, drain, asked } = pretended({
      handle: () => say('another'),
      fault: async () => void (await clock.advance(100)),
    });
    say('first');
    await drain(5000);
    expect(clock.elapsed()).toBeLessThan(1000);
    expect(asked.length).toBeLessThan(10);
  });

  test('a network that is down does not hold up the start', async () => {
    const { drain, handled } = pretended({ fault: () => new Error('refused') });
    await drain(5000);
    expect(handled).toEqual([]);
  });
});

describe('at the stop', () => {
  test('what was taken is confirmed, and what was not comes again', async () => {
    let stopped: Promise<void> | null = null;
    const { clock, say, start, stop, handled, pending, asked } = pretended({
      handle: ({ message }) => {
        if (message!.text === 'b') stopped = stop();
      },
    });
    for (const text of ['a', 'b', 'c']) say(text);
    start();
    await clock.advance(10);
    await stopped;
    expect(handled).toEqual(['a', 'b']);
    expect(pending()).toEqual([3]);
    expect(asked.at(-1)).toMatchObject({ offset: 3, limit: 1, timeout: 0 });
  });

  test('nothing is asked where all is confirmed already', async () => {
    const { clock, say, start, stop, asked } = pretended();
    say('a');
    start();
    await clock.advance(26_000);
    await stop();
    expect(asked).toHaveLength(3);
  });
});

test('with a real Bot API server: what is handled is confirmed, and what failed comes again', async () => {
  const messenger = await startMessenger();
  running.push(messenger);
  const person = { id: 9, firstName: 'علی' };
  messenger.addPerson(person);
  const api = new Api(TOKEN, { apiRoot: messenger.apiRoot });
  const db = newDatabase();
  const clock = systemClock();
  const log = createLog('silent');
  const run = (handle: (text: string) => void) => {
    const intake = createUpdateIntake({
      messenger: 'telegram',
      db,
      commits: createCommitGroup(db),
      handle: ({ message }) => handle(message!.text!),
      now: clock.now,
      log,
    });
    return createPoller({ api, intake, clock, random: Math.random, log, ended: () => {} });
  };

  const first: string[] = [];
  const failing = run((text) => {
    if (text === 'two') throw FULL;
    first.push(text);
  });
  failing.start();
  messenger.send(person.id, 'one');
  await until(() => first.includes('one'));
  messenger.send(person.id, 'two');
  await until(() => messenger.core.updates.pending().length === 1);
  await failing.stop();

  const second: string[] = [];
  const healthy = run((text) => void second.push(text));
  await healthy.drain(1000);
  expect(second).toEqual(['two']);
  await healthy.stop();
  expect(messenger.core.updates.pending()).toEqual([]);
});
