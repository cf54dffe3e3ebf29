import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportStudy } from '../../src/features/exporting/export-study.ts';
import { ensureAccount } from '../../src/store/accounts.ts';
import { loadAllExperts, updateExpert } from '../../src/store/experts.ts';
import { Sqlite } from '../../src/store/file/sqlite.ts';
import { accounts } from '../../src/store/schema.ts';
import { introduce, startMessenger, type TestMessenger } from '../dialogs/bot-api.ts';
import { LEFT_BLANK } from '../fixtures/blank-chart.ts';
import { openDatabaseFile } from '../fixtures/database.ts';
import { deliverAll, finish } from '../fixtures/forgetting.ts';
import { TEHRAN, TestStudy } from '../fixtures/study.ts';
import { type Needle, searchBytes } from '../store/byte-search.ts';
import { until } from '../until.ts';
import { readCopy } from './aftermath.ts';
import type { ProgramRun } from './built-program.ts';
import { facilitatorAtWork } from './facilitator-at-work.ts';
import { programUnderTest } from './program-under-test.ts';

const { running, run } = programUnderTest();

/** How far a removal has come, as the disk tells it. */
const STAGES = ['none', 'asked', 'drawing', 'rows gone', 'bytes gone', 'told'] as const;
type Stage = (typeof STAGES)[number];

/** `vitest --mode long`. */
const LONG = process.env['MODE'] === 'long';
const [EXPERTS, ITEMS] = LONG ? [150, 12] : [80, 6];
const nameOf = (place: number) => `مهرانگیز‌نمونهٔ‌شماره${place}`;
const NEEDLES: readonly Needle[] = Array.from({ length: EXPERTS }, (_, place) => [
  ...[nameOf(place), `9891270${String(place).padStart(5, '0')}`, `KEY-OF-EXPERT-${place}-`],
  7_000_000_000_001 + place,
]).flat();

let pristine: string;
let facilitator: number;
let before: (name: string) => string;

beforeAll(async () => {
  pristine = mkdtempSync(join(tmpdir(), 'hamray-forgetting-'));
  const db = openDatabaseFile(join(pristine, 'hamray.sqlite'));
  db.$client.pragma('synchronous = OFF');
  const names = Array.from({ length: EXPERTS }, (_, place) => nameOf(place));
  const items = Array.from({ length: ITEMS }, (_, place) => `i${place}`);
  const study = new TestStudy(
    {
      experts: Object.fromEntries(names.map((name) => [name, 'A'])),
      items: Object.fromEntries(items.map((code) => [code, 'A'])),
      rules: { forgetAfterDays: null },
    },
    db,
  );
  for (const [place, { id, token }] of loadAllExperts(db, study.studyId).entries()) {
    const mobile = `9891270${String(place).padStart(5, '0')}`;
    updateExpert(db, id, { mobile, key: `KEY-OF-EXPERT-${place}-`, role: 'استاد' });
    study.accept(token!, ensureAccount(db, 'telegram', 7_000_000_000_001 + place, study.at).id);
  }
  const rating = (place: number, item: number) => 1 + ((place * 7 + item * 3) % 5);
  const rows = names.map((name, place) => `${name} ${items.map((_, item) => rating(place, item)).join(' ')}`);
  await study.playRound(`${items.join(' ')}\n${rows.join('\n')}`);
  finish(study);
  deliverAll(study);
  before = await exported(study.db, study.studyId, study.at);
  facilitator = db.select().from(accounts).where(eq(accounts.id, study.facilitator)).get()!.userId;
  db.$client.close();
}, 120_000);
afterAll(() => rmSync(pristine, { recursive: true, force: true }));

async function exported(db: TestStudy['db'], studyId: number, now: Date): Promise<(name: string) => string> {
  const { bytes } = await exportStudy(db, studyId, { now, zone: TEHRAN, ...LEFT_BLANK });
  const unzipped = unzipSync(bytes);
  return (name) => Buffer.from(unzipped[name]!).toString('utf8');
}

