import { afterEach, describe, expect, test } from 'vitest';
import { makeCall } from '../../src/delivery/call.ts';
import { COMMANDS } from '../../src/features/all.ts';
import { publishExpertsMenu } from '../../src/features/anytime/menu-feature.ts';
import { createLog } from '../../src/log.ts';
import type { Message } from '../../src/messages/message.ts';
import { messengerOf } from '../../src/messengers/all.ts';
import { SizedFile } from '../../src/messengers/multipart.ts';
import { startMessenger, type TestMessenger, TOKEN } from '../dialogs/bot-api.ts';
import { testBot } from '../fixtures/bot.ts';
import { manualClock } from '../manual-clock.ts';

const MARYAM = 501;
let bale: TestMessenger;
afterEach(() => bale.stop());

/** The program's own client, and a server that answers as Bale does. */
async function start() {
  bale = await startMessenger({ dialect: 'bale' });
  bale.addPerson({ id: MARYAM, firstName: 'مریم' });
  bale.send(MARYAM, '/start');
  const { api } = testBot({ messenger: 'bale', token: TOKEN, apiRoot: bale.apiRoot });
  const clock = manualClock();
  const call = (its: Parameters<typeof makeCall>[2]) => makeCall(api, MARYAM, its, clock);
  return { api, call, shown: () => bale.chat(MARYAM).filter(({ from }) => from === 'bot') };
}

const CARD: Message = {
  html: '<b>⁨A&amp;B⁩</b>\n\n<i>شرح</i>',
  buttons: [[{ text: 'زیاد', data: 'r:1:0', style: 'primary' }], [{ text: 'رونوشت', copy: 'abc' }]],
};

test('a message arrives readable, without a field that Bale does not know', async () => {
  const { call, shown } = await start();
  expect(await call({ do: 'send', message: CARD })).toMatchObject({ kind: 'done' });
  expect(shown()[0]).toMatchObject({
    text: '⁨A&B⁩\n\nشرح',
    entities: [{ type: 'bold' }, { type: 'italic' }],
    keyboard: [[{ text: 'زیاد', callback_data: 'r:1:0' }], [{ text: 'رونوشت', copy_text: { text: 'abc' } }]],
  });
});

test('the same message as Telegram takes it is refused there', async () => {
  const { shown } = await start();
  const { api } = testBot({ token: TOKEN, apiRoot: bale.apiRoot });
  const outcome = await makeCall(api, MARYAM, { do: 'send', message: CARD }, manualClock());
  expect(outcome).toMatchObject({ kind: 'refused', reason: '400 Bad Request: unknown field "parse_mode"' });
  expect(shown()).toEqual([]);
});

test('an edit, answered with message 0, leaves the id of the message that was edited', async () => {
  const { call, shown } = await start();
  const sent = await call({ do: 'send', message: CARD });
  const messageId = sent.kind === 'done' ? sent.messageId! : 0;
  expect(messageId).toBeGreaterThan(0);
  expect(await call({ do: 'edit', messageId, message: { html: 'دیگر' } })).toEqual({
    kind: 'done',
    messageId: null,
  });
  expect(await call({ do: 'strip', messageId })).toEqual({ kind: 'done', messageId: null });
  expect(shown()).toMatchObject([{ id: messageId, text: 'دیگر', keyboard: [] }]);
});

test('the keyboard that shares the phone number loses what Bale does not know of it, and can be taken away', async () => {
  const { call } = await start();
  expect(
    await call({ do: 'send', message: { html: 'شماره؟', keyboard: { sharePhone: 'ارسال شمارهٔ من' } } }),
  ).toMatchObject({
    kind: 'done',
  });
  expect(bale.chatState(MARYAM).replyKeyboard).toEqual([[{ text: 'ارسال شمارهٔ من', request_contact: true }]]);
  await call({ do: 'send', message: { html: 'سپاس', keyboard: 'remove' } });
  expect(bale.chatState(MARYAM).replyKeyboard).toEqual([]);
});

