import pino from 'pino';
import { expect, test } from 'vitest';
import type { Call } from '../../src/delivery/call.ts';
import { createRichCalls } from '../../src/delivery/rich-calls.ts';
import type { CallOutcome } from '../../src/messengers/outcome.ts';

const log = pino({ level: 'silent' });
const RICH: Call = {
  do: 'send',
  message: { html: 'متن', rich: { html: '<p>متن</p>', fromTheRight: true }, buttons: [] },
};
const DONE: CallOutcome = { kind: 'done', messageId: 1 };

/** @param refusal of a rich message; null: it is taken */
function messenger(has: boolean, refusal: CallOutcome | null) {
  const made: string[] = [];
  const call = createRichCalls({ has, log });
  const make = async (one: Call) => {
    const isRich = one.do === 'send' && one.message.rich !== undefined;
    made.push(isRich ? 'rich' : 'plain');
    return isRich && refusal ? refusal : DONE;
  };
  return { made, send: (one = RICH) => call(one, make) };
}

test('a rich message goes out as it is where the messenger has them, and plain elsewhere', async () => {
  const telegram = messenger(true, null);
  expect(await telegram.send()).toEqual(DONE);
  expect(telegram.made).toEqual(['rich']);
  const bale = messenger(false, null);
  expect(await bale.send()).toEqual(DONE);
  expect(bale.made).toEqual(['plain']);
});

test.each<CallOutcome>([
  { kind: 'refused', reason: '400 Bad Request: can’t parse' },
  { kind: 'refused', reason: '404 Not Found: method not found' },
  { kind: 'bot-refused', reason: '404 Not Found', sure: false },
])('refused once ($reason), the plain text goes out at once, and from then on', async (refusal) => {
  const { made, send } = messenger(true, refusal);
  expect(await send()).toEqual(DONE);
  expect(await send()).toEqual(DONE);
  expect(made).toEqual(['rich', 'plain', 'plain']);
});

test.each<CallOutcome>([
  { kind: 'too-fast', retryAfterMs: 1000 },
  { kind: 'unreachable', reason: 'bot was blocked' },
  { kind: 'cut-off', reason: '500', answered: true },
  { kind: 'not-taken', reason: 'ECONNREFUSED' },
  { kind: 'gone' },
])(
  'what says nothing about rich messages ($kind) is handed on, and the next one is rich again',
  async (outcome) => {
    const { made, send } = messenger(true, outcome);
    expect(await send()).toEqual(outcome);
    expect(await send()).toEqual(outcome);
    expect(made).toEqual(['rich', 'rich']);
  },
);

test('other calls are made as they are', async () => {
  const { made, send } = messenger(true, null);
  await send({ do: 'strip', messageId: 1 });
  await send({ do: 'send', message: { html: 'متن' } });
  expect(made).toEqual(['plain', 'plain']);
});
