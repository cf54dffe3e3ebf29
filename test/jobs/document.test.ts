import { describe, expect, test } from 'vitest';
import { keepJobDocument, queueDocument } from '../../src/jobs/document.ts';
import { ensureAccount, type Messenger } from '../../src/store/accounts.ts';
import { loadFile, sweepFiles } from '../../src/store/files.ts';
import { loadQueuedJobs, queueJob } from '../../src/store/jobs.ts';
import { files, outbox } from '../../src/store/schema.ts';
import { newDatabase } from '../fixtures/database.ts';

const AT = new Date('2026-11-28T06:30:00Z');

function queued(messenger: Messenger, size: number, largest?: number) {
  const db = newDatabase();
  const accountId = ensureAccount(db, messenger, 5, AT).id;
  const bytes = Uint8Array.from({ length: size }, (_, at) => at % 251);
  const document = { name: 'hamray.zip', bytes, caption: '<b>پرونده‌ها</b>' };
  const to = {
    key: 'export:1',
    accountId,
    at: AT,
    forFacilitator: true,
    ...(largest !== undefined && { largest }),
  };
  queueDocument(db, document, to);
  queueDocument(db, document, to);
  const rows = db.select().from(outbox).all();
  const parts = rows.map(({ args }) => ({
    ...loadFile(db, Number(args['fileId']))!,
    caption: String(args['caption']),
  }));
  return { bytes, parts, kept: db.select({ id: files.id }).from(files).all() };
}

describe('a document', () => {
  test('goes as it is, once, where the messenger takes it', () => {
    const { parts, kept } = queued('telegram', 1000);
    expect(parts).toMatchObject([{ name: 'hamray.zip', caption: '<b>پرونده‌ها</b>' }]);
    expect(kept).toHaveLength(1);
  });

  test('that is too large goes in parts that make up the whole, the first of which says how to join them', () => {
    const { bytes, parts, kept } = queued('telegram', 1000, 400);
    expect(parts.map(({ name }) => name)).toEqual(['hamray.zip.001', 'hamray.zip.002', 'hamray.zip.003']);
    expect(Buffer.concat(parts.map((part) => part.bytes))).toEqual(Buffer.from(bytes));
    expect(parts[0]!.caption).toMatch(/^<b>پرونده‌ها<\/b>\n\nبخش ۱ از ۳ .*7-Zip/);
    expect(parts[1]!.caption).toBe('بخش ۲ از ۳');
    expect(kept).toHaveLength(3);
  });

  test('of 30 MB is one at Telegram, two at Bale', () => {
    expect(queued('telegram', 30_000_000).parts).toHaveLength(1);
    expect(queued('bale', 30_000_000).parts).toHaveLength(2);
  });

  test('that is kept as it is made is what was handed over last, and whole once it is queued', () => {
    const db = newDatabase();
    const accountId = ensureAccount(db, 'bale', 5, AT).id;
    queueJob(db, { key: 'k', kind: 'export', accountId, studyId: null, args: {}, createdAt: AT });
    const job = { id: loadQueuedJobs(db)[0]!.id, accountId };
    const pieces = [1, 2, 3].map((fill) => Buffer.alloc(9_000_000, fill));
    const kept = () => db.select().from(files).all();
    const killed = keepJobDocument(db, job, AT);
    killed.take(pieces[2]!);
    expect(kept()).toMatchObject([{ name: '', writtenBy: job.id }]);
    const { document, take } = keepJobDocument(db, job, AT);
    for (const piece of pieces) take(piece);
    const to = { key: 'export:1', accountId, at: AT };
    document.queue(db, { name: 'a.zip', caption: 'x' }, to);
    while (sweepFiles(db));
    expect(kept()).toMatchObject([
      { name: 'a.zip.001', writtenBy: null },
      { name: 'a.zip.002', writtenBy: null },
    ]);
    const parts = kept().map(({ id }) => loadFile(db, id)!.bytes);
    expect(Buffer.concat(parts).equals(Buffer.concat(pieces))).toBe(true);
  });
});
