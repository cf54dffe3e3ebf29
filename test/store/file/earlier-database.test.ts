import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DUE } from '../../../src/features/all.ts';
import { queueOlderFigures } from '../../../src/features/judging/reckon-older.ts';
import { tick } from '../../../src/jobs/tick.ts';
import type { Database } from '../../../src/store/file/database.ts';
import { Sqlite } from '../../../src/store/file/sqlite.ts';
import { pruneOnce } from '../../../src/store/prune.ts';
import { type RunningProgram, startProgram } from '../../dialogs/running-program.ts';
import { newDatabase } from '../../fixtures/database.ts';
import { DAY, TEHRAN } from '../../fixtures/study.ts';
import { until } from '../../until.ts';
import { DatabaseFiles } from './database-files.ts';

const MARYAM = 1002;
const KAVEH = 1003;
const FACILITATOR = 1004;
const SARA = 1005;
const NADER = 1006;
const LEYLA = 1007;
const EVERYBODY = [1001, MARYAM, KAVEH, FACILITATOR, SARA, NADER, LEYLA];
/** A day before the open round's deadline: its reminders have just been queued. */
const LEFT_AT = new Date('2026-12-08T06:30:00Z');

let files: DatabaseFiles;
let db: Database;

beforeEach(() => {
  files = new DatabaseFiles();
  const earlier = new Sqlite(files.path('study.sqlite'));
  earlier.exec(readFileSync(new URL('earlier-database.sql', import.meta.url), 'utf8'));
  earlier.close();
  db = files.open('study.sqlite');
});

afterEach(() => {
  files.remove();
});

const column = (sql: string, of = db) => of.$client.prepare(sql).pluck().all();
const NAMES = ['مریم', 'کاوه', 'سارا', 'نادر', 'لیلا'];

test('a database of an earlier version comes to the schema of a new one, by the same steps', () => {
  for (const sql of [
    'SELECT sql FROM sqlite_schema ORDER BY name',
    'SELECT hash FROM __drizzle_migrations ORDER BY created_at',
  ]) {
    expect(column(sql)).toEqual(column(sql, newDatabase()));
  }
});

test('a database of an earlier version goes on where it was left', async () => {
  const program = await startProgram({ db, people: EVERYBODY, facilitator: false, start: LEFT_AT });
  const sees = (personId: number, words: string) =>
    program.messenger.until(() => program.chat(personId).find(({ text }) => text.includes(words)));
  try {
    await messagesAndJobsGoOut(program, sees);

    await program.say('در آزمایش دیده‌ام', SARA);
    expect(column('SELECT reason FROM answers WHERE id = 6')).toEqual(['در آزمایش دیده‌ام']);
    // The card that the earlier version sent, with what its buttons carried.
    const pressed = await program.messenger.pressData(NADER, 5007, 'r:7:3');
    expect(pressed).toMatchObject({ answered: true, showAlert: false });
    expect(column("SELECT value FROM answers WHERE id = 7 AND state = 'rated'")).toEqual([4]);
    await program.press(await sees(FACILITATOR, 'پیش‌نمایش پیام'), 'فرستادن به ۳ نفر', FACILITATOR);
    for (const expert of [SARA, NADER, LEYLA]) await sees(expert, 'از همراهی شما سپاسگزاریم');
    expect(program.complaints).toEqual([]);
  } finally {
    await program.stop();
  }
});

async function messagesAndJobsGoOut(
  program: RunningProgram,
  sees: (personId: number, words: string) => Promise<unknown>,
): Promise<void> {
  await sees(MARYAM, 'مریم گرامی');
  await sees(KAVEH, 'کاوه گرامی');
  await sees(LEYLA, 'دور ۱ باز شد');
  await sees(LEYLA, 'پرسش شما بی‌نام به برگزارکنندهٔ «مطالعهٔ باز» رسید');
  for (const expert of [SARA, NADER]) await sees(expert, 'مهلت دور ۱ عوض شد');
  for (const expert of [SARA, NADER, LEYLA]) await sees(expert, 'تا پایان مهلت ۱ روز مانده است');
  await sees(FACILITATOR, 'آیا مهلت تمدید می‌شود؟');
  await sees(FACILITATOR, 'همهٔ خبرگان (۳ نفر) عضو شده‌اند');
  await sees(FACILITATOR, 'نمونهٔ پرشده: مطالعهٔ اصفهان');
  await until(() => column("SELECT kind FROM outbox WHERE state <> 'sent'").length === 0);
  expect(column("SELECT kind FROM jobs WHERE state <> 'done'")).toEqual([]);
  expect(program.complaints).toEqual([]);
}

test('figures that the earlier version did not freeze are reckoned once, and its verdicts stay', async () => {
  const frozen = () => column("SELECT concordance FROM panel_rounds WHERE state = 'judged'") as string[];
  const verdicts = () => [
    ...column('SELECT kept || why || mean || counts FROM item_results ORDER BY item_id'),
    ...column('SELECT verdict FROM panel_rounds'),
    ...column('SELECT status FROM panels ORDER BY id'),
  ];
  const [before] = frozen().map((text) => JSON.parse(text));
  const said = verdicts();
  expect(before).not.toHaveProperty('pExact');
  for (let starts = 0; starts < 2; starts += 1) queueOlderFigures(db, LEFT_AT);
  const program = await startProgram({ db, people: EVERYBODY, facilitator: false, start: LEFT_AT });
  try {
    const done = "SELECT args ->> 'panelRoundId' FROM jobs WHERE kind = 'reckon-figures' AND state = 'done'";
    await program.say('/help', FACILITATOR);
    await until(() => column(done).length === 1);
    expect(column(done)).toEqual([1]);
    const [after] = frozen().map((text) => JSON.parse(text));
    expect(after).toMatchObject(before);
    // Two raters in one order: each pair agrees wholly.
    expect(after).toMatchObject({ wChance: 0.5, wLow: null });
    expect(after.wAvailable).toBeCloseTo(1, 12);
    expect(verdicts()).toEqual(said);
    expect(column("SELECT rules ->> 'neutralPoint' FROM panel_rounds WHERE state = 'judged'")).toEqual([3]);
    // Nothing is missing any more: no job is queued again.
    db.$client.exec("DELETE FROM jobs WHERE kind = 'reckon-figures'");
    queueOlderFigures(db, LEFT_AT);
    expect(column("SELECT 1 FROM jobs WHERE kind = 'reckon-figures'")).toEqual([]);
  } finally {
    await program.stop();
  }
});

test('nobody is forgotten unasked: a study of an earlier version promised no day', () => {
  for (const days of [1, 200, 400, 4000]) {
    const at = new Date(LEFT_AT.getTime() + days * DAY);
    const parts = { zone: TEHRAN, quietHours: null, backsUp: true, wake() {}, wakeJobs() {} };
    tick({ db, due: DUE, now: () => at, ...parts });
    pruneOnce(db, at);
  }
  // The ticks did what was due: the round is closed at its deadline.
  expect(column('SELECT closed_by FROM rounds WHERE id = 2')).toEqual(['deadline']);
  expect(column('SELECT name FROM experts ORDER BY id')).toEqual(NAMES);
  expect(column("SELECT kind FROM jobs WHERE kind = 'forget'")).toEqual([]);
  expect(column('SELECT forget_after_days FROM studies')).toEqual([null, null]);
});
