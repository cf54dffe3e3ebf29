import { describe, expect, test } from 'vitest';
import { manualClock } from '../manual-clock.ts';
import {
  type Answer,
  type ApiCall,
  createWorld,
  DONE,
  pretendedApi,
  tooFast,
  type WorldOptions,
} from './delivery-world.ts';

/** A messenger that answers by the rule given, turned by hand. */
function pretended(
  answer: (call: ApiCall) => Answer | Promise<Answer> = () => DONE,
  options: { messagesPerSecond?: number } & Partial<WorldOptions> = {},
) {
  const clock = manualClock();
  const { api, calls } = pretendedApi(clock, answer);
  const { messagesPerSecond = 30, ...more } = options;
  const world = createWorld({ clock, links: [{ api, messagesPerSecond }], ...more });
  return { clock, calls, ...world, texts: () => calls.map((call) => call.text) };
}

const NEVER = new Promise<never>(() => {});

test('messages of a chat leave in the order queued, answers before what goes out by itself', async () => {
  const { clock, account, queue, reply, delivery, texts } = pretended();
  const person = account(1);
  queue(person, 'reminder');
  reply(person, 'first');
  reply(person, 'second');
  delivery.start();
  await clock.advance(500);
  expect(texts()).toEqual(['first', 'second', 'reminder']);
});

test('a chat has one call under way at a time', async () => {
  const answers: ((answer: Answer) => void)[] = [];
  const { clock, account, reply, delivery, texts } = pretended(
    () => new Promise((resolve) => void answers.push(resolve)),
  );
  const person = account(1);
  reply(person, 'first');
  reply(person, 'second');
  delivery.start();
  await clock.advance(1000);
  expect(texts()).toEqual(['first']);
  answers[0]!(DONE);
  await clock.advance(100);
  expect(texts()).toEqual(['first', 'second']);
});

test('a card follows the answers of its press, and comes before what goes out by itself', async () => {
  const { clock, account, queue, reply, card, delivery, texts } = pretended();
  const person = account(1);
  queue(person, 'reminder');
  card(person, 'card');
  reply(person, 'receipt');
  delivery.start();
  await clock.advance(500);
  expect(texts()).toEqual(['receipt', 'card', 'reminder']);
});

test('quick presses become one edit that shows the newest state', async () => {
  const { clock, account, card, delivery, calls } = pretended();
  const person = account(1);
  const shown = card(person, 'item 1');
  delivery.start();
  await clock.advance(10_000);
  for (let item = 2; item <= 20; item += 1) {
    shown.show(`item ${item}`);
    delivery.wake(person);
    await clock.advance(100);
  }
  await clock.advance(5000);
  const edits = calls.filter(({ method }) => method === 'editMessageText');
  expect(edits.length).toBeLessThanOrEqual(7);
  expect(edits.at(-1)!.text).toBe('item 20');
  expect(shown.row()).toMatchObject({ cardVersion: 20, cardShownVersion: 20, cardHash: 'item 20' });
});

test('a card that shows what it should already is not edited', async () => {
  const { clock, account, card, delivery, calls } = pretended();
  const person = account(1);
  const shown = card(person, 'item 1');
  delivery.start();
  await clock.advance(1000);
  shown.show('item 1');
  delivery.wake(person);
  await clock.advance(1000);
  expect(calls).toHaveLength(1);
  expect(shown.row().cardShownVersion).toBe(2);
});

test('a card that went back to its former state after an edit was cut off is edited once more', async () => {
  let cutOff = false;
  const { clock, account, card, delivery, calls } = pretended(() => {
    if (cutOff) throw new Error('cut off');
    return DONE;
  });
  const person = account(1);
  const shown = card(person, 'A');
  delivery.start();
  await clock.advance(1000);
  cutOff = true;
  shown.show('B');
  delivery.wake(person);
  await clock.advance(100);
  cutOff = false;
  shown.show('A');
  delivery.wake(person);
  await clock.advance(5000);
  expect(calls.map(({ text }) => text)).toEqual(['A', 'B', 'A']);
});

