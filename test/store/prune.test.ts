import { expect, test } from 'vitest';
import { askToJoin } from '../../src/features/overseeing/join-study.ts';
import { ensureAccount, loadAccount } from '../../src/store/accounts.ts';
import { startDialog } from '../../src/store/dialogs.ts';
import { saveFailedUpdate } from '../../src/store/failed-updates.ts';
import type { Database } from '../../src/store/file/database.ts';
import { insertFile } from '../../src/store/files.ts';
import { claimUpdate } from '../../src/store/handled-updates.ts';
import { endJob, queueJob } from '../../src/store/jobs.ts';
import { loadLastJoinRequest } from '../../src/store/join-requests.ts';
import { savePause } from '../../src/store/messenger-pauses.ts';
import { type Outgoing, queueMessage } from '../../src/store/outbox.ts';
import { openOutboxQueue } from '../../src/store/outbox-queue.ts';
import { endPreview, insertPreview } from '../../src/store/previews.ts';
import { pruneOnce } from '../../src/store/prune.ts';
import { newDatabase } from '../fixtures/database.ts';
import { DAY, must, TestStudy } from '../fixtures/study.ts';

const at = new Date('2026-11-28T06:30:00Z');
const TABLES = [
  'handled_updates',
  'outbox',
  'files',
  'jobs',
  'previews',
  'dialogs',
  'failed_updates',
  'messenger_pauses',
];

/** How many rows each table holds. */
function counts(db: Database): Record<string, number> {
  const count = (table: string) =>
    db.$client.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
  return Object.fromEntries(TABLES.map((table) => [table, count(table)]));
}

/** One row of everything that is kept for a while. */
function filled(): Database {
  const db = newDatabase();
  const accountId = ensureAccount(db, 'telegram', 5, at).id;
  const queue = openOutboxQueue(db);
  const send = (message: Outgoing, end?: 'sent' | 'parked') => {
    const key = `${message.kind}:${end}`;
    queueMessage(db, { ...message, key, accountId, at });
    const id = db.$client.prepare('SELECT id FROM outbox WHERE key = ?').pluck().get(key) as number;
    if (end === 'sent') queue.markSent(id, 1, at);
    else if (end === 'parked') queue.end(id, 'parked', 'refused', at);
  };
  claimUpdate(db, { messenger: 'telegram', updateId: 1, fingerprint: 'a', at });
  send({ kind: 'reply', args: { message: { html: 'a' } } }, 'sent');
  send({ kind: 'reply', args: { message: { html: 'b' } } }, 'parked');
  send({ kind: 'reminder', args: { questionnaireId: 1, slotHours: 3 } }, 'sent');
  send({
    kind: 'document',
    args: { fileId: insertFile(db, { name: 'a', bytes: Buffer.from('a'), createdAt: at }) },
  });
  queueJob(db, { key: 'done', kind: 'backup', accountId, studyId: null, args: {}, createdAt: at });
  endJob(db, 1, { state: 'done', finishedAt: at });
  queueJob(db, { key: 'queued', kind: 'backup', accountId, studyId: null, args: {}, createdAt: at });
  endPreview(
    db,
    insertPreview(db, { accountId, studyId: null, kind: 'workbook', args: {}, createdAt: at }),
    'done',
  );
  startDialog(db, { accountId, kind: 'ask-which', args: { text: 'a' }, startedAt: at });
  saveFailedUpdate(db, { messenger: 'telegram', updateId: 2, payload: {}, error: 'TypeError', at });
  savePause(db, 'telegram', { chatId: 5, until: new Date(at.getTime() + DAY) });
  return db;
}

test('what nothing asks for any more goes at its age, and reminders and waiting jobs stay', () => {
  const db = filled();
  const goneAfter = (days: number) => {
    const before = counts(db);
    expect(pruneOnce(db, new Date(at.getTime() + days * DAY))).toBe(false);
    const left = counts(db);
    return Object.fromEntries(
      TABLES.filter((table) => left[table] !== before[table]).map((table) => [table, left[table]]),
    );
  };
  expect(goneAfter(0.9)).toEqual({});
  expect(goneAfter(1.9)).toEqual({ messenger_pauses: 0 });
  expect(goneAfter(2.1)).toEqual({ handled_updates: 0 });
  expect(goneAfter(6.9)).toEqual({});
  expect(goneAfter(7.1)).toEqual({ outbox: 3, jobs: 1 });
  expect(goneAfter(29.9)).toEqual({});
  expect(goneAfter(30.1)).toEqual({ outbox: 1, files: 0, previews: 0, dialogs: 0, failed_updates: 0 });
  expect(goneAfter(3650)).toEqual({});
});

test('who wrote to the bot and has no part in anything is forgotten after thirty days, everybody else is not', () => {
  const study = new TestStudy({ experts: { e1: 'A', e2: 'A' }, items: { x: 'A' } }).join('e1');
  const { db } = study;
  const former = study.expert('e1').accountId!;
  study.moves('e1');
  const taken = study.facilitatorsAccount();
  db.$client.prepare('DELETE FROM facilitators WHERE account_id = ?').run(taken);
  db.$client.prepare("UPDATE accounts SET menu = 'facilitator' WHERE id = ?").run(taken);
  const told = study.account();
  const args = { expertId: study.expert('e1').id };
  queueMessage(db, { kind: 'closing-letter', key: 'told', accountId: told, at: study.at, args });
  const stranger = study.account();
  const isThere = (accountId: number) => loadAccount(db, accountId) !== undefined;
  const others = [former, study.expert('e1').accountId!, study.facilitator, taken, told];
  pruneOnce(db, new Date(study.at.getTime() + 29.9 * DAY));
  expect(isThere(stranger)).toBe(true);
  pruneOnce(db, new Date(study.at.getTime() + 30.1 * DAY));
  expect([isThere(stranger), ...others.map(isThere)]).toEqual([false, true, true, true, true, true]);
});

test('a wish to join a study that nobody decides is forgotten with the name in it', () => {
  const study = new TestStudy({ experts: { e1: 'A' }, items: { x: 'A' } });
  const accountId = study.facilitatorsAccount();
  must(study.run((tx) => askToJoin(tx, { studyId: study.studyId, accountId, name: 'پرسنده', at: study.at })));
  const waiting = () => loadLastJoinRequest(study.db, study.studyId, accountId)?.name;
  pruneOnce(study.db, new Date(study.at.getTime() + 29.9 * DAY));
  expect(waiting()).toBe('پرسنده');
  pruneOnce(study.db, new Date(study.at.getTime() + 30.1 * DAY));
  expect(waiting()).toBeUndefined();
});

test('a long list goes a part at a time', () => {
  const db = newDatabase();
  for (let updateId = 0; updateId < 1500; updateId += 1) {
    claimUpdate(db, { messenger: 'telegram', updateId, fingerprint: 'a', at });
  }
  const later = new Date(at.getTime() + 3 * DAY);
  expect(pruneOnce(db, later)).toBe(true);
  expect(counts(db)['handled_updates']).toBe(500);
  expect(pruneOnce(db, later)).toBe(false);
  expect(counts(db)['handled_updates']).toBe(0);
});
