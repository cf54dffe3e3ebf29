import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { TOLD_AT_ONCE } from '../../src/features/studies/tell-in-parts.ts';
import { Sqlite } from '../../src/store/file/sqlite.ts';
import { accounts } from '../../src/store/schema.ts';
import { introduce, startMessenger } from '../dialogs/bot-api.ts';
import { openDatabaseFile } from '../fixtures/database.ts';
import { TestStudy } from '../fixtures/study.ts';
import { until } from '../until.ts';
import { FINISH, facilitatorAtWork, REMIND, type Step } from './facilitator-at-work.ts';
import { programUnderTest } from './program-under-test.ts';

const { running, run } = programUnderTest();

const EXPERTS = 3 * TOLD_AT_ONCE + 40;
const FIRST = 7_000_000;
const people = Array.from({ length: EXPERTS }, (_, at) => FIRST + at);

const ANNOUNCE: Step = { command: '/announce سلام', button: 'f.announce:' };
const EXTEND: Step = { command: '/extend 1d', button: null };

/** A study whose experts have joined. @returns its facilitator's user id */
function prepare(file: string, isOpen: boolean): number {
  const db = openDatabaseFile(file);
  db.$client.pragma('synchronous = OFF');
  const study = new TestStudy(
    { experts: Object.fromEntries(people.map((id) => [`خبره ${id}`, 'A'])), items: { x: 'A' } },
    db,
  );
  study.at = new Date();
  db.$client.exec(`INSERT INTO accounts (messenger, user_id, created_at)
      SELECT 'telegram', ${FIRST} + row_number() OVER () - 1, 0 FROM experts;
    UPDATE experts SET token = NULL, joined_at = 0, account_id =
      (SELECT id FROM accounts WHERE user_id = ${FIRST} + experts.id - (SELECT min(id) FROM experts))`);
  if (isOpen) study.open().deliver('round-opened');
  const facilitator = db.select().from(accounts).where(eq(accounts.id, study.facilitator)).get()!.userId;
  db.$client.close();
  return facilitator;
}

/** What stands in a file that a program may have open. */
function read(file: string, kind: string) {
  const db = new Sqlite(file, { readonly: true, fileMustExist: true });
  try {
    const count = (what: string) => db.prepare(what).pluck().get() as number;
    return {
      telling: count('SELECT count(*) FROM tellings'),
      rows: count(`SELECT count(*) FROM outbox WHERE kind = '${kind}'`),
      told: count(`SELECT count(DISTINCT account_id) FROM outbox WHERE kind = '${kind}'`),
      left: count(`SELECT count(*) FROM outbox WHERE kind = '${kind}' AND state IN ('waiting', 'sending')`),
    };
  } finally {
    db.close();
  }
}

test.each([
  ['announcement', ANNOUNCE, 1],
  ['closing-letter', FINISH, 2],
  ['reminder', REMIND, 2],
  ['deadline-moved', EXTEND, 1],
] as const)(
  'killed while a %s goes out, the next run tells each of the others, and nobody twice',
  { timeout: 180_000 },
  async (kind, step, parts) => {
    const folder = mkdtempSync(join(tmpdir(), 'hamray-telling-'));
    running.push(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, 'hamray.sqlite');
    const facilitator = prepare(file, kind === 'reminder' || kind === 'deadline-moved');
    const messenger = await startMessenger();
    running.push(() => messenger.stop());
    introduce(messenger, [facilitator, ...people]);
    const start = () =>
      run(
        { file, backups: join(folder, 'backups'), messenger, study: { facilitator } },
        { MESSAGES_PER_SECOND: '0' },
      );

    const killed = start();
    await killed.polling;
    const hasCome = () => read(file, kind).rows >= parts * TOLD_AT_ONCE;
    const work = facilitatorAtWork(messenger, facilitator).bringAbout(step, hasCome);
    // The parts behind the first follow each other within milliseconds.
    await until(() => hasCome(), 60_000);
    killed.kill();
    await Promise.all([killed.ended, work]);
    const before = read(file, kind);
    expect(before.rows % TOLD_AT_ONCE === 0 || before.rows === EXPERTS).toBe(true);
    process.stdout.write(`killed when a ${kind} had come to ${before.rows} of ${EXPERTS}\n`);

    const next = start();
    await next.polling;
    await until(() => {
      const { telling, left } = read(file, kind);
      return telling === 0 && left === 0;
    }, 120_000);
    expect(read(file, kind)).toMatchObject({ rows: EXPERTS, told: EXPERTS });
    expect(await next.stop()).toBe(0);
  },
);
