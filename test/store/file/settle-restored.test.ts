import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mayRepeat } from '../../../src/delivery/fate/consequence.ts';
import { OUTGOING } from '../../../src/features/all.ts';
import { queueDueBackup } from '../../../src/features/backups/nightly-backup.ts';
import { sendDueReminders } from '../../../src/features/reminding/send-reminders.ts';
import { copyDatabase } from '../../../src/store/file/copy-database.ts';
import { type Database, projectFolder } from '../../../src/store/file/database.ts';
import { restoreDatabase } from '../../../src/store/file/restore-database.ts';
import { queueJob } from '../../../src/store/jobs.ts';
import { queueMessage } from '../../../src/store/outbox.ts';
import { openOutboxQueue } from '../../../src/store/outbox-queue.ts';
import { saveState } from '../../../src/store/program-state.ts';
import { loadQuestionnaireOf } from '../../../src/store/questionnaires.ts';
import { events, jobs, outbox } from '../../../src/store/schema.ts';
import { DAY, HOUR, TEHRAN, TestStudy } from '../../fixtures/study.ts';
import { DatabaseFiles } from './database-files.ts';

let files: DatabaseFiles;
let study: TestStudy;
let db: Database;
beforeEach(() => {
  files = new DatabaseFiles();
  db = files.open('hamray.sqlite');
  study = new TestStudy({ experts: { e1: 'A', e2: 'A' }, items: { x: 'A', y: 'A' } }, db).join();
});
afterEach(() => files.remove());

const file = (name: string) => files.path(name);
const copy = () =>
  copyDatabase({
    source: file('hamray.sqlite'),
    target: file('copy.sqlite'),
    migrations: projectFolder('migrations'),
  });

/** Restores the copy in the database's place, or elsewhere, and opens what stands there then. */
async function restored(to = 'hamray.sqlite'): Promise<Database> {
  files.closeAll();
  await restoreDatabase(
    { copy: file('copy.sqlite'), file: file(to), use: null },
    { at: study.at, zone: TEHRAN },
  );
  return files.open(to);
}

const messages = (of: Database) =>
  Object.fromEntries(
    of
      .select()
      .from(outbox)
      .all()
      .map((row) => [row.key, row]),
  );

function wait(kind: 'reminder' | 'reply', key: string, notBefore?: Date): void {
  const questionnaireId = study.questionnaire('e1').id;
  const row = {
    key,
    accountId: study.expert('e1').accountId!,
    at: study.at,
    ...(notBefore && { notBefore }),
  };
  if (kind === 'reply') queueMessage(db, { kind, ...row, args: { message: { html: 'سلام' } } });
  else queueMessage(db, { kind, ...row, args: { questionnaireId, slotHours: 24 } });
}

describe('messages that waited when the copy was made', () => {
  beforeEach(async () => {
    study.open();
    wait('reminder', 'the reminder');
    wait('reminder', 'held back', new Date(study.at.getTime() + 2 * DAY));
    wait('reply', 'the reply');
    await copy();
    study.pass(HOUR);
  });
  const openings = (of: Database) =>
    Object.values(messages(of)).filter(({ kind }) => kind === 'round-opened');

  test('and are known to have been sent since are not sent again; the others still wait', async () => {
    const queue = openOutboxQueue(db);
    const { id } = messages(db)['the reminder']!;
    queue.markSending(id);
    queue.markSent(id, 77, study.at);
    const [first] = openings(db);
    queue.markSending(first!.id);
    const now = await restored();
    expect(messages(now)['the reminder']).toMatchObject({ state: 'sent', messageId: 77, attempts: 1 });
    expect(openings(now).map(({ state, attempts }) => [state, attempts])).toEqual([
      ['sending', 1],
      ['waiting', 0],
    ]);
    expect(messages(now)['the reply']).toMatchObject({ state: 'waiting', attempts: 0 });
  });

  test('count as cut off where nothing tells what became of them: an opening is repeated, a reminder is not', async () => {
    const now = await restored('elsewhere.sqlite');
    const rows = openOutboxQueue(now).cutOff('telegram');
    expect(
      rows.map((row) => [row.kind, mayRepeat({ ifUnknown: (kind) => OUTGOING[kind].ifUnknown }, row)]),
    ).toEqual([
      ['round-opened', true],
      ['round-opened', true],
      ['reminder', false],
    ]);
    expect(messages(now)['held back']).toMatchObject({ state: 'waiting', attempts: 0 });
    expect(messages(now)['the reply']).toMatchObject({ state: 'dropped', error: 'restored' });
  });

  test('count as cut off too where another bot’s database stood in the place', async () => {
    const other = new TestStudy(
      { experts: { e1: 'A', e2: 'A' }, items: { x: 'A' } },
      files.open('other.sqlite'),
    );
    other.pass(1);
    other.join().open();
    const queue = openOutboxQueue(other.db);
    for (const { id } of openings(other.db)) queue.markSent(id, 9, other.at);
    const keys = (of: Database) => openings(of).map(({ key }) => key);
    expect(keys(other.db)).toEqual(keys(db));
    const now = await restored('other.sqlite');
    expect(openings(now).map(({ state }) => state)).toEqual(['sending', 'sending']);
  });
});

