import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Rendering } from '../../../src/delivery/rendering.ts';
import {
  type BackupParts,
  type MakeCopy,
  makeBackup,
  requestBackup,
} from '../../../src/features/backups/make-backup.ts';
import { queueDueBackup } from '../../../src/features/backups/nightly-backup.ts';
import { studyContent } from '../../../src/features/outgoing.ts';
import { syncOperators } from '../../../src/features/overseeing/prepare-rights.ts';
import { createLog } from '../../../src/log.ts';
import type { Message } from '../../../src/messages/message.ts';
import { ensureAccount } from '../../../src/store/accounts.ts';
import { loadEvents } from '../../../src/store/events.ts';
import { addFacilitator } from '../../../src/store/facilitators.ts';
import { copyDatabase } from '../../../src/store/file/copy-database.ts';
import { projectFolder } from '../../../src/store/file/database.ts';
import { type Job, loadQueuedJobs } from '../../../src/store/jobs.ts';
import { addOperator } from '../../../src/store/operators.ts';
import { queueMessage } from '../../../src/store/outbox.ts';
import { openOutboxQueue } from '../../../src/store/outbox-queue.ts';
import { askedJob } from '../../fixtures/asked-job.ts';
import { DAY, TEHRAN, TestStudy } from '../../fixtures/study.ts';
import { DatabaseFiles, fatten } from '../../store/file/database-files.ts';

let files: DatabaseFiles;
let study: TestStudy;
let lines: Record<string, unknown>[];
beforeEach(() => {
  files = new DatabaseFiles();
  const db = files.open('hamray.sqlite');
  study = new TestStudy({ experts: { e1: 'A' }, items: { x: 'A' } }, db);
  addFacilitator(db, study.facilitator, 'claim', study.at);
  lines = [];
});
afterEach(() => files.remove());

/** On this thread; the program gives it a process of its own. */
const copy: MakeCopy = (paths) => copyDatabase({ ...paths, migrations: projectFolder('migrations') });

function parts(its: Partial<Omit<BackupParts, 'shelf'>> & { folder?: string } = {}): BackupParts {
  const { folder = files.path('backups'), ...rest } = its;
  return {
    db: study.db,
    shelf: { source: files.path('hamray.sqlite'), folder, keep: 2, zone: TEHRAN },
    copy,
    now: () => study.at,
    log: createLog('info', { write: (line: string) => void lines.push(JSON.parse(line)) }),
    ...rest,
  };
}

/** Carries out the job that waits last, as the job runner would. */
async function carryOut(its: BackupParts = parts(), signal = new AbortController().signal): Promise<Job> {
  const job = loadQueuedJobs(study.db).at(-1)!;
  const write = await makeBackup(askedJob(job), its, signal);
  study.run((tx) => write(tx));
  return job;
}

function ask(accountId = study.facilitator): void {
  study.pass(1000);
  requestBackup(study.db, { key: `backup:${study.at.getTime()}`, accountId, at: study.at });
}

let people = 0;

function newOperator(messenger: 'telegram' | 'bale' = 'telegram'): number {
  people += 1;
  const { id } = ensureAccount(study.db, messenger, 70_000 + people, study.at);
  addOperator(study.db, id, study.at);
  return id;
}

/** What an account's next message comes to. */
function rendered(accountId: number): Rendering {
  const { db, at } = study;
  const content = studyContent({
    db,
    zone: TEHRAN,
    quietHours: null,
    tokenRefused: () => {},
    botRefused: () => {},
  });
  return content.render(openOutboxQueue(db).next(accountId, at)!, at);
}

function night(): void {
  study.pass(DAY);
  expect(queueDueBackup(study.db, study.at, TEHRAN)).toBe(true);
}

const copies = () => readdirSync(files.path('backups'));

