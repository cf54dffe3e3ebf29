import type { Dispatcher } from 'undici';
import { expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { systemDice } from '../../src/dice.ts';
import { startBotApiServer } from '../../src/rehearsal/bot-api-server.ts';
import { createMessenger, type LocalMessenger } from '../../src/rehearsal/messenger.ts';
import type { Messenger } from '../../src/store/accounts.ts';
import { startMessenger } from '../dialogs/bot-api.ts';
import { BOT_TOKEN, createFunctionMessenger } from './function-messenger.ts';
import { simulatedTime } from './simulated-time.ts';

/** One messenger as a bot and a person meet it. */
interface Met {
  readonly local: LocalMessenger;
  call(method: string, params: object): Promise<{ status: number; body: unknown }>;
  stop(): Promise<void>;
}

const START = new Date('2026-11-28T06:30:00Z');
const PERSON = 7;

async function overSockets(apiRoot: string, method: string, params: object) {
  const response = await fetch(`${apiRoot}/bot${BOT_TOKEN}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(params),
  });
  return { status: response.status, body: await response.json() };
}

async function rehearsalServer(): Promise<Met> {
  const options = {
    token: BOT_TOKEN,
    botUsername: 'hamray_telegram_bot',
    clock: systemClock(),
    dice: systemDice(),
  };
  const local = createMessenger(options);
  const server = await startBotApiServer(local);
  const stop = async () => {
    await local.stop();
    await server.stop();
  };
  return { local, call: (method, params) => overSockets(server.apiRoot, method, params), stop };
}

async function testServer(dialect: Messenger): Promise<Met> {
  const messenger = await startMessenger({ token: BOT_TOKEN, botUsername: `hamray_${dialect}_bot`, dialect });
  return {
    local: messenger,
    call: (method, params) => overSockets(messenger.apiRoot, method, params),
    stop: () => messenger.stop(),
  };
}

async function asFunction(name: Messenger): Promise<Met> {
  const time = simulatedTime(START);
  const messenger = createFunctionMessenger(name, time, 1);
  const life = { alive: true, requestsArrive: true, passes() {}, keyOf: () => null };
  const connections = messenger.connectionsOf(life);
  const call = async (method: string, params: object) => {
    const answered = new Promise<{ status: number; body: unknown }>((resolve, reject) => {
      let status = 0;
      const headers = ['content-type', 'application/json'];
      const options = {
        path: `/bot${BOT_TOKEN}/${method}`,
        method: 'POST',
        headers,
        body: JSON.stringify(params),
      };
      const handler: Dispatcher.DispatchHandler = {
        onRequestStart() {},
        onResponseStart(_, given) {
          status = given;
        },
        onResponseData: (_, chunk) => resolve({ status, body: JSON.parse(String(chunk)) }),
        onResponseEnd() {},
        onResponseError: (_, error) => reject(error),
      };
      connections.dispatch(options as Dispatcher.DispatchOptions, handler);
    });
    await time.pass(1000);
    return answered;
  };
  return { local: messenger.local, call, stop: () => messenger.local.stop() };
}

const BUTTONS = { inline_keyboard: [[{ text: 'بله', callback_data: 'r:1:1' }]] };
/** Calls, in their order; what a person does in between is said by `person`. */
const CALLS: readonly (readonly [string, object] | 'says' | 'presses' | 'blocks')[] = [
  ['getMe', {}],
  ['sendMessage', { chat_id: PERSON, text: 'هنوز ننوشته' }],
  'says',
  ['getUpdates', { offset: 0, timeout: 0 }],
  ['sendMessage', { chat_id: PERSON, text: 'سلام *خوب*', reply_markup: BUTTONS }],
  ['sendMessage', { chat_id: PERSON, text: '' }],
  ['sendMessage', { chat_id: PERSON, text: 'الف'.repeat(3000) }],
  ['editMessageText', { chat_id: PERSON, message_id: 2, text: 'سلام دوباره', reply_markup: BUTTONS }],
  ['editMessageText', { chat_id: PERSON, message_id: 2, text: 'سلام دوباره', reply_markup: BUTTONS }],
  ['editMessageText', { chat_id: PERSON, message_id: 1, text: 'پیام خود او' }],
  ['editMessageText', { chat_id: PERSON, message_id: 99, text: 'نیست' }],
  'presses',
  ['answerCallbackQuery', { callback_query_id: '1', text: 'دیر' }],
  ['sendMessage', { chat_id: PERSON, text: 'x', parse_mode: 'HTML' }],
  ['sendSomething', { chat_id: PERSON }],
  'blocks',
  ['sendMessage', { chat_id: PERSON, text: 'بسته' }],
  ['setMyCommands', { commands: [{ command: 'help', description: 'راهنما' }] }],
];

async function askedOf(met: Met): Promise<unknown[]> {
  const answers: unknown[] = [];
  met.local.addPerson({ id: PERSON, firstName: 'کسی' });
  for (const step of CALLS) {
    if (step === 'says') met.local.send(PERSON, '/start');
    else if (step === 'presses') void met.local.pressData(PERSON, 2, 'r:1:1');
    else if (step === 'blocks') met.local.block(PERSON);
    else answers.push([step[0], withoutTheirOwn(await met.call(step[0], step[1]))]);
  }
  await met.stop();
  return answers;
}

/** Ids and dates are each messenger's own. */
function withoutTheirOwn(answer: unknown): unknown {
  return JSON.parse(
    JSON.stringify(answer, (key, value: unknown) =>
      /^(date|edit_date|update_id)$/.test(key) ? typeof value : value,
    ),
  );
}

test.each<[string, () => Promise<Met>, () => Promise<Met>]>([
  ['Telegram: the rehearsal’s server and the function', rehearsalServer, () => asFunction('telegram')],
  [
    'Telegram: the tests’ server and the function',
    () => testServer('telegram'),
    () => asFunction('telegram'),
  ],
  ['Bale: the tests’ server and the function', () => testServer('bale'), () => asFunction('bale')],
])('%s answer the same calls alike', async (_, one, other) => {
  const answers = await askedOf(await one());
  expect(await askedOf(await other())).toEqual(answers);
  expect(answers.some((answer) => JSON.stringify(answer).includes('"ok":true'))).toBe(true);
});