test('a reminder sent after the copy is not queued a second time', async () => {
  study.open();
  await copy();
  study.pass(4 * DAY);
  expect(study.run((tx) => sendDueReminders(tx, study.at, study.surroundings)).queued).toBe(2);
  const now = await restored();
  expect(sendDueReminders(now, study.at, study.surroundings).queued).toBe(0);
});

test('cards of open rounds are brought up to date, whatever they show by now', async () => {
  study.open().begin('e1', 41);
  const { roundId, expertId, id } = study.questionnaire('e1');
  db.$client.prepare('UPDATE questionnaires SET card_shown_version = card_version WHERE id = ?').run(id);
  await copy();
  const now = await restored();
  const questionnaire = loadQuestionnaireOf(now, roundId, expertId)!;
  expect(questionnaire.cardMessageId).toBe(41);
  expect(questionnaire.cardVersion).toBeGreaterThan(questionnaire.cardShownVersion);
});

test('ids given out after the copy are never given again, the first ones of a table neither', async () => {
  await copy();
  const { id: lostAnswer } = study.open().begin('e1', 42).answers('e1').at(-1)!;
  const { id: lostQuestionnaire } = study.questionnaire('e2');
  const now = await restored();
  const later = new TestStudy({ experts: { e1: 'A' }, items: { x: 'A' } }, now).join().open().begin('e1', 43);
  expect(later.studyId).toBe(study.studyId + 1);
  expect(later.answers('e1')[0]!.id).toBeGreaterThan(lostAnswer + 1_000_000);
  expect(later.questionnaire('e1').id).toBeGreaterThan(lostQuestionnaire + 1_000_000);
});

test('jobs that somebody waited for are given up; verdicts are not', async () => {
  const job = { accountId: study.facilitator, studyId: study.studyId, args: {}, createdAt: study.at };
  queueJob(db, { ...job, key: 'a', kind: 'backup' });
  queueJob(db, { ...job, key: 'b', kind: 'judge-round' });
  await copy();
  const now = await restored();
  expect(now.select().from(jobs).all()).toMatchObject([
    { kind: 'backup', state: 'failed', error: 'restored' },
    { kind: 'judge-round', state: 'queued' },
  ]);
});

test('the study’s log says that it was restored, and until when it knows', async () => {
  study.open();
  await copy();
  const until = study.at;
  study.pass(DAY);
  files.closeAll();
  const outcome = await restoreDatabase(
    { copy: file('copy.sqlite'), file: file('hamray.sqlite'), use: null },
    { at: study.at, zone: TEHRAN },
  );
  expect(outcome).toMatchObject({ until, overdueRounds: 0, knowsWhatWasSent: true });
  const log = files.open('hamray.sqlite').select().from(events).all();
  expect(log.at(-1)).toMatchObject({
    studyId: study.studyId,
    actor: 'program',
    kind: 'study.restored',
    details: { until: until.toISOString() },
  });
});

test('rounds whose deadline has come since are counted', async () => {
  study.open();
  await copy();
  files.closeAll();
  const at = new Date(study.at.getTime() + 8 * DAY);
  const outcome = await restoreDatabase(
    { copy: file('copy.sqlite'), file: file('hamray.sqlite'), use: null },
    { at, zone: TEHRAN },
  );
  expect(outcome.overdueRounds).toBe(1);
});

test('a copy is made in the first night after, not at once for the nights between', async () => {
  saveState(db, 'backup_made_at', study.at.toISOString());
  await copy();
  study.pass(3 * DAY);
  const now = await restored();
  expect(queueDueBackup(now, study.at, TEHRAN)).toBe(true);
  expect(queueDueBackup(now, study.at, TEHRAN)).toBe(false);
});
