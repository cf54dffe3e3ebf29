import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { wait } from '../../src/clock.ts';
import { type BuiltProgram, copyBuiltProgram } from '../crash/built-program.ts';
import { CLOSE, OPEN_LONG, OPEN_SHORTLY } from '../crash/facilitator-at-work.ts';
import { newestRound } from '../crash/live-reading.ts';
import type { BotCall, Interception } from '../dialogs/bot-api/faults.ts';
import { type SmallStudy, startSmallStudy, until } from './small-study.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let built: BuiltProgram;
beforeAll(() => {
  built = copyBuiltProgram();
});
afterAll(() => built.remove());
let small: SmallStudy | null = null;
afterEach(async () => {
  await small?.stop();
  small = null;
});

async function start(intercept?: (call: BotCall) => Interception): Promise<SmallStudy> {
  small = await startSmallStudy(built, { times: 50, ...(intercept && { intercept }) });
  return small;
}

test.each([
  ['forward four hours', 4 * HOUR],
  ['back a day', -DAY],
])(
  'a wait that the messenger asked for is as long as asked though the wall’s clock is set %s',
  async (_, ms) => {
    let refusedAt: number | null = null;
    let passedAt: number | null = null;
    let elapsed = () => 0;
    const { clock, study, facilitator, isOpen } = await start(({ method, personId, params }) => {
      if (method !== 'sendMessage' || personId !== study.experts[0] || !/📬/.test(String(params['text'])))
        return 'pass';
      refusedAt ??= elapsed();
      if (elapsed() - refusedAt < MINUTE) {
        const description = 'Too Many Requests: retry after 60';
        return {
          status: 429,
          body: { ok: false, error_code: 429, description, parameters: { retry_after: 60 } },
        };
      }
      passedAt ??= elapsed();
      return 'pass';
    });
    elapsed = clock.elapsed;
    await facilitator.bringAbout(OPEN_LONG, isOpen(1));
    await until(() => refusedAt !== null);
    clock.jump(ms);
    await until(() => passedAt !== null);
    const waited = passedAt! - refusedAt!;
    expect(waited).toBeGreaterThanOrEqual(MINUTE);
    expect(waited).toBeLessThan(1.2 * MINUTE);
  },
);

test('a deadline counts by the wall’s clock: set past it, the round closes, and set back it stays so', async () => {
  const { clock, file, study, facilitator, heard, isOpen } = await start();
  await facilitator.bringAbout(OPEN_LONG, isOpen(1));
  const at = clock.elapsed();
  clock.jump(6 * HOUR);
  await until(() => newestRound(file)?.state !== 'open');
  expect(clock.elapsed() - at).toBeLessThan(10_000);
  await until(() => heard(study.facilitator, 'خلاصهٔ دور ۱') === 1);

  clock.jump(-6 * HOUR);
  await wait(clock, MINUTE);
  expect(newestRound(file)?.state).toBe('judged');
  // What is opened now is measured by the clock as it stands.
  await facilitator.bringAbout(OPEN_SHORTLY, isOpen(2));
  const openedAt = clock.elapsed();
  await until(() => newestRound(file)?.state !== 'open');
  expect(clock.elapsed() - openedAt).toBeGreaterThan(0.3 * MINUTE);
  expect(clock.elapsed() - openedAt).toBeLessThan(0.6 * MINUTE);
});

test('no reminder comes twice, and none in a burst, however the wall’s clock is set', async () => {
  const { clock, file, study, facilitator, heard, isOpen } = await start();
  const [expert] = study.experts as [number];
  await facilitator.bringAbout(OPEN_LONG, isOpen(1));
  // Slots come 110, 100 and 12 seconds before the deadline.
  clock.jump(5 * HOUR - 3 * MINUTE);
  await until(() => heard(expert, '⏰') === 1);
  clock.jump(-HOUR);
  await wait(clock, MINUTE);
  clock.jump(HOUR - MINUTE + 30_000);
  await wait(clock, 20_000);
  expect(newestRound(file)?.state).toBe('open');
  expect(heard(expert, '⏰')).toBe(2);
  await facilitator.bringAbout(CLOSE, () => newestRound(file)?.state !== 'open');
});