test('a press is answered by the next slot while a broadcast goes on', async () => {
  const { clock, account, queue, card, delivery, calls } = pretended();
  for (let user = 1; user <= 300; user += 1) queue(account(user), `reminder ${user}`);
  const person = account(1000);
  const shown = card(person, 'item 1');
  delivery.start();
  await clock.advance(3000);
  shown.show('item 2');
  delivery.wake(person);
  const pressedAt = clock.elapsed();
  await clock.advance(1000);
  const edit = calls.find(({ text }) => text === 'item 2')!;
  expect(edit.at - pressedAt).toBeLessThan(50);
});

test('a broadcast takes its ideal time and a little, evenly spaced', async () => {
  const { clock, account, queue, delivery, calls } = pretended();
  for (let user = 1; user <= 1000; user += 1) queue(account(user), `reminder ${user}`);
  delivery.start();
  await clock.advance(40_000);
  expect(calls).toHaveLength(1000);
  expect(new Set(calls.map(({ chatId }) => chatId)).size).toBe(1000);
  expect(calls.at(-1)!.at - calls[0]!.at).toBeLessThan((1000 / 30) * 1000 * 1.05);
  const most = calls.map(({ at }) => calls.filter((call) => call.at >= at && call.at < at + 1000).length);
  expect(Math.max(...most)).toBeLessThanOrEqual(30);
});

test('without pacing each message leaves as soon as the one before is answered, also within one chat', async () => {
  const { clock, account, reply, delivery, calls } = pretended(() => DONE, { messagesPerSecond: 0 });
  const person = account(1);
  for (let at = 1; at <= 50; at += 1) reply(person, `reply ${at}`);
  for (let user = 2; user <= 50; user += 1) reply(account(user), `to ${user}`);
  delivery.start();
  await clock.advance(0);
  for (let turn = 0; turn < 100; turn += 1) await clock.rest();
  expect(clock.elapsed()).toBe(0);
  expect(calls).toHaveLength(99);
});

test('a chat whose call hangs holds up no other chat', async () => {
  let hangs = true;
  const { clock, account, reply, delivery, row, texts } = pretended(({ chatId, method }) =>
    chatId === 1 && method === 'sendMessage' && hangs ? NEVER : DONE,
  );
  reply(account(1), 'hanging');
  for (let user = 2; user <= 20; user += 1) reply(account(user), `to ${user}`);
  delivery.start();
  await clock.advance(2000);
  expect(texts()).toHaveLength(20);
  expect(row('hanging').state).toBe('sending');
  hangs = false;
});

test('a messenger that is down holds up no other messenger', async () => {
  const clock = manualClock();
  const down = pretendedApi(clock, () => {
    throw new Error('down');
  });
  const up = pretendedApi(clock, () => DONE);
  const { account, reply, delivery } = createWorld({
    clock,
    links: [
      { messenger: 'telegram', api: down.api },
      { messenger: 'bale', api: up.api },
    ],
  });
  for (let user = 1; user <= 10; user += 1) {
    reply(account(user, 'telegram'), `telegram ${user}`);
    reply(account(user, 'bale'), `bale ${user}`);
  }
  delivery.start();
  await clock.advance(2000);
  expect(up.calls).toHaveLength(10);
  expect(down.calls.length).toBeLessThan(10);
});

test('a message that is held back leaves at its time, by the study’s clock', async () => {
  const { clock, account, queue, delivery, texts } = pretended();
  const person = account(1);
  queue(person, 'later', undefined, new Date(clock.now().getTime() + 3600_000));
  queue(person, 'now');
  delivery.start();
  await clock.advance(60_000);
  expect(texts()).toEqual(['now']);
  clock.jump(3600_000);
  await clock.advance(6000);
  expect(texts()).toEqual(['now', 'later']);
});

