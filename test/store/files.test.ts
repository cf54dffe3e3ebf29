import { describe, expect, test } from 'vitest';
import type { Database } from '../../src/store/file/database.ts';
import {
  appendToFile,
  beginFile,
  deleteFile,
  deleteUnfinishedFiles,
  endFile,
  insertFile,
  loadFile,
  openFile,
  PIECE_BYTES,
  sweepFiles,
} from '../../src/store/files.ts';
import { endJob, loadQueuedJobs, queueJob } from '../../src/store/jobs.ts';
import { newDatabase } from '../fixtures/database.ts';

const at = new Date('2026-11-28T06:30:00Z');
const JOB = {
  key: 'export:1',
  kind: 'export',
  accountId: null,
  studyId: null,
  args: {},
  createdAt: at,
} as const;

test('a file is kept byte for byte until it is sent', () => {
  const db = newDatabase();
  const bytes = Uint8Array.from([0, 255, 10, 13]);
  const id = insertFile(db, { name: 'نتایج.zip', bytes, createdAt: at });
  expect(loadFile(db, id)).toEqual({ name: 'نتایج.zip', bytes: Buffer.from(bytes) });
  deleteFile(db, id);
  expect(loadFile(db, id)).toBeUndefined();
});

describe('a file of several pieces', () => {
  const bytes = Buffer.alloc(5 * PIECE_BYTES + 3, 'نتایج');
  const pieces = (db: Database) => db.$client.prepare('SELECT count(*) FROM file_pieces').pluck().get();

  test('is read one after the other, and no longer once it is deleted', () => {
    const db = newDatabase();
    const file = openFile(db, insertFile(db, { name: 'a.zip', bytes, createdAt: at }))!;
    expect(file.size).toBe(bytes.length);
    expect([...file.pieces()].map(({ length }) => length)).toEqual([...Array(5).fill(PIECE_BYTES), 3]);
    expect(Buffer.concat([...file.pieces()]).equals(bytes)).toBe(true);
    const reading = file.pieces()[Symbol.iterator]();
    reading.next();
    deleteFile(db, 1);
    while (sweepFiles(db));
    expect(() => reading.next()).toThrow('not there any more');
  });

  test('goes a few at a time, and takes none of another’s with it', () => {
    const db = newDatabase();
    const other = insertFile(db, { name: 'b.zip', bytes, createdAt: at });
    deleteFile(db, insertFile(db, { name: 'a.zip', bytes, createdAt: at }));
    expect([pieces(db), sweepFiles(db), pieces(db), sweepFiles(db), pieces(db)]).toEqual([
      12,
      true,
      8,
      false,
      6,
    ]);
    expect(loadFile(db, other)!.bytes.equals(bytes)).toBe(true);
  });

  test('that its job did not end is there while the job is queued, and for its next attempt to delete', () => {
    const db = newDatabase();
    queueJob(db, JOB);
    const [job] = loadQueuedJobs(db);
    const begin = () => {
      const id = beginFile(db, { writtenBy: job!.id, createdAt: at });
      appendToFile(db, id, bytes);
      return id;
    };
    const left = begin();
    sweepFiles(db);
    expect(openFile(db, left)!.size).toBe(bytes.length);
    deleteUnfinishedFiles(db, job!.id);
    expect(openFile(db, left)).toBeUndefined();
    const whole = begin();
    endFile(db, whole, 'a.zip');
    const never = begin();
    endJob(db, job!.id, { state: 'failed', finishedAt: at });
    while (sweepFiles(db));
    expect([openFile(db, whole)?.name, openFile(db, never), pieces(db)]).toEqual(['a.zip', undefined, 6]);
  });
});
