import { describe, expect, test } from 'vitest';
import { ensureAccount } from '../../src/store/accounts.ts';
import { endDialog, loadDialog, startDialog } from '../../src/store/dialogs.ts';
import { loadEvents, loadLastEventAt, logEvent } from '../../src/store/events.ts';
import { saveFailedUpdate } from '../../src/store/failed-updates.ts';
import type { Database } from '../../src/store/file/database.ts';
import { isStorageTrouble } from '../../src/store/file/storage-trouble.ts';
import { claimUpdate } from '../../src/store/handled-updates.ts';
import { countFailure, endJob, loadQueuedJobs, queueJob } from '../../src/store/jobs.ts';
import { loadPauses, savePause } from '../../src/store/messenger-pauses.ts';
import { endPreview, insertPreview, loadPreview } from '../../src/store/previews.ts';
import { deleteState, loadState, saveState } from '../../src/store/program-state.ts';
import { failedUpdates } from '../../src/store/schema.ts';
import { newDatabase } from '../fixtures/database.ts';
import { TestStudy } from '../fixtures/study.ts';

const at = new Date('2026-11-28T06:30:00Z');
const later = new Date(at.getTime() + 1000);

function withAccount(): { db: Database; accountId: number } {
  const db = newDatabase();
  return { db, accountId: ensureAccount(db, 'telegram', 5, at).id };
}

describe('an update', () => {
  const update = { messenger: 'telegram', updateId: 9, fingerprint: 'a', at } as const;

  test('is taken once', () => {
    const { db } = withAccount();
    expect([claimUpdate(db, update), claimUpdate(db, update)]).toEqual([true, false]);
  });

  test('is another one with the same id where the messenger counts anew, or is another messenger', () => {
    const { db } = withAccount();
    claimUpdate(db, update);
    expect(claimUpdate(db, { ...update, fingerprint: 'b' })).toBe(true);
    expect(claimUpdate(db, { ...update, messenger: 'bale' })).toBe(true);
  });

  test('that failed is kept once, as it came', () => {
    const { db } = withAccount();
    const failed = {
      messenger: 'telegram',
      updateId: 9,
      payload: { text: 'سلام' },
      error: 'TypeError',
      at,
    } as const;
    saveFailedUpdate(db, failed);
    saveFailedUpdate(db, { ...failed, error: 'again' });
    expect(db.select().from(failedUpdates).all()).toEqual([failed]);
  });
});

test('a dialog gives way to the next one', () => {
  const { db, accountId } = withAccount();
  startDialog(db, { accountId, kind: 'reason', args: { answerId: 1 }, startedAt: at });
  startDialog(db, { accountId, kind: 'reason', args: { answerId: 2 }, startedAt: later });
  expect(loadDialog(db, accountId)).toEqual({
    accountId,
    kind: 'reason',
    args: { answerId: 2 },
    startedAt: later,
  });
  endDialog(db, accountId);
  expect(loadDialog(db, accountId)).toBeUndefined();
});

test('a preview keeps what was shown until it is carried out, and then that it was', () => {
  const { db, accountId } = withAccount();
  const shown = { accountId, studyId: null, kind: 'workbook', args: { a: [1] }, createdAt: at } as const;
  const id = insertPreview(db, shown);
  expect(loadPreview(db, id)).toEqual({ id, ...shown, state: 'shown' });
  endPreview(db, id, 'done');
  expect(loadPreview(db, id)).toMatchObject({ args: {}, state: 'done' });
  expect(loadPreview(db, id + 1)).toBeUndefined();
});

test('a preview of an opening keeps its numbers: a large round is laid out by them afterwards', () => {
  const { db, accountId } = withAccount();
  const args = { continuedPanelIds: [1] };
  const id = insertPreview(db, { accountId, studyId: null, kind: 'open', args, createdAt: at });
  endPreview(db, id, 'done');
  expect(loadPreview(db, id)).toMatchObject({ args, state: 'done' });
});

describe('a job', () => {
  const judge = {
    kind: 'judge-round',
    accountId: null,
    studyId: null,
    args: { roundId: 1 },
    createdAt: at,
  } as const;

  test('is queued once for its cause, and waits until it ends', () => {
    const { db } = withAccount();
    expect(queueJob(db, { ...judge, key: 'judge:1' })).toBe(true);
    expect(queueJob(db, { ...judge, key: 'judge:1' })).toBe(false);
    queueJob(db, { ...judge, key: 'judge:2' });
    const [first] = loadQueuedJobs(db);
    endJob(db, first!.id, { state: 'done', finishedAt: later });
    expect(loadQueuedJobs(db).map(({ key }) => key)).toEqual(['judge:2']);
    expect(queueJob(db, { ...judge, key: 'judge:1' })).toBe(false);
  });

  test('counts its failures', () => {
    const { db } = withAccount();
    queueJob(db, { ...judge, key: 'judge:1' });
    const [job] = loadQueuedJobs(db);
    expect([countFailure(db, job!.id, 'Error'), countFailure(db, job!.id, 'Error')]).toEqual([1, 2]);
  });
});

describe('the log of events', () => {
  test('tells a study’s events in their order', () => {
    const { db, studyId } = new TestStudy({ experts: { e1: 'A' }, items: { x: 'A' } });
    logEvent(db, { studyId, at, actor: 'program', kind: 'round.judged', details: { round: 1 } });
    logEvent(db, { studyId: null, at, actor: 'program', kind: 'backup' });
    expect(loadEvents(db, studyId).map(({ kind }) => kind)).toEqual(['study.created', 'round.judged']);
    expect(loadEvents(db, studyId)[1]).toMatchObject({ details: { round: 1 }, accountId: null });
  });

  test('knows when something last happened', () => {
    const { db, studyId } = new TestStudy({ experts: { e1: 'A' }, items: { x: 'A' } });
    expect(loadLastEventAt(db, studyId, 'round.reminded')).toBeNull();
    for (const moment of [at, later]) {
      logEvent(db, { studyId, at: moment, actor: 'facilitator', kind: 'round.reminded' });
    }
    expect(loadLastEventAt(db, studyId, 'round.reminded')).toEqual(later);
  });
});

test('a messenger’s waits are the newest of each chat, until they are over', () => {
  const { db } = withAccount();
  savePause(db, 'telegram', { chatId: 0, until: at });
  savePause(db, 'telegram', { chatId: 5, until: at });
  savePause(db, 'telegram', { chatId: 5, until: later });
  expect(loadPauses(db, 'telegram', at)).toEqual([{ chatId: 5, until: later }]);
  expect(loadPauses(db, 'bale', at)).toEqual([]);
  expect(loadPauses(db, 'telegram', later)).toEqual([]);
});

test('the program’s own values are replaced and deleted', () => {
  const { db } = withAccount();
  saveState(db, 'clock', '1');
  saveState(db, 'clock', '2');
  expect(loadState(db, 'clock')).toBe('2');
  deleteState(db, 'clock');
  expect(loadState(db, 'clock')).toBeUndefined();
});

test('a full or busy disk is told from a bug, however it is wrapped', () => {
  const busy = Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' });
  expect(isStorageTrouble(busy)).toBe(true);
  expect(isStorageTrouble(new Error('query', { cause: new Error('run', { cause: busy }) }))).toBe(true);
  expect(isStorageTrouble(Object.assign(new Error('handler'), { error: busy }))).toBe(true);
  expect(isStorageTrouble(Object.assign(new Error('twice'), { code: 'SQLITE_CONSTRAINT_UNIQUE' }))).toBe(
    false,
  );
  expect(isStorageTrouble('SQLITE_BUSY')).toBe(false);
});