test('a message that rendering holds back, as in quiet hours, leaves at their end', async () => {
  const clock = manualClock();
  const quietUntil = new Date(clock.now().getTime() + 600_000);
  const { api, calls } = pretendedApi(clock, () => DONE);
  const { account, queue, row, delivery } = createWorld({
    clock,
    links: [{ api }],
    render: ({ key }, at) =>
      at < quietUntil ? { do: 'hold', until: quietUntil } : { do: 'send', message: { html: key } },
  });
  queue(account(1), 'opening');
  delivery.start();
  await clock.advance(599_000);
  expect(calls).toHaveLength(0);
  expect(row('opening')).toMatchObject({ state: 'waiting', notBefore: quietUntil });
  await clock.advance(7000);
  expect(row('opening').state).toBe('sent');
});

test('a message that has become pointless is dropped with its reason', async () => {
  const { clock, account, queue, row, delivery, calls } = pretended(() => DONE, {
    render: () => ({ do: 'drop', why: 'handed in' }),
  });
  queue(account(1), 'reminder');
  delivery.start();
  await clock.advance(100);
  expect(calls).toHaveLength(0);
  expect(row('reminder')).toMatchObject({ state: 'dropped', error: 'handed in' });
});

test('a message whose rendering throws is parked, and the chat goes on', async () => {
  const { clock, account, queue, row, delivery, texts } = pretended(() => DONE, {
    render: ({ key }) => {
      if (key === 'bug') throw new Error('no words');
      return { do: 'send', message: { html: key } };
    },
  });
  const person = account(1);
  queue(person, 'bug');
  queue(person, 'fine');
  delivery.start();
  await clock.advance(100);
  expect(texts()).toEqual(['fine']);
  expect(row('bug').state).toBe('parked');
});

test('ten thousand waiting messages are read slice by slice', async () => {
  const { clock, account, queue, delivery, calls, db } = pretended(() => DONE, { messagesPerSecond: 0 });
  db.$client.exec('BEGIN');
  for (let user = 1; user <= 10_000; user += 1) queue(account(user), `reminder ${user}`);
  db.$client.exec('COMMIT');
  delivery.start();
  const before = process.memoryUsage().heapUsed;
  while (calls.length < 10_000) await clock.rest();
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(60_000_000);
  expect(new Set(calls.map(({ chatId }) => chatId)).size).toBe(10_000);
});

test('the queries of delivery scan no table', () => {
  const { db } = pretended();
  const { $client } = db;
  const prepared: string[] = [];
  const { prepare } = $client;
  $client.prepare = ((sql: string) => {
    prepared.push(sql);
    return prepare.call($client, sql);
  }) as typeof prepare;
  pretended(() => DONE, { db });
  const plans = prepared.map((sql) => {
    const parameters = Array.from({ length: sql.split('?').length - 1 }, () => 1);
    const plan = prepare.call($client, `EXPLAIN QUERY PLAN ${sql}`).all(parameters) as {
      detail: string;
    }[];
    return plan.map(({ detail }) => detail).join('; ');
  });
  expect(plans.length).toBeGreaterThan(8);
  // Only unsent rows stand in `outbox_due`, and only lagging cards in `questionnaires_lagging`.
  for (const plan of plans) expect(plan).not.toMatch(/SCAN (?!o USING INDEX outbox_due|o USING COVERING)/);
});

test('429 for one chat makes that chat wait as long as asked, and no other', async () => {
  let refusals = 0;
  const { clock, account, reply, delivery, calls, row } = pretended(({ chatId }) => {
    if (chatId !== 1 || refusals > 0) return DONE;
    refusals += 1;
    return tooFast(30);
  });
  for (let user = 1; user <= 40; user += 1) reply(account(user), `to ${user}`);
  delivery.start();
  await clock.advance(3000);
  expect(calls).toHaveLength(40);
  expect(row('to 1').state).toBe('waiting');
  await clock.advance(28_000);
  expect(row('to 1').state).toBe('sent');
  expect(calls.at(-1)!.at).toBeGreaterThanOrEqual(30_000);
});

test('429 for all makes all wait: after the first refusal only one more call is risked', async () => {
  const { clock, account, queue, delivery, calls, logged } = pretended(() =>
    clock.elapsed() < 20_000 ? tooFast(20) : DONE,
  );
  for (let user = 1; user <= 100; user += 1) queue(account(user), `reminder ${user}`);
  delivery.start();
  await clock.advance(19_900);
  expect(calls).toHaveLength(2);
  expect(logged.filter(({ msg }) => msg === 'the messenger refuses: too fast')).toMatchObject([
    { all: false, count: 1 },
    { all: true, count: 2 },
  ]);
  await clock.advance(5000);
  expect(calls).toHaveLength(102);
});

