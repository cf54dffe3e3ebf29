import { afterEach, describe, expect, test } from 'vitest';
import { startMessenger, type TestMessenger, TOKEN } from '../dialogs/bot-api.ts';

const PERSON = 501;
const open: TestMessenger[] = [];

afterEach(async () => {
  for (const messenger of open.splice(0)) await messenger.stop();
});

async function messengerWithPerson(options: Parameters<typeof startMessenger>[0] = {}) {
  const messenger = await startMessenger(options);
  open.push(messenger);
  messenger.addPerson({ id: PERSON, firstName: 'مریم' });
  const call = async (method: string, params: object = {}) => {
    const response = await fetch(`${messenger.apiRoot}/bot${TOKEN}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(params),
    });
    // biome-ignore lint/suspicious/noExplicitAny: an answer is whatever the method gives
    return (await response.json()) as any;
  };
  const send = (text: string, more: object = {}) =>
    call('sendMessage', { chat_id: PERSON, text, parse_mode: 'HTML', ...more });
  return { messenger, call, send };
}

const polled = async (messenger: TestMessenger) => {
  while (!messenger.isPolled()) await new Promise(setImmediate);
};

const inline = (...labels: string[]) => ({
  reply_markup: { inline_keyboard: labels.map((text) => [{ text, callback_data: `press:${text}` }]) },
});

describe('getUpdates', () => {
  test('an update comes again until a higher offset confirms it', async () => {
    const { messenger, call } = await messengerWithPerson();
    messenger.send(PERSON, '/start abc');
    messenger.send(PERSON, 'سلام');
    const first = await call('getUpdates', { limit: 1 });
    expect(first.result).toHaveLength(1);
    expect(first.result[0].message).toMatchObject({
      text: '/start abc',
      entities: [{ type: 'bot_command', offset: 0, length: 6 }],
      chat: { id: PERSON, type: 'private' },
    });
    expect((await call('getUpdates')).result).toHaveLength(2);
    const rest = await call('getUpdates', { offset: first.result[0].update_id + 1 });
    expect(rest.result.map((update: { message: { text: string } }) => update.message.text)).toEqual(['سلام']);
  });

  test('a negative offset gives the newest and forgets the others', async () => {
    const { messenger, call } = await messengerWithPerson();
    for (const text of ['یک', 'دو', 'سه']) messenger.send(PERSON, text);
    expect((await call('getUpdates', { offset: -1 })).result).toHaveLength(1);
    expect((await call('getUpdates')).result[0].message.text).toBe('سه');
  });

  test('a poll waits until something comes', async () => {
    const { messenger, call } = await messengerWithPerson();
    const poll = call('getUpdates', { timeout: 20 });
    await polled(messenger);
    messenger.send(PERSON, 'سلام');
    expect((await poll).result[0].message.text).toBe('سلام');
  });

  test('a second poll ends the first with 409', async () => {
    const { messenger, call } = await messengerWithPerson();
    const first = call('getUpdates', { timeout: 20 });
    await polled(messenger);
    const second = call('getUpdates', { timeout: 20 });
    expect(await first).toMatchObject({ ok: false, error_code: 409 });
    messenger.send(PERSON, 'سلام');
    expect((await second).result).toHaveLength(1);
  });

  test('allowed_updates stick, for updates that come after the call', async () => {
    const { messenger, call } = await messengerWithPerson();
    await call('getUpdates', { allowed_updates: ['message'] });
    messenger.send(PERSON, 'سلام');
    messenger.block(PERSON);
    const { result } = await call('getUpdates');
    expect(result.map((update: object) => Object.keys(update)[1])).toEqual(['message']);
  });

  test('a press is dropped after 150 s, a message only after a day', async () => {
    let elapsedMs = 0;
    const { messenger, call, send } = await messengerWithPerson({ elapsed: () => elapsedMs });
    messenger.send(PERSON, '/start');
    const sent = await send('کارت', inline('بله'));
    void messenger.press(PERSON, sent.result.message_id, 'بله');
    elapsedMs = 149_000;
    expect((await call('getUpdates')).result).toHaveLength(2);
    elapsedMs = 151_000;
    expect((await call('getUpdates')).result.map((update: object) => Object.keys(update)[1])).toEqual([
      'message',
    ]);
    elapsedMs = 24 * 3_600_000 + 1;
    expect((await call('getUpdates')).result).toEqual([]);
  });

  test('blocking and unblocking come as my_chat_member', async () => {
    const { messenger, call } = await messengerWithPerson();
    messenger.block(PERSON);
    messenger.unblock(PERSON);
    const { result } = await call('getUpdates');
    expect(
      result.map((u: { my_chat_member: { new_chat_member: object } }) => u.my_chat_member.new_chat_member),
    ).toMatchObject([{ status: 'kicked' }, { status: 'member' }]);
  });
});

describe('what the server refuses', () => {
  test('a wrong token with 401 and an unknown method with 404', async () => {
    const { messenger, call } = await messengerWithPerson();
    const wrong = await fetch(`${messenger.apiRoot}/bot1:no/getMe`);
    expect(wrong.status).toBe(401);
    expect(await call('sendPoll')).toMatchObject({ ok: false, error_code: 404 });
    expect((await call('GETME')).result.username).toBe('hamray_test_bot');
  });

  test('a chat nobody started and a bot that was blocked', async () => {
    const { messenger, send } = await messengerWithPerson();
    expect(await send('سلام')).toMatchObject({ error_code: 400, description: 'Bad Request: chat not found' });
    messenger.send(PERSON, '/start');
    messenger.block(PERSON);
    expect(await send('سلام')).toMatchObject({
      error_code: 403,
      description: expect.stringContaining('blocked'),
    });
    messenger.unblock(PERSON);
    expect(await send('سلام')).toMatchObject({ ok: true });
  });

  test('HTML that Telegram cannot read', async () => {
    const { messenger, send } = await messengerWithPerson();
    messenger.send(PERSON, '/start');
    for (const text of ['<p>a</p>', '<b>a', 'a</b>', '<b><i>a</b></i>', 'a &nbsp; b', '<b', 'a < b']) {
      expect(await send(text), text).toMatchObject({
        error_code: 400,
        description: expect.stringContaining("can't parse entities"),
      });
    }
    expect((await send('a & b &lt;c&gt; &#x2F;<b><i>x</i></b>')).result).toMatchObject({
      text: 'a & b <c> /x',
      entities: [
        { type: 'bold', offset: 11, length: 1 },
        { type: 'italic', offset: 11, length: 1 },
      ],
    });
  });

  test('texts beyond 4096 characters, counted after parsing', async () => {
    const { messenger, call, send } = await messengerWithPerson();
    messenger.send(PERSON, '/start');
    const longest = `<b>${'ن'.repeat(4096)}</b>`;
    expect(await send(longest)).toMatchObject({ ok: true });
    expect(await send(`${longest}.`)).toMatchObject({ description: 'Bad Request: message is too long' });
    // Before it is parsed a text may have 32,768 bytes.
    expect(await send('<b></b>'.repeat(4500))).toMatchObject({
      description: 'Bad Request: message text is empty',
    });
    expect(await send(`${'<b></b>'.repeat(4700)}ن`)).toMatchObject({
      description: 'Bad Request: text is too long',
    });
    expect(await send(' \n ')).toMatchObject({ description: 'Bad Request: message text is empty' });
    const answer = await call('answerCallbackQuery', { callback_query_id: '1', text: 'ن'.repeat(201) });
    expect(answer).toMatchObject({ description: 'Bad Request: MESSAGE_TOO_LONG' });
  });

  test('buttons beyond the limits', async () => {
    const { messenger, send } = await messengerWithPerson();
    messenger.send(PERSON, '/start');
    const keyboard = (buttons: object[][]) => send('کارت', { reply_markup: { inline_keyboard: buttons } });
    const button = (data: string) => ({ text: 'دکمه', callback_data: data });
    expect(await keyboard([[button('ن'.repeat(33))]])).toMatchObject({ error_code: 400 });
    expect(await keyboard([[button('')]])).toMatchObject({ error_code: 400 });
    expect(await keyboard([Array(9).fill(button('a'))])).toMatchObject({ error_code: 400 });
    expect(await keyboard(Array(101).fill([button('a')]))).toMatchObject({ error_code: 400 });
    expect(await keyboard([[{ text: 'دکمه' }]])).toMatchObject({ error_code: 400 });
    expect(await keyboard(Array(12).fill(Array(8).fill(button('a'))))).toMatchObject({ ok: true });
  });

  test('an edit that changes nothing, and one of a message that is not there', async () => {
    const { messenger, call, send } = await messengerWithPerson();
    messenger.send(PERSON, '/start');
    const { result } = await send('<b>کارت</b>', inline('بله'));
    const edit = (text: string, more: object = {}) =>
      call('editMessageText', {
        chat_id: PERSON,
        message_id: result.message_id,
        text,
        parse_mode: 'HTML',
        ...more,
      });
    expect(await edit('<strong>کارت</strong> ', inline('بله'))).toMatchObject({
      error_code: 400,
      description: expect.stringContaining('message is not modified'),
    });
    expect(await edit('<b>کارت</b>')).toMatchObject({ ok: true });
    expect(messenger.chat(PERSON).at(-1)).toMatchObject({ keyboard: [], edits: 1, html: '<b>کارت</b>' });
    expect(await edit('x', { message_id: 9999 })).toMatchObject({
      description: 'Bad Request: message to edit not found',
    });
  });
});

describe('presses', () => {
  test('a press is answered once; a second answer and an unknown id are refused', async () => {
    const { messenger, call, send } = await messengerWithPerson();
    messenger.send(PERSON, '/start');
    const { result } = await send('کارت', inline('۵ زیاد', 'کم'));
    const pressed = messenger.press(PERSON, result.message_id, 'زیاد');
    const updates = (await call('getUpdates')).result;
    const query = updates.at(-1).callback_query;
    expect(query).toMatchObject({ data: 'press:۵ زیاد', from: { id: PERSON }, message: { text: 'کارت' } });
    const answer = { callback_query_id: query.id, text: 'بسته شد', show_alert: true };
    expect(await call('answerCallbackQuery', answer)).toMatchObject({ ok: true });
    expect(await pressed).toEqual({ answered: true, text: 'بسته شد', showAlert: true });
    expect(await call('answerCallbackQuery', answer)).toMatchObject({ error_code: 400 });
    expect(await call('answerCallbackQuery', { callback_query_id: '77' })).toMatchObject({ error_code: 400 });
  });

  test('an answer that comes too late is refused, and the press stays unanswered', async () => {
    let elapsedMs = 0;
    const { messenger, call, send } = await messengerWithPerson({
      elapsed: () => elapsedMs,
      answerWithinMs: 30_000,
    });
    messenger.send(PERSON, '/start');
    const { result } = await send('کارت', inline('بله'));
    const pressed = messenger.press(PERSON, result.message_id, 'بله');
    const query = (await call('getUpdates')).result.at(-1).callback_query;
    elapsedMs = 30_001;
    expect(await call('answerCallbackQuery', { callback_query_id: query.id })).toMatchObject({
      description: expect.stringContaining('query is too old'),
    });
    expect(await pressed).toMatchObject({ answered: false });
  });

  test('a label that is not on the message is told with those that are', async () => {
    const { messenger, send } = await messengerWithPerson();
    messenger.send(PERSON, '/start');
    const { result } = await send('کارت', inline('امکان کم', 'امکان'));
    expect(() => messenger.press(PERSON, result.message_id, 'کم')).toThrow('امکان کم | امکان');
  });
});

describe('files', () => {
  test('a document of a person is downloaded, and one of the bot is kept with its name and caption', async () => {
    const { messenger, call } = await messengerWithPerson();
    const bytes = Buffer.from('PK\r\n--x\r\n\0\xff', 'latin1');
    messenger.sendDocument(PERSON, 'مطالعهٔ اصفهان.xlsx', bytes);
    const { document } = (await call('getUpdates')).result[0].message;
    expect(document).toMatchObject({ file_name: 'مطالعهٔ اصفهان.xlsx', file_size: bytes.length });
    const { file_path: path } = (await call('getFile', { file_id: document.file_id })).result;
    const downloaded = await fetch(`${messenger.apiRoot}/file/bot${TOKEN}/${path}`);
    expect(Buffer.from(await downloaded.arrayBuffer())).toEqual(bytes);

    const form = new FormData();
    form.set('chat_id', String(PERSON));
    form.set('caption', '<b>نتایج</b>');
    form.set('parse_mode', 'HTML');
    form.set('reply_markup', JSON.stringify(inline('بله').reply_markup));
    form.set('document', new Blob([bytes]), 'نتایج.zip');
    await fetch(`${messenger.apiRoot}/bot${TOKEN}/sendDocument`, { method: 'POST', body: form });
    const shown = messenger.chat(PERSON).at(-1)!;
    expect(shown).toMatchObject({
      text: 'نتایج',
      document: { name: 'نتایج.zip' },
      keyboard: [[{ text: 'بله' }]],
    });
    expect(messenger.fileBytes(shown.document!)).toEqual(bytes);
    expect(messenger.history.at(-1)).toMatchObject({
      params: { document: { size: bytes.length } },
      ok: true,
    });
  });
});

describe('commands', () => {
  test('a chat sees its own list before the one for all private chats', async () => {
    const { messenger, call } = await messengerWithPerson();
    const command = (name: string) => ({ command: name, description: 'توضیح' });
    const chat = { type: 'chat', chat_id: PERSON };
    const missing = await call('setMyCommands', { commands: [command('open')], scope: chat });
    expect(missing).toMatchObject({ description: 'Bad Request: chat not found' });
    messenger.send(PERSON, '/start');
    await call('setMyCommands', { commands: [command('help')], scope: { type: 'all_private_chats' } });
    expect(messenger.commandsFor(PERSON)).toEqual([command('help')]);
    await call('setMyCommands', { commands: [command('open')], scope: chat });
    expect(messenger.commandsFor(PERSON)).toEqual([command('open')]);
    expect((await call('getMyCommands', { scope: chat })).result).toEqual([command('open')]);
    await call('deleteMyCommands', { scope: chat });
    expect(messenger.commandsFor(PERSON)).toEqual([command('help')]);
    expect(await call('setMyCommands', { commands: [command('Open')] })).toMatchObject({ error_code: 400 });
  });
});

describe('faults on demand', () => {
  test('a dropped connection before and after the call, and an answer of another make', async () => {
    let fault: 'drop-before' | 'drop-after' | { status: number; body: string } = 'drop-before';
    const { messenger, send } = await messengerWithPerson({
      intercept: ({ method }) => (method === 'sendMessage' ? fault : 'pass'),
    });
    messenger.send(PERSON, '/start');
    await expect(send('یک')).rejects.toThrow();
    expect(messenger.chat(PERSON)).toHaveLength(1);
    fault = 'drop-after';
    await expect(send('دو')).rejects.toThrow();
    expect(messenger.chat(PERSON).at(-1)).toMatchObject({ text: 'دو' });
    fault = { status: 502, body: '<html>Bad Gateway</html>' };
    await expect(send('سه')).rejects.toThrow('JSON');
    expect(messenger.history.map(({ status }) => status)).toEqual([0, 0, 502]);
  });

  test('limits answer 429 with the seconds to wait, for sends and edits alone', async () => {
    let elapsedMs = 0;
    const { messenger, call, send } = await messengerWithPerson({
      elapsed: () => elapsedMs,
      limits: { perChatPerSecond: 1 },
    });
    messenger.send(PERSON, '/start');
    expect(await send('یک')).toMatchObject({ ok: true });
    expect(await send('دو')).toMatchObject({ error_code: 429, parameters: { retry_after: 1 } });
    expect(await call('sendChatAction', { chat_id: PERSON, action: 'typing' })).toMatchObject({ ok: true });
    elapsedMs = 1000;
    expect(await send('سه')).toMatchObject({ ok: true });
    expect(messenger.refusedByLimits()).toBe(1);
  });
});

test('a reply carries the message it replies to', async () => {
  const { messenger, call, send } = await messengerWithPerson();
  messenger.send(PERSON, '/start');
  const { result } = await send('پرسش');
  messenger.send(PERSON, 'پاسخ', { replyTo: result.message_id });
  const { message } = (await call('getUpdates')).result.at(-1);
  expect(message.reply_to_message).toMatchObject({ text: 'پرسش', message_id: result.message_id });
});

test('a contact says whose number it is only where the messenger knows', async () => {
  const { messenger, call } = await messengerWithPerson();
  messenger.shareContact(PERSON, '989131234567', PERSON);
  messenger.shareContact(PERSON, '989131234568');
  const [own, foreign] = (await call('getUpdates')).result;
  expect(own.message.contact).toMatchObject({ phone_number: '989131234567', user_id: PERSON });
  expect(foreign.message.contact).not.toHaveProperty('user_id');
});
