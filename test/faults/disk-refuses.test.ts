import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rateButton } from '../../src/messages/buttons.ts';
import type { LocalMessenger } from '../../src/rehearsal/messenger.ts';
import { type Database, openDatabase } from '../../src/store/file/database.ts';
import { Sqlite } from '../../src/store/file/sqlite.ts';
import { type CrashStudy, createCrashStudy } from '../crash/crash-study.ts';
import { facilitatorAtWork, OPEN } from '../crash/facilitator-at-work.ts';
import { newestRound } from '../crash/live-reading.ts';
import { programUnderTest } from '../crash/program-under-test.ts';
import { introduce, startMessenger } from '../dialogs/bot-api.ts';
import { SCALE } from '../fixtures/study.ts';
import { until } from '../until.ts';
import { runHere } from './running-program.ts';
import { scaledClock } from './scaled-clock.ts';
import { canMount, mountSmallDisk } from './small-disk.ts';

const NOT_SAVED = 'پاسخ شما ثبت نشد';
const FULL = 'دیسک پر است';
const WAITS = 'هنوز ثبت نشده است';
const READ_ONLY = 'پایگاه داده فقط‌خواندنی است';
const MOST_PRESSES = 2000;
const SOUND = 'ذخیره کردن دوباره کار می‌کند';

const { running, run, built } = programUnderTest();

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hamray-disk-'));
  running.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function messengerFor({ facilitator, experts }: CrashStudy) {
  const messenger = await startMessenger();
  running.push(() => messenger.stop());
  introduce(messenger, [facilitator, ...experts]);
  return messenger;
}

const fromBot = (messenger: LocalMessenger, person: number) =>
  messenger.chat(person).filter(({ from }) => from === 'bot');
const heard = (messenger: LocalMessenger, person: number, words: string) =>
  fromBot(messenger, person).filter(({ text }) => text.includes(words)).length;

/** An expert who has begun, and presses for the first item. */
async function expertAtWork(messenger: LocalMessenger, db: Database, person: number) {
  const opening = await until(() => fromBot(messenger, person).find(({ keyboard }) => keyboard.length > 0));
  await messenger.pressData(person, opening.id, opening.keyboard[0]![0]!.callback_data!);
  const answerId = await until(() => firstAnswerOf(db, person));
  let place = 0;
  return {
    /** Presses another rating than the last time. */
    async press() {
      place = (place + 1) % SCALE.length;
      const told = await messenger.pressData(person, opening.id, rateButton.write({ answerId, place }));
      return { ...told, value: SCALE[place]!.value };
    },
    stored: () => db.$client.prepare('SELECT value FROM answers WHERE id = ?').pluck().get(answerId),
  };
}

function firstAnswerOf({ $client }: Database, person: number): number | undefined {
  const sql = `SELECT a.id FROM answers a JOIN questionnaires q ON q.id = a.questionnaire_id
               JOIN accounts c ON c.id = q.card_account_id WHERE c.user_id = ? AND a.position = 0`;
  return $client.prepare(sql).pluck().get(person) as number | undefined;
}

/** Room within the pages that are there is used up first. */
async function pressUntilRefused({ press }: Awaited<ReturnType<typeof expertAtWork>>) {
  for (let presses = 0; presses < MOST_PRESSES; presses += 1) {
    const told = await press();
    if (told.showAlert) return told;
  }
  throw new Error(`${MOST_PRESSES} presses were saved on a disk that is full`);
}

describe.each([
  ['a full disk', FULL, refuseNewPages],
  ['a read-only file', READ_ONLY, refuseWrites],
])('%s', (_, words, refuse) => {
  test('lets no answer be taken for saved, is told to the facilitator once, and is over by itself', async () => {
    const file = join(newFolder(), 'hamray.sqlite');
    const study = createCrashStudy(file, { experts: 4 });
    const messenger = await messengerFor(study);
    const db = openDatabase(file);
    running.push(() => db.$client.close());
    const clock = scaledClock(10, new Date());
    running.push(clock.stop);
    const program = await runHere({
      db,
      clock,
      built: built(),
      ...study,
      apiRoots: { telegram: messenger.apiRoot },
    });
    running.push(program.stop);
    await program.ready;
    await facilitatorAtWork(messenger, study.facilitator).bringAbout(OPEN, () => newestRound(file) !== null);
    const [first, second, third] = study.experts as [number, number, number];
    const one = await expertAtWork(messenger, db, first);
    const other = await expertAtWork(messenger, db, second);
    const { value, ...saved } = await one.press();
    expect(saved).toMatchObject({ answered: true, showAlert: false });
    expect(one.stored()).toBe(value);
    await other.press();
    await messenger.whenConfirmed();

    const allow = refuse(db);
    const refused = await pressUntilRefused(one);
    expect(refused.text).toContain(NOT_SAVED);
    expect(one.stored()).not.toBe(refused.value);
    // Behind the first one, which waits.
    const alsoRefused = await other.press();
    expect(alsoRefused).toMatchObject({ showAlert: true, text: refused.text });
    messenger.send(third, '/help');
    await until(() => heard(messenger, third, WAITS) === 1);
    await until(() => heard(messenger, study.facilitator, words) === 1);

    allow();
    await until(() => one.stored() === refused.value && other.stored() === alsoRefused.value);
    await until(() => heard(messenger, third, 'نظر شما را برای مطالعه می‌پرسد') === 1);
    await until(() => heard(messenger, study.facilitator, SOUND) === 1);
    expect(await one.press()).toMatchObject({ answered: true, showAlert: false });
    expect(heard(messenger, study.facilitator, words)).toBe(1);
    expect(heard(messenger, third, WAITS)).toBe(1);
  });
});

/** @returns what makes room again */
function refuseNewPages({ $client: client }: Database): () => void {
  client.pragma(`max_page_count = ${client.pragma('page_count', { simple: true })}`);
  return () => void client.pragma('max_page_count = 1000000');
}

function refuseWrites(db: Database): () => void {
  db.$client.pragma('query_only = ON');
  return () => void db.$client.pragma('query_only = OFF');
}

test.runIf(canMount())(
  'a disk that is really full, under the built program',
  {
    timeout: 120_000,
  },
  async () => {
    const disk = mountSmallDisk(16);
    running.push(() => disk.remove());
    const file = join(disk.folder, 'hamray.sqlite');
    const study = createCrashStudy(file, { experts: 4 });
    const messenger = await messengerFor(study);
    const program = run({ file, backups: newFolder(), messenger, study });
    await program.polling;
    await facilitatorAtWork(messenger, study.facilitator).bringAbout(OPEN, () => newestRound(file) !== null);
    const reader = { $client: new Sqlite(file, { readonly: true }) } as Database;
    running.push(() => reader.$client.close());
    const one = await expertAtWork(messenger, reader, study.experts[0]!);

    disk.fill();
    const refused = await pressUntilRefused(one);
    expect(refused.text).toContain(NOT_SAVED);
    await until(() => heard(messenger, study.facilitator, FULL) === 1);

    disk.makeRoom();
    await until(() => one.stored() === refused.value, 20_000);
    expect(await one.press()).toMatchObject({ answered: true, showAlert: false });
    expect(heard(messenger, study.facilitator, FULL)).toBe(1);
    expect(await program.stop()).toBe(0);
  },
);