test('429 is obeyed after a restart', async () => {
  const first = pretended(() => tooFast(60));
  for (let user = 1; user <= 5; user += 1) first.queue(first.account(user), `reminder ${user}`);
  first.delivery.start();
  await first.clock.advance(1000);
  await first.delivery.stop(0);

  const clock = manualClock(first.clock.now());
  const { api, calls } = pretendedApi(clock, () => DONE);
  const { delivery } = createWorld({ clock, links: [{ api }], db: first.db });
  delivery.start();
  await clock.advance(58_000);
  expect(calls).toHaveLength(0);
  await clock.advance(10_000);
  expect(calls).toHaveLength(5);
});

test('somebody who blocked the bot is unreachable at the first failed send; told once, and not tried again', async () => {
  const { clock, account, queue, reply, delivery, calls, lost, rows, db } = pretended(() => ({
    ok: false,
    error_code: 403,
    description: 'Forbidden: bot was blocked by the user',
  }));
  const person = account(1);
  queue(person, 'opening');
  reply(person, 'receipt');
  queue(person, 'reminder');
  delivery.start();
  await clock.advance(60_000);
  delivery.wake(person);
  await clock.advance(60_000);
  expect(calls).toHaveLength(1);
  expect(lost).toEqual([{ accountId: person, reason: 'Forbidden: bot was blocked by the user' }]);
  expect(Object.fromEntries(rows().map(({ key, state }) => [key, state]))).toEqual({
    opening: 'waiting',
    receipt: 'dropped',
    reminder: 'waiting',
  });
  expect(db.query.accounts.findFirst().sync()).toMatchObject({
    unreachableReason: 'Forbidden: bot was blocked by the user',
  });
});

test('a message that can never be sent is parked with its reason, and the chat goes on', async () => {
  const { clock, account, queue, row, delivery, texts } = pretended(({ text }) =>
    text === 'bad' ? { ok: false, error_code: 400, description: "Bad Request: can't parse entities" } : DONE,
  );
  const person = account(1);
  queue(person, 'bad');
  queue(person, 'good');
  delivery.start();
  await clock.advance(1000);
  expect(texts()).toEqual(['bad', 'good']);
  expect(row('bad')).toMatchObject({ state: 'parked', error: "400 Bad Request: can't parse entities" });
  expect(row('good').state).toBe('sent');
});

const SERVER_ERROR: Answer = { ok: false, error_code: 500, description: 'Internal Server Error: restart' };
const OPENING = { kind: 'round-opened', args: { questionnaireId: 1, atOnce: true } } as const;