describe('a copy that was asked for', () => {
  test('goes to an operator as a document that names its danger and its use, and stays on the disk', async () => {
    const operator = newOperator();
    ask(operator);
    await carryOut();
    const name = 'hamray-2026-11-28-100001-asked.sqlite';
    expect(copies()).toEqual([name]);
    const copy = rendered(operator);
    expect(copy).toMatchObject({ do: 'document', path: files.path('backups', name) });
    const { caption } = copy as { caption: string };
    expect(caption).toContain('شنبه ۷ آذر ۱۴۰۵');
    expect(caption).toContain('نام و شمارهٔ خبرگان');
    expect(caption).toContain('رویدادهای همهٔ مطالعه‌ها');
    expect(caption).toContain(`npm run restore ${name}`);
    expect(caption.length).toBeLessThan(1024);
  });

  test('is kept from everybody else: they are told where it lies, and how somebody becomes an operator', async () => {
    ask();
    await carryOut();
    const told = () => (rendered(study.facilitator) as { message: Message }).message.html;
    expect(rendered(study.facilitator)).toMatchObject({ do: 'send' });
    expect(told()).toContain(files.path('backups', copies()[0]!));
    expect(told()).toContain('OPERATOR_IDS');
    newOperator();
    expect(told()).not.toContain('OPERATOR_IDS');
    expect(told()).toContain('مدیر سرور');
  });

  test('is kept from who is an operator no more when it leaves, and so is one queued by an older version', async () => {
    const operator = newOperator();
    ask(operator);
    await carryOut();
    const path = files.path('backups', copies()[0]!);
    const older = { path, caption: 'نسخهٔ پشتیبان' };
    queueMessage(study.db, {
      kind: 'document',
      key: 'old',
      accountId: study.facilitator,
      at: study.at,
      args: older,
    });
    expect(rendered(operator)).toMatchObject({ do: 'document', path });
    syncOperators(study.db, [], study.at);
    expect(rendered(operator)).toMatchObject({ do: 'drop' });
    expect(rendered(study.facilitator)).toMatchObject({
      do: 'send',
      message: { html: expect.stringContaining(path) },
    });
    rmSync(path);
    expect(rendered(study.facilitator)).toMatchObject({ do: 'drop' });
  });

  test('stands in the log of every study: who asked, and whether the file was sent', async () => {
    const second = new TestStudy({ experts: { e1: 'A' }, items: { x: 'A' } }, study.db);
    ask(newOperator());
    await carryOut();
    ask();
    await carryOut();
    for (const { studyId } of [study, second]) {
      const told = loadEvents(study.db, studyId).filter(({ kind }) => kind === 'backup.made');
      expect(told).toMatchObject([
        { actor: 'operator', details: { sent: true } },
        { actor: 'facilitator', accountId: study.facilitator, details: { sent: false } },
      ]);
    }
  });

  test('and is larger than the messenger takes is not sent: it is said where it is', async () => {
    fatten(study.db, 21);
    const inBale = newOperator('bale');
    ask(inBale);
    await carryOut();
    const { message } = rendered(inBale) as { message: Message };
    expect(message.html).toContain(files.path('backups', copies()[0]!));
    expect(message.html).toContain('۲۰ مگابایت');
    expect(loadEvents(study.db, study.studyId).at(-1)).toMatchObject({ details: { sent: false } });

    const inTelegram = newOperator();
    ask(inTelegram);
    await carryOut();
    expect(rendered(inTelegram).do).toBe('document');
  });

  test('and could not be made is answered with the reason', async () => {
    writeFileSync(files.path('no-folder'), '');
    ask();
    await carryOut(parts({ folder: files.path('no-folder') }));
    const [reply] = study.queued('reply');
    expect(reply!.args.message.html).toContain(files.path('no-folder'));
    expect(reply!.args.message.html).toContain('اجازهٔ نوشتن');
    expect(study.queued('backup-failed')).toEqual([]);
    expect(lines).toMatchObject([{ level: 'error', trouble: 'no-access' }]);
  });
});

describe('the nightly copy', () => {
  beforeEach(() => {
    queueDueBackup(study.db, study.at, TEHRAN);
  });

  test('is nobody’s, and the next is due in the next night', async () => {
    night();
    await carryOut();
    expect(copies()).toEqual(['hamray-2026-11-29-100000.sqlite']);
    expect([...study.queued('backup-copy'), ...study.queued('reply')]).toEqual([]);
    expect(loadEvents(study.db, study.studyId).map(({ kind }) => kind)).not.toContain('backup.made');
    expect(queueDueBackup(study.db, study.at, TEHRAN)).toBe(false);
    expect(lines).toMatchObject([{ level: 'info', copy: copies()[0], bytes: expect.any(Number) }]);
  });

  test('removes the eldest of its kind beyond those kept, and nothing else', async () => {
    mkdirSync(files.path('backups'));
    const others = [
      'notes.txt',
      'other-2020-01-01-033000.sqlite',
      'hamray-2020-01-01-033000-before-update.sqlite',
    ];
    for (const name of others) writeFileSync(join(files.path('backups'), name), '');
    ask();
    await carryOut();
    for (let nights = 0; nights < 4; nights += 1) {
      night();
      await carryOut();
    }
    expect(copies()).toEqual(
      [
        ...others,
        'hamray-2026-11-28-100001-asked.sqlite',
        'hamray-2026-12-01-100001.sqlite',
        'hamray-2026-12-02-100001.sqlite',
      ].sort(),
    );
  });

  test('made while the clock was wrong does not push out the one just made', async () => {
    mkdirSync(files.path('backups'));
    for (const day of ['01', '02']) {
      writeFileSync(files.path('backups', `hamray-2031-01-${day}-033000.sqlite`), '');
    }
    night();
    await carryOut();
    expect(copies()).toEqual(['hamray-2026-11-29-100000.sqlite', 'hamray-2031-01-02-033000.sqlite']);
  });

  test.each([
    ['no-room', { code: 'ENOSPC' }],
    ['no-room', { code: 'SQLITE_FULL' }],
    ['no-access', { code: 'EROFS' }],
    ['unsound', { name: 'UnusableDatabase' }],
    ['unsound', { code: 'SQLITE_CORRUPT' }],
    ['other', { code: 'SQLITE_IOERR' }],
    ['other', {}],
  ])(
    'that failed is told to the facilitators as %s (%o), and leaves the old ones',
    async (trouble, fields) => {
      night();
      await carryOut();
      night();
      const failing: MakeCopy = () => Promise.reject(Object.assign(new Error('no'), fields));
      await carryOut(parts({ copy: failing }));
      expect(copies()).toHaveLength(1);
      expect(study.queued('backup-failed')).toMatchObject([
        { accountId: study.facilitator, args: { trouble } },
      ]);
      expect(lines.at(-1)).toMatchObject({ level: 'error', trouble });
    },
  );

  test('that the program’s end cut off is not told: it is made at the next start', async () => {
    night();
    const ending = new AbortController();
    const cutOff: MakeCopy = async ({ target }) => {
      mkdirSync(files.path('backups'));
      writeFileSync(`${target}.part`, 'half');
      ending.abort();
      throw new Error('killed');
    };
    await expect(carryOut(parts({ copy: cutOff }), ending.signal)).rejects.toThrow('killed');
    expect(copies()).toEqual([]);
    expect(study.queued('backup-failed')).toEqual([]);
    expect(lines).toEqual([]);
    expect(loadQueuedJobs(study.db)).toHaveLength(1);
    await carryOut();
    expect(existsSync(files.path('backups', 'hamray-2026-11-29-100000.sqlite'))).toBe(true);
  });
});
