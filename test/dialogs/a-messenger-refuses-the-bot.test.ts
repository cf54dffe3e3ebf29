import { afterEach, expect, test } from 'vitest';
import { outbox } from '../../src/store/schema.ts';
import { until } from '../until.ts';
import { startOnBoth, type TwoMessengers } from './two-messengers.ts';

const FACILITATOR = 900;
const OPERATOR = 901;
const LOGGED_OUT = { status: 400, body: { ok: false, error_code: 400, description: 'Logged out' } };

let both: TwoMessengers | undefined;
afterEach(() => both?.stop());

test('an operator hears on the other messenger that one refuses the bot, and nothing is lost', async () => {
  let isRefused = false;
  both = await startOnBoth(
    [{ messenger: 'telegram', userId: FACILITATOR }],
    [{ messenger: 'bale', userId: OPERATOR }],
    () => (isRefused ? LOGGED_OUT : 'pass'),
  );
  const facilitator = both.person('telegram', FACILITATOR, 'سارا');
  const operator = both.person('bale', OPERATOR, 'نگار');
  await facilitator.say('/start');
  await operator.say('/start');
  const before = facilitator.seen().length;

  // The poll under way still brings it; its answer, and every later poll, is refused.
  isRefused = true;
  both.servers.telegram.send(FACILITATOR, '/help');
  const told = await operator.reads('پیام‌رسان تلگرام ربات را نمی‌پذیرد');
  expect(told.text).toContain('400 Logged out');
  expect(facilitator.seen()).toHaveLength(before);
  isRefused = false;
  const { db } = both;
  await until(
    () =>
      facilitator.seen().length > before &&
      db
        .select()
        .from(outbox)
        .all()
        .every(({ state }) => state === 'sent'),
    60_000,
  );
  expect(operator.seen().filter(({ text }) => text.includes('نمی‌پذیرد'))).toHaveLength(1);
}, 120_000);