describe('a 5xx says nothing of what became of a send', () => {
  test('so it is sent once more where twice is better than never, and not where never is better', async () => {
    let fails = 2;
    const { clock, account, queue, row, delivery, texts } = pretended(() => {
      fails -= 1;
      return fails >= 0 ? SERVER_ERROR : DONE;
    });
    queue(account(1), 'opening', OPENING);
    queue(account(2), 'reminder');
    delivery.start();
    await clock.advance(60_000);
    expect(row('opening')).toMatchObject({ state: 'sent', attempts: 2 });
    expect(row('reminder')).toMatchObject({ state: 'dropped', attempts: 1 });
    expect(texts().toSorted()).toEqual(['opening', 'opening', 'reminder']);
  });

  test('twice in vain, and it is parked', async () => {
    const { clock, account, queue, row, delivery, calls } = pretended(({ text }) =>
      text === 'opening' ? SERVER_ERROR : DONE,
    );
    queue(account(1), 'opening', OPENING);
    queue(account(2), 'other', OPENING);
    delivery.start();
    await clock.advance(60_000);
    expect(row('opening').state).toBe('parked');
    expect(row('other').state).toBe('sent');
    expect(calls).toHaveLength(3);
  });

  test('an edit is made again for as long as it takes', async () => {
    let fails = 6;
    const { clock, account, card, delivery, calls } = pretended(({ method }) => {
      if (method !== 'editMessageText') return DONE;
      fails -= 1;
      return fails >= 0 ? SERVER_ERROR : DONE;
    });
    const person = account(1);
    const shown = card(person, 'item 1');
    delivery.start();
    await clock.advance(1000);
    shown.show('item 2');
    delivery.wake(person);
    await clock.advance(300_000);
    expect(shown.row()).toMatchObject({ cardHash: 'item 2', cardShownVersion: 2 });
    const gaps = calls.slice(2).map(({ at }, place) => at - calls[place + 1]!.at);
    expect(gaps).toHaveLength(6);
    for (const [place, gap] of gaps.slice(1).entries()) expect(gap).toBeGreaterThan(gaps[place]!);
  });

  test('while a server goes on so, single calls find out when it is over, and few messages are spoiled', async () => {
    let isWell = true;
    const { clock, account, queue, delivery, calls, logged, rows, refusedBots } = pretended(() =>
      isWell ? DONE : SERVER_ERROR,
    );
    for (let user = 1; user <= 100; user += 1) queue(account(user), `opening ${user}`, OPENING);
    delivery.start();
    await clock.advance(1000);
    isWell = false;
    const before = calls.length;
    await clock.advance(600_000);
    const spoiled = calls.length - before;
    expect(spoiled).toBeGreaterThan(3);
    expect(spoiled).toBeLessThan(15);
    isWell = true;
    await clock.advance(310_000);
    expect(rows().filter(({ state }) => state !== 'sent').length).toBeLessThan(spoiled);
    expect(calls).toHaveLength(100 + spoiled - rows().filter(({ state }) => state === 'parked').length);
    expect(logged.filter(({ msg }) => /carries/.test(String(msg)))).toHaveLength(2);
    expect(refusedBots).toEqual([]);
  });
});

describe('a refusal of the bot', () => {
  const REFUSALS: readonly (readonly [number, string])[] = [
    [400, 'Logged out'],
    [400, 'Bad Request: FROZEN_METHOD_INVALID'],
    [420, 'FROZEN_METHOD_INVALID'],
    [400, 'Bad Request: the bot has already been closed'],
    [421, 'Misdirected Request'],
    [404, 'Not Found'],
    [302, 'Found'],
  ];

  test.each(REFUSALS)(
    '(%i %s) parks nothing: all waits, and it is told once',
    async (error_code, description) => {
      let isRefused = true;
      const { clock, account, queue, reply, card, delivery, calls, rows, refusedBots, lost } = pretended(
        () => (isRefused ? { ok: false, error_code, description } : DONE),
      );
      for (let user = 1; user <= 50; user += 1) queue(account(user), `reminder ${user}`);
      reply(account(1), 'reply');
      const shown = card(account(2), 'item 1');
      delivery.start();
      await clock.advance(60_000);
      expect(rows().every(({ state, attempts }) => state === 'waiting' && attempts === 0)).toBe(true);
      expect(refusedBots).toEqual([`${error_code} ${description}`]);
      await clock.advance(3_600_000);
      expect(calls.length).toBeLessThan(60);
      isRefused = false;
      await clock.advance(310_000);
      expect(rows().every(({ state }) => state === 'sent')).toBe(true);
      expect(shown.row().cardHash).toBe('item 1');
      expect(refusedBots).toEqual([`${error_code} ${description}`, null]);
      expect(lost).toEqual([]);
    },
  );

  test('that is only of one message holds up no other, and is told to nobody', async () => {
    const { clock, account, queue, delivery, rows, refusedBots } = pretended(({ text }) =>
      text === 'odd' ? { ok: false, error_code: 404, description: 'Not Found' } : DONE,
    );
    queue(account(1), 'odd');
    for (let user = 2; user <= 100; user += 1) queue(account(user), `reminder ${user}`);
    delivery.start();
    await clock.advance(20_000);
    expect(rows().filter(({ state }) => state === 'sent')).toHaveLength(99);
    expect(refusedBots).toEqual([]);
  });

  test('is none where the server does not know the method', async () => {
    const { clock, account, queue, row, delivery } = pretended(() => ({
      ...{ ok: false, error_code: 404, description: 'Not Found: method not found' },
    }));
    queue(account(1), 'reminder');
    delivery.start();
    await clock.advance(1000);
    expect(row('reminder')).toMatchObject({ state: 'parked', error: '404 Not Found: method not found' });
  });
});