function stageIn(db: InstanceType<typeof Sqlite>): Stage {
  const row = db
    .prepare('SELECT rows_at AS rowsAt, scrubbed_at AS scrubbedAt, new_ids AS newIds FROM forgettings')
    .get() as Record<'rowsAt' | 'scrubbedAt' | 'newIds', unknown> | undefined;
  if (!row) return 'none';
  if (row.rowsAt === null) return row.newIds === null ? 'asked' : 'drawing';
  if (row.scrubbedAt === null) return 'rows gone';
  return db.prepare("SELECT 1 FROM jobs WHERE kind = 'forget' AND state = 'queued'").get()
    ? 'bytes gone'
    : 'told';
}

/** Kills as soon as the removal has come so far. @returns the stage that it fell in */
async function killAt(program: ProgramRun, file: string, wanted: Stage, laterMs: number): Promise<Stage> {
  const db = new Sqlite(file, { readonly: true, fileMustExist: true });
  try {
    const isThere = () => STAGES.indexOf(stageIn(db)) >= STAGES.indexOf(wanted);
    await until(isThere, 60_000);
  } finally {
    db.close();
  }
  await pause(laterMs);
  program.kill();
  await program.ended;
  return readCopy(file, (left) => {
    const known = left.prepare('SELECT count(*) FROM experts WHERE name <> ?').pluck().get('') as number;
    const stage = stageIn(left);
    // All names are there, or none is.
    expect([stage, known]).toEqual([
      stage,
      STAGES.indexOf(stage) < STAGES.indexOf('rows gone') ? EXPERTS : 0,
    ]);
    return stage;
  });
}

const FORGET = { command: '/forget', button: 'f.forget:' };
const toldIn = (messenger: TestMessenger) =>
  messenger.chat(facilitator).filter(({ from, text }) => from === 'bot' && text.includes('نام‌ها پاک شد'));

const KILLS: readonly (readonly [Stage, number])[] = [
  ['drawing', 0],
  ['rows gone', 0],
  ['rows gone', 40],
  ['bytes gone', 0],
  ...(LONG ? Array.from({ length: 40 }, (_, n) => ['asked', n * 25] as const) : []),
];

test.each(KILLS)(
  'killed once it was %s, and %i ms later, a removal is carried out by the next run to its last byte',
  { timeout: 180_000 },
  async (wanted, laterMs) => {
    const folder = mkdtempSync(join(tmpdir(), 'hamray-forgetting-'));
    running.push(() => rmSync(folder, { recursive: true, force: true }));
    cpSync(pristine, folder, { recursive: true });
    const file = join(folder, 'hamray.sqlite');
    const messenger = await startMessenger();
    running.push(() => messenger.stop());
    introduce(messenger, [facilitator]);
    const start = () => run({ file, backups: join(folder, 'backups'), messenger, study: { facilitator } });

    const killed = start();
    await killed.polling;
    const isAsked = () => readCopyOfStage(file) !== 'none';
    const [fell] = await Promise.all([
      killAt(killed, file, wanted, laterMs),
      facilitatorAtWork(messenger, facilitator).bringAbout(FORGET, isAsked),
    ]);
    expect(STAGES.indexOf(fell)).toBeGreaterThanOrEqual(STAGES.indexOf(wanted));
    process.stdout.write(`killed at ${wanted} and ${laterMs} ms: it was ${fell}\n`);

    const next = start();
    await next.polling;
    await until(() => toldIn(messenger).length > 0, 60_000);
    expect(searchBytes(folder, NEEDLES)).toEqual([]);
    expect(await next.stop()).toBe(0);
    expect(searchBytes(folder, NEEDLES)).toEqual([]);
    // Twice only where that send itself was cut off: docs/decisions/0005.
    expect(toldIn(messenger).length).toBeLessThanOrEqual(fell === 'told' ? 2 : 1);
    const db = openDatabaseFile(file);
    const after = await exported(db, 1, new Date());
    db.$client.close();
    for (const name of ['results.json', 'answers.csv', 'answers-wide.csv', 'protocol.json']) {
      expect([name, after(name) === before(name)]).toEqual([name, true]);
    }
  },
);

function readCopyOfStage(file: string): Stage {
  const db = new Sqlite(file, { readonly: true, fileMustExist: true });
  try {
    return stageIn(db);
  } finally {
    db.close();
  }
}
