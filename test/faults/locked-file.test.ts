import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rateButton } from '../../src/messages/buttons.ts';
import type { LocalMessenger } from '../../src/rehearsal/messenger.ts';
import { Sqlite } from '../../src/store/file/sqlite.ts';
import { PROJECT } from '../crash/built-program.ts';
import { createCrashStudy } from '../crash/crash-study.ts';
import { facilitatorAtWork, OPEN } from '../crash/facilitator-at-work.ts';
import { newestRound } from '../crash/live-reading.ts';
import { programUnderTest } from '../crash/program-under-test.ts';
import { introduce, startMessenger } from '../dialogs/bot-api.ts';
import { SCALE } from '../fixtures/study.ts';
import { until } from '../until.ts';

const NOT_SAVED = 'پاسخ شما ثبت نشد';
const FAILING = 'نوشتن در پایگاه داده ممکن نیست';
/** A write that waited for the file would hold up the whole program for seconds, again and again. */
const ANSWERS_WITHIN_MS = 2500;

const { running, run } = programUnderTest();

const fromBot = (messenger: LocalMessenger, person: number) =>
  messenger.chat(person).filter(({ from }) => from === 'bot');

/** The built program, an expert who has begun, and the file between them. */
async function expertAtWork() {
  const folder = mkdtempSync(join(tmpdir(), 'hamray-locked-'));
  running.push(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'hamray.sqlite');
  const study = createCrashStudy(file, { experts: 4 });
  const messenger = await startMessenger();
  running.push(() => messenger.stop());
  introduce(messenger, [study.facilitator, ...study.experts]);
  const port = await freePort();
  const program = run({ file, backups: join(folder, 'backups'), messenger, study }, { PORT: String(port) });
  await program.polling;
  await facilitatorAtWork(messenger, study.facilitator).bringAbout(OPEN, () => newestRound(file) !== null);
  const person = study.experts[0]!;
  const opening = await until(() => fromBot(messenger, person).find(({ keyboard }) => keyboard.length > 0));
  await messenger.pressData(person, opening.id, opening.keyboard[0]![0]!.callback_data!);
  const db = new Sqlite(file, { readonly: true });
  running.push(() => db.close());
  const answerId = await until(
    () => db.prepare('SELECT id FROM answers WHERE position = 0').pluck().get() as number | undefined,
  );
  return {
    file,
    async press(place: number) {
      const told = await messenger.pressData(person, opening.id, rateButton.write({ answerId, place }));
      return { ...told, value: SCALE[place]!.value };
    },
    stored: () => db.prepare('SELECT value FROM answers WHERE id = ?').pluck().get(answerId),
    async databaseIsWell(): Promise<boolean> {
      const answer = await fetch(`http://127.0.0.1:${port}/healthz`);
      return ((await answer.json()) as { database: boolean }).database;
    },
    facilitatorHeard: (words: string) =>
      fromBot(messenger, study.facilitator).filter(({ text }) => text.includes(words)).length,
  };
}

/** Another program that writes: it holds the file until it is released. */
async function holdFile(file: string): Promise<{ release(): Promise<void> }> {
  const script = `
    import { Sqlite } from './src/store/file/sqlite.ts';
    const client = new Sqlite(${JSON.stringify(file)});
    client.exec('BEGIN IMMEDIATE');
    process.stdout.write('held');
    process.stdin.once('end', () => client.exec('COMMIT')).resume();`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    cwd: PROJECT,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  running.push(() => child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return {
    async release() {
      const ended = once(child, 'close');
      child.stdin.end();
      await ended;
    },
  };
}

test('while another program holds the file, presses wait, the program goes on, and /healthz says so', async () => {
  const { file, press, stored, databaseIsWell, facilitatorHeard } = await expertAtWork();
  expect(await press(0)).toMatchObject({ answered: true, showAlert: false });
  expect(await databaseIsWell()).toBe(true);

  const { release } = await holdFile(file);
  const waiting = press(1);
  await until(async () => !(await databaseIsWell()));
  const times: number[] = [];
  for (let asked = 0; asked < 5; asked += 1) {
    const at = performance.now();
    await databaseIsWell();
    times.push(performance.now() - at);
  }
  expect(Math.max(...times)).toBeLessThan(ANSWERS_WITHIN_MS);
  expect(stored()).toBe(SCALE[0]!.value);
  await release();

  expect(await waiting).toMatchObject({ answered: true, showAlert: false });
  expect(stored()).toBe(SCALE[1]!.value);
  await until(databaseIsWell);
  expect(facilitatorHeard(FAILING)).toBe(0);
});

test('held for longer, it is told as a disk that refuses, and what was pressed is saved afterwards', async () => {
  const { file, press, stored, facilitatorHeard } = await expertAtWork();
  const { release } = await holdFile(file);
  const refused = await press(1);
  expect(refused).toMatchObject({ showAlert: true });
  expect(refused.text).toContain(NOT_SAVED);
  await until(() => facilitatorHeard(FAILING) === 1);
  await release();
  await until(() => stored() === refused.value);
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return (address as { port: number }).port;
}