test('a document arrives with its caption', async () => {
  const { call, shown } = await start();
  const file = new SizedFile('خروجی.zip', 3, () => [Buffer.from('zip')]);
  expect(await call({ do: 'document', file, caption: '<b>پرونده‌ها:</b> همه' })).toMatchObject({
    kind: 'done',
  });
  expect(shown()[0]).toMatchObject({ text: 'پرونده‌ها: همه', document: { name: 'خروجی.zip' } });
});

test('a text of 4096 characters is cut to 4000', async () => {
  const { call, shown } = await start();
  await call({ do: 'send', message: { html: `<b>${'آ'.repeat(4096)}</b>` } });
  expect(shown()[0]!.text).toHaveLength(3998);
});

test('the only menu is the experts’, and a facilitator’s own does not replace it', async () => {
  const { api } = await start();
  await publishExpertsMenu(api, COMMANDS, {
    ...{ clock: manualClock(), random: () => 0, log: createLog('silent') },
    signal: new AbortController().signal,
  });
  await api.setMyCommands([{ command: 'open', description: 'دور' }], {
    scope: { type: 'chat', chat_id: MARYAM },
  });
  const commands = bale.commandsFor(MARYAM).map(({ command }) => command);
  expect(commands).toContain('continue');
  expect(commands).not.toContain('open');
});

test('updates are fetched from the first one on, whose id is 0', async () => {
  const { api } = await start();
  const updates = await api.getUpdates({
    limit: 100,
    timeout: 0,
    allowed_updates: ['message', 'my_chat_member'],
  });
  expect(updates.map(({ update_id }) => update_id)).toEqual([0]);
});

test('a webhook is set by its address alone', async () => {
  const { api } = await start();
  await api.setWebhook('https://x.ir/secret', { secret_token: 'secret', allowed_updates: ['message'] });
  expect((await api.getWebhookInfo().catch((error) => error)).description).toBe(
    'Bale has no method getWebhookInfo',
  );
  expect(bale.webhook.url()).toBe('https://x.ir/secret');
});

describe('refusals, which come with HTTP 200', () => {
  test('tell that a person has blocked the bot', async () => {
    const { call } = await start();
    bale.block(MARYAM);
    expect(await call({ do: 'send', message: CARD })).toMatchObject({ kind: 'unreachable' });
  });

  test('tell that a chat does not exist', async () => {
    const { api } = await start();
    expect(await makeCall(api, 7, { do: 'send', message: CARD }, manualClock())).toMatchObject({
      kind: 'unreachable',
    });
  });

  test.each([
    [{ error_code: 420, description: 'x' }, 'too-fast'],
    [{ error_code: 429, description: 'x', parameters: { retry_after: 2 } }, 'too-fast'],
    [{ description: 'local_rate_limited' }, 'too-fast'],
    [{ description: 'no such group or user' }, 'unreachable'],
    [{ error_code: 400, description: 'something else' }, 'refused'],
  ])('%o', async (body, kind) => {
    const { api } = await start();
    api.config.use(async () => ({ ok: false, ...body }) as never);
    expect(await makeCall(api, MARYAM, { do: 'send', message: CARD }, manualClock())).toMatchObject({ kind });
  });
});

test('an answer to a press is plain text; an old app, whose ids begin with 1, shows none', async () => {
  const { api, call, shown } = await start();
  await call({ do: 'send', message: CARD });
  await api.getUpdates({ timeout: 0 });
  const answers = [];
  for (let press = 0; press < 2; press += 1) {
    const answer = bale.press(MARYAM, shown()[0]!.id, 'زیاد');
    const { id } = (await api.getUpdates({ timeout: 0 })).at(-1)!.callback_query!;
    await api.answerCallbackQuery(id, { text: 'ثبت شد *', show_alert: true });
    answers.push({ shows: messengerOf('bale').dialect.showsPressAnswer(id), ...(await answer) });
  }
  expect(answers).toContainEqual({ shows: true, answered: true, text: 'ثبت شد *', showAlert: true });
  expect(answers).toContainEqual({ shows: false, answered: true, text: '', showAlert: false });
});