test.each([
  'Bad Request: USER_IS_BLOCKED',
  'Bad Request: INPUT_USER_DEACTIVATED',
  'Bad Request: CHAT_WRITE_FORBIDDEN',
  'Bad Request: PEER_ID_INVALID',
])(
  'whoever cannot be reached is so in capitals too, in which a 403 comes as a 400 (%s)',
  async (description) => {
    const { clock, account, queue, row, delivery, lost } = pretended(() => ({
      ...{ ok: false, error_code: 400, description },
    }));
    const person = account(1);
    queue(person, 'reminder');
    delivery.start();
    await clock.advance(1000);
    expect(lost).toEqual([{ accountId: person, reason: description }]);
    expect(row('reminder').state).toBe('waiting');
  },
);

test('a card that cannot be edited any more is sent anew', async () => {
  const { clock, account, card, delivery, calls } = pretended(({ method }) =>
    method === 'editMessageText'
      ? { ok: false, error_code: 400, description: "Bad Request: message can't be edited" }
      : DONE,
  );
  const person = account(1);
  const shown = card(person, 'item 1');
  delivery.start();
  await clock.advance(1000);
  const { cardMessageId } = shown.row();
  shown.show('item 2');
  delivery.wake(person);
  await clock.advance(3000);
  expect(calls.map(({ method }) => method)).toEqual(['sendMessage', 'editMessageText', 'sendMessage']);
  expect(shown.row()).toMatchObject({
    cardMessageId: cardMessageId! + 1,
    cardHash: 'item 2',
    cardShownVersion: 2,
  });
});

test('an edit that changes nothing, as the messenger says, has succeeded', async () => {
  const { clock, account, card, delivery, calls } = pretended(({ method }) =>
    method === 'editMessageText'
      ? { ok: false, error_code: 400, description: 'Bad Request: message is not modified: …' }
      : DONE,
  );
  const person = account(1);
  const shown = card(person, 'item 1');
  delivery.start();
  await clock.advance(1000);
  shown.show('item 2');
  delivery.wake(person);
  await clock.advance(3000);
  expect(calls).toHaveLength(2);
  expect(shown.row().cardShownVersion).toBe(2);
});

test('a card that is refused for good is not tried again until it changes', async () => {
  const { clock, account, card, delivery, calls } = pretended(({ text }) =>
    text === 'too long'
      ? { ok: false, error_code: 400, description: 'Bad Request: message is too long' }
      : DONE,
  );
  const person = account(1);
  const shown = card(person, 'too long');
  delivery.start();
  await clock.advance(10_000);
  delivery.wake(person);
  await clock.advance(10_000);
  expect(calls).toHaveLength(1);
  shown.show('short');
  delivery.wake(person);
  await clock.advance(1000);
  expect(shown.row()).toMatchObject({ cardHash: 'short', cardShownVersion: 2 });
});

test('a token that is refused ends the sending and is told', async () => {
  const { clock, account, queue, delivery, calls, refusedTokens, row } = pretended(() => ({
    ok: false,
    error_code: 401,
    description: 'Unauthorized',
  }));
  for (let user = 1; user <= 3; user += 1) queue(account(user), `reminder ${user}`);
  delivery.start();
  await clock.advance(10_000);
  expect(calls.length).toBeLessThanOrEqual(3);
  expect(refusedTokens[0]).toBe('telegram');
  expect(row('reminder 1').state).toBe('waiting');
});

