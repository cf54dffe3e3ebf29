import { afterEach, expect, test } from 'vitest';
import { loadAllExperts } from '../../src/store/experts.ts';
import { until } from '../until.ts';
import { VALID, workbookOf } from '../workbook/workbook-of.ts';
import type { BotCall } from './bot-api/faults.ts';
import { type Chatting, startOnBoth, type TwoMessengers } from './two-messengers.ts';

const FACILITATOR = { messenger: 'telegram', userId: 501 } as const;
const SECONDS = 1000;

let both: TwoMessengers;
afterEach(() => both.stop());

async function openedStudy(intercept?: (call: BotCall) => 'pass' | { status: number; body: object }) {
  both = await startOnBoth([FACILITATOR], [], intercept as never);
  const sara = both.person('telegram', FACILITATOR.userId, 'سارا');
  await sara.press(await sara.sendFile('مطالعه.xlsx', await workbookOf(VALID)), 'ایجاد مطالعه');
  await sara.reads('مطالعه ساخته شد');
  const experts: Chatting[] = [];
  for (const { token, name } of loadAllExperts(both.db, 1)) {
    const expert = both.person('telegram', 600 + experts.length, name);
    await expert.press(await expert.say(`/start ${token}`), 'می‌پذیرم و عضو می‌شوم');
    await expert.reads('خوش آمدید');
    experts.push(expert);
  }
  await sara.press(await sara.say('/open'), 'شروع دور');
  await sara.reads('دور ۱ باز شد');
  return { sara, experts };
}

async function begins(expert: Chatting): Promise<void> {
  await expert.press(await expert.reads('دور ۱ باز شد'), 'شروع پاسخ‌گویی');
  await expert.reads('گویهٔ');
}

test('one message follows the round by itself, over a restart of the program too', async () => {
  const { sara, experts } = await openedStudy();
  const status = await sara.say('/status');
  expect(status.text).toContain('▱▱▱▱▱▱▱▱▱▱ ۰ از ۱');
  const now = () => sara.seen().find(({ id }) => id === status.id)!.text;
  const shows = (words: string) => both.servers.telegram.until(() => now().includes(words) || null);
  await begins(experts[0]!);
  both.pass(20 * SECONDS);
  await shows('▨▨▨▨▨▨▨▨▨▨ ۰ از ۱');
  await both.restart([FACILITATOR]);
  await begins(experts[1]!);
  both.pass(20 * SECONDS);
  await both.servers.telegram.until(() => !now().includes('▱') || null);
  // Nothing new was sent, and nobody pressed.
  expect(sara.seen().at(-1)!.id).toBe(status.id);
  await sara.press(await sara.say('/close'), 'بستن دور');
  await sara.reads('دور ۱ بسته شد');
  both.pass(20 * SECONDS);
  await both.servers.telegram.until(() => !now().includes('خودش به‌روز') || null);
  expect(both.complaints).toEqual([]);
});

test('a wait that the messenger asks for is kept, and the edit after it shows what is so by then', async () => {
  let asks = false;
  let refused = 0;
  const { sara, experts } = await openedStudy(({ method, personId }) => {
    if (!asks || method !== 'editMessageText' || personId !== FACILITATOR.userId) return 'pass';
    refused += 1;
    const parameters = { retry_after: 1 };
    return {
      status: 429,
      body: { ok: false, error_code: 429, description: 'Too Many Requests', parameters },
    };
  });
  const status = await sara.say('/status');
  const now = () => sara.seen().find(({ id }) => id === status.id)!.text;
  asks = true;
  await begins(experts[0]!);
  both.pass(20 * SECONDS);
  await until(() => refused > 0);
  const before = refused;
  await begins(experts[1]!);
  both.pass(20 * SECONDS);
  both.pass(20 * SECONDS);
  expect(refused).toBeLessThanOrEqual(before + 1);
  asks = false;
  await both.servers.telegram.until(() => !now().includes('▱') || null);
  const edits = both.db.$client
    .prepare("SELECT count(*) FROM outbox WHERE kind = 'live-status'")
    .pluck()
    .get();
  expect(edits).toBe(1);
});
