import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { wait } from '../../src/clock.ts';
import { ensureAccount } from '../../src/store/accounts.ts';
import { addFacilitator } from '../../src/store/facilitators.ts';
import { studyFacilitators } from '../../src/store/schema.ts';
import { type BuiltProgram, copyBuiltProgram } from '../crash/built-program.ts';
import { CLOSE, OPEN_LONG, REMIND } from '../crash/facilitator-at-work.ts';
import { newestRound, wasReminded } from '../crash/live-reading.ts';
import type { BotCall, Interception } from '../dialogs/bot-api/faults.ts';
import { startMessenger, type TestMessenger } from '../dialogs/bot-api.ts';
import { type Fault, startFaultyProxy } from './faulty-proxy.ts';
import { type SmallStudy, startSmallStudy, until } from './small-study.ts';

let built: BuiltProgram;
beforeAll(() => {
  built = copyBuiltProgram();
});
afterAll(() => built.remove());
const running: { stop(): unknown }[] = [];
afterEach(async () => {
  for (const part of running.splice(0).reverse()) await part.stop();
});

async function start(options: Parameters<typeof startSmallStudy>[1] = {}): Promise<SmallStudy> {
  const small = await startSmallStudy(built, options);
  running.push(small);
  return small;
}

/** Refuses what is sent to one person, and begins so. */
function refusing(personOf: () => number, begins: string, code: number, description: string) {
  return ({ method, personId, params }: BotCall): Interception => {
    if (method !== 'sendMessage' || personId !== personOf()) return 'pass';
    if (!String(params['text']).startsWith(begins)) return 'pass';
    return { status: code, body: { ok: false, error_code: code, description } };
  };
}

test('who has blocked the bot is unreachable from the first failed send on, and the facilitator hears it once', async () => {
  let blocked = 0;
  const intercept = refusing(() => blocked, '', 403, 'Forbidden: bot was blocked by the user');
  const { study, facilitator, heard, isOpen, file, clock, messenger } = await start({ intercept });
  const [first, second] = study.experts as [number, number];
  blocked = first;
  await facilitator.bringAbout(OPEN_LONG, isOpen(1));
  await until(() => heard(study.facilitator, 'دیگر نمی‌رسد') === 1);
  await until(() => heard(second, '📬') === 1);
  await facilitator.bringAbout(REMIND, () => wasReminded(file));
  await until(() => heard(second, '⏰') === 1);
  await wait(clock, 20_000);
  expect(heard(study.facilitator, 'دیگر نمی‌رسد')).toBe(1);
  messenger.send(study.facilitator, '/status');
  await until(() => heard(study.facilitator, 'در دسترس نیست ۱') > 0);
});

test('what the messenger will never take is parked, told in /status with its reason, and holds up no other', async () => {
  let refused = 0;
  const intercept = refusing(() => refused, '📬', 400, "Bad Request: can't parse entities");
  const { study, facilitator, heard, isOpen, messenger, file } = await start({ intercept });
  const [first, second] = study.experts as [number, number];
  refused = first;
  await facilitator.bringAbout(OPEN_LONG, isOpen(1));
  await until(() => heard(second, '📬') === 1);
  messenger.send(study.facilitator, '/status');
  await until(() => heard(study.facilitator, "400 Bad Request: can't parse entities") > 0);
  // The chat itself goes on.
  await facilitator.bringAbout(REMIND, () => wasReminded(file));
  await until(() => heard(first, '⏰') === 1);
});

test('a poll that hangs is noticed and made anew: who pressed meanwhile is answered', async () => {
  let hangs = false;
  const { clock, study, heard, messenger, program } = await start({
    faultFor: ({ method }) => {
      if (method !== 'getUpdates' || !hangs) return 'none';
      hangs = false;
      return 'hanging';
    },
  });
  hangs = true;
  messenger.send(study.facilitator, '/help');
  const [expert] = study.experts as [number];
  await until(() => !hangs);
  const hungAt = clock.elapsed();
  messenger.send(expert, '/help');
  await until(() => heard(expert, '/continue') > 0);
  expect(clock.elapsed() - hungAt).toBeLessThan(50_000);
  expect(program.logged.filter(({ level }) => level === 'error')).toEqual([]);
});

/** A start waits 15 seconds of real time for a messenger that hangs. */
const TROUBLES: readonly Fault[] =
  process.env['MODE'] === 'long' ? ['dropped before', '502 page', 'hanging'] : ['502 page'];

test.each(TROUBLES)(
  'a messenger that is in trouble (%s) holds up no other, and gets what is due when it is well again',
  async (fault) => {
    let isWell = false;
    const baleFacilitator = 777;
    const bale: TestMessenger = await startMessenger();
    running.push(bale);
    bale.addPerson({ id: baleFacilitator, firstName: 'سارا' });
    bale.core.chats.get(baleFacilitator)!.started = true;
    let elapsed = () => 0;
    const clockOfBale = { now: () => new Date(), elapsed: () => elapsed(), after: () => () => {} };
    const proxy = await startFaultyProxy({
      target: bale.apiRoot,
      faultFor: () => (isWell ? 'none' : fault),
      clock: clockOfBale,
    });
    running.push(proxy);
    const { study, facilitator, isOpen, file, messenger, heard, clock } = await start({
      bale: proxy.apiRoot,
      prepare(db) {
        const at = new Date();
        const accountId = ensureAccount(db, 'bale', baleFacilitator, at).id;
        addFacilitator(db, accountId, 'claim', at);
        db.insert(studyFacilitators).values({ studyId: 1, accountId, since: at }).run();
      },
    });
    elapsed = clock.elapsed;
    await facilitator.bringAbout(OPEN_LONG, isOpen(1));
    await until(() => study.experts.every((expert) => heard(expert, '📬') === 1));
    const [expert] = study.experts as [number];
    const opening = messenger.chat(expert).findLast(({ keyboard }) => keyboard.length > 0)!;
    const pressedAt = clock.elapsed();
    const begun = await messenger.pressData(expert, opening.id, opening.keyboard[0]![0]!.callback_data!);
    expect(begun).toMatchObject({ answered: true, showAlert: false });
    expect(clock.elapsed() - pressedAt).toBeLessThan(2000);
    await facilitator.bringAbout(CLOSE, () => newestRound(file)?.state !== 'open');
    await until(() => heard(study.facilitator, 'خلاصهٔ دور ۱') === 1);

    isWell = true;
    const summaries = () =>
      bale.chat(baleFacilitator).filter(({ from, text }) => from === 'bot' && text.includes('خلاصهٔ دور ۱'));
    await until(() => summaries().length === 1);
    await wait(clock, 20_000);
    expect(summaries()).toHaveLength(1);
  },
);