test('during an outage nothing is sent whose outcome nobody would know', async () => {
  let down = false;
  const { clock, account, queue, delivery, calls, logged, rows } = pretended(() => {
    if (down) throw new Error('reset');
    return DONE;
  });
  for (let user = 1; user <= 100; user += 1) {
    queue(account(user), `opening ${user}`, OPENING);
  }
  delivery.start();
  await clock.advance(1000);
  const sent = calls.length;
  down = true;
  await clock.advance(300_000);
  const spoiled = calls.length - sent;
  expect(spoiled).toBeLessThanOrEqual(2);
  down = false;
  await clock.advance(60_000);
  expect(calls).toHaveLength(100 + spoiled);
  expect(rows().every(({ state }) => state === 'sent')).toBe(true);
  const lines = logged.filter(({ msg }) => String(msg).startsWith('the messenger')).map(({ msg }) => msg);
  expect(lines).toEqual(['the messenger does not answer', 'the messenger answers again']);
});

test('the end of an outage is told, and whatever comes in meanwhile lets it be looked for at once', async () => {
  let down = true;
  const back: number[] = [];
  const clock = manualClock();
  const { api, calls } = pretendedApi(clock, () => {
    if (down) throw new Error('reset');
    return DONE;
  });
  const link = { api, messagesPerSecond: 30, answersAgain: (afterMs: number) => void back.push(afterMs) };
  const { account, queue, delivery } = createWorld({ clock, links: [link] });
  queue(account(1), 'opening', OPENING);
  delivery.start();
  await clock.advance(120_000);
  down = false;
  const since = clock.elapsed();
  delivery.heardFrom('telegram');
  await clock.advance(10);
  expect(back).toEqual([since]);
  await clock.advance(5000);
  expect(calls).toHaveLength(2);
  delivery.heardFrom('telegram');
  await clock.advance(1000);
  expect(back).toHaveLength(1);
});

test('stopping lets what is under way end, and starts nothing more', async () => {
  const answers: (() => void)[] = [];
  const { clock, account, queue, delivery, calls, row } = pretended(
    () => new Promise((resolve) => void answers.push(() => resolve(DONE))),
  );
  queue(account(1), 'one');
  delivery.start();
  await clock.advance(100);
  queue(account(2), 'two');
  const stopped = delivery.stop(2000);
  delivery.wake();
  await clock.advance(500);
  answers[0]!();
  await clock.advance(50);
  await stopped;
  expect(calls).toHaveLength(1);
  expect(row('one').state).toBe('sent');
  expect(row('two').state).toBe('waiting');
});

describe('a database that takes no writes', () => {
  test('holds back every send, and lets it go by itself later', async () => {
    const { clock, account, queue, reply, delivery, calls, db, rows, logged } = pretended();
    queue(account(1), 'reminder');
    reply(account(2), 'reply');
    delivery.start();
    db.$client.pragma('query_only = ON');
    await clock.advance(60_000);
    expect(calls).toEqual([]);
    db.$client.pragma('query_only = OFF');
    await clock.advance(60_000);
    expect(calls).toHaveLength(2);
    expect(rows().every(({ state }) => state === 'sent')).toBe(true);
    const complaints = logged.filter(({ level }) => level === 'error');
    expect(complaints.length).toBeLessThanOrEqual(2);
  });

  test('has what was sent noted as soon as it can, and not sent a second time', async () => {
    let full = false;
    const { clock, account, queue, card, delivery, calls, db, row } = pretended(() => {
      if (full) db.$client.pragma('query_only = ON');
      return DONE;
    });
    const shown = card(account(1), 'item 1');
    delivery.start();
    await clock.advance(1000);
    full = true;
    queue(account(2), 'opening');
    shown.show('item 2');
    delivery.wake();
    await clock.advance(60_000);
    const sent = calls.length;
    expect(row('opening').state).not.toBe('sent');
    full = false;
    db.$client.pragma('query_only = OFF');
    await clock.advance(120_000);
    expect(row('opening')).toMatchObject({ state: 'sent' });
    expect(shown.row().cardShownVersion).toBe(2);
    expect(calls.filter(({ text }) => text === 'opening')).toHaveLength(1);
    expect(sent).toBeGreaterThan(1);
  });
});
