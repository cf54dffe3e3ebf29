import { beforeEach, expect, test } from 'vitest';
import { progressOf } from '../../src/jobs/progress.ts';
import { endProgress, workingKey } from '../../src/jobs/reply.ts';
import { createLog } from '../../src/log.ts';
import { ensureAccount } from '../../src/store/accounts.ts';
import type { Database } from '../../src/store/file/database.ts';
import { queueMessage } from '../../src/store/outbox.ts';
import { newDatabase } from '../fixtures/database.ts';

const AT = new Date('2026-11-30T08:00:00Z');

let db: Database;
let job: { id: number; accountId: number | null; asker: { forFacilitator: boolean } };
let passed: number;
let woken: number;

beforeEach(() => {
  db = newDatabase();
  job = { id: 1, accountId: ensureAccount(db, 'telegram', 7, AT).id, asker: { forFacilitator: true } };
  passed = 0;
  woken = 0;
});

const now = () => new Date(AT.getTime() + passed);

function reporter(of = job) {
  const wake = () => {
    woken += 1;
  };
  const tell = progressOf(of, { db, now, elapsed: () => passed, wake, log: createLog('silent') });
  return (step: number, afterMs: number) => {
    passed += afterMs;
    tell({ step, steps: 9, what: 'facilitator.job.steps.answers' });
  };
}

const rows = () =>
  db.$client.prepare('SELECT key, args FROM outbox ORDER BY id').all() as { key: string; args: string }[];
const said = () => rows().map(({ args }) => JSON.parse(args).message.html);
const send = () => void db.$client.exec("UPDATE outbox SET state = 'sent', message_id = 40 + id");

test('what is over within two seconds says nothing', () => {
  const tell = reporter();
  tell(1, 0);
  tell(2, 1900);
  expect(rows()).toEqual([]);
});

test('later it says which step it is at, and edits that at most every three seconds', () => {
  const tell = reporter();
  tell(1, 2000);
  send();
  tell(2, 1000);
  tell(3, 2000);
  send();
  tell(4, 2999);
  expect(said()).toEqual(['⏳ گام ۱ از ۹: فایل پاسخ‌ها', '⏳ گام ۳ از ۹: فایل پاسخ‌ها']);
  expect(JSON.parse(rows()[1]!.args)).toMatchObject({ replacesKey: workingKey(1), forFacilitator: true });
  expect(woken).toBe(2);
});

test('while an edit waits for its chat, no other is queued', () => {
  const tell = reporter();
  tell(1, 2000);
  tell(2, 5000);
  expect(rows()).toHaveLength(1);
  send();
  tell(3, 5000);
  tell(4, 5000);
  expect(rows()).toHaveLength(2);
});

test('a job that was killed and is taken up again edits what it had said', () => {
  reporter()(5, 2000);
  send();
  const again = reporter();
  again(1, 2500);
  expect(said()).toEqual(['⏳ گام ۵ از ۹: فایل پاسخ‌ها', '⏳ گام ۱ از ۹: فایل پاسخ‌ها']);
  expect(JSON.parse(rows()[1]!.args)).toMatchObject({ replacesKey: workingKey(1) });
});

test('nobody waits for a job without an account', () => {
  reporter({ ...job, accountId: null })(1, 9000);
  expect(rows()).toEqual([]);
});

test('its end is said where its beginning was, and only there', () => {
  endProgress(db, job, AT);
  expect(rows()).toEqual([]);
  const message = { html: '⏳' };
  queueMessage(db, {
    ...{ kind: 'reply', key: workingKey(1), accountId: job.accountId!, at: AT },
    args: { message },
  });
  send();
  endProgress(db, job, AT);
  endProgress(db, job, AT);
  expect(said()).toEqual(['⏳', '✅ آماده شد.']);
});
