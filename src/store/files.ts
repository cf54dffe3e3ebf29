import { eq } from 'drizzle-orm';
import type { Transaction } from './file/database.ts';
import { prepared } from './file/prepared.ts';
import { files } from './schema.ts';

/** So many bytes are written, read, sent and deleted at once: no press waits for more than a moment. */
export const PIECE_BYTES = 256 * 1024;

/** A file as it is read while it is sent. */
export interface StoredFile {
  readonly name: string;
  readonly size: number;
  /** Each is read when its turn comes. @throws where the file was deleted meanwhile */
  readonly pieces: () => Iterable<Buffer>;
}

/** Keeps a document until it is sent. */
export function insertFile(
  tx: Transaction,
  { name, bytes, createdAt }: { name: string; bytes: Uint8Array; createdAt: Date },
): number {
  const fileId = beginFile(tx, { writtenBy: null, createdAt });
  appendToFile(tx, fileId, bytes);
  endFile(tx, fileId, name);
  return fileId;
}

/** Begins a file that is written piece by piece. @param file.writtenBy the job: a file is gone once its job has ended */
export function beginFile(tx: Transaction, file: { writtenBy: number | null; createdAt: Date }): number {
  return tx
    .insert(files)
    .values({ name: '', ...file })
    .returning({ id: files.id })
    .get().id;
}

export function appendToFile(tx: Transaction, fileId: number, bytes: Uint8Array): void {
  const append = appending(tx);
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    const piece = bytes.subarray(at, at + PIECE_BYTES);
    // A view: nothing is copied.
    append.run({ fileId, bytes: Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength) });
  }
}

/** A file is whole, and is kept until it is deleted. */
export function endFile(tx: Transaction, fileId: number, name: string): void {
  tx.update(files).set({ name, writtenBy: null }).where(eq(files.id, fileId)).run();
}

export function openFile(tx: Transaction, fileId: number): StoredFile | undefined {
  const file = tx.select({ name: files.name }).from(files).where(eq(files.id, fileId)).get();
  if (!file) return undefined;
  const { count, size } = measuring(tx).get(fileId)!;
  const pieces = function* () {
    for (let position = 0; position < count; position += 1) {
      const bytes = reading(tx).get(fileId, position);
      if (!bytes) throw new Error(`file ${fileId} is not there any more`);
      yield bytes;
    }
  };
  return { ...file, size, pieces };
}

/** A file as a whole: for those that are small. */
export function loadFile(tx: Transaction, fileId: number): { name: string; bytes: Buffer } | undefined {
  const file = openFile(tx, fileId);
  return file && { name: file.name, bytes: Buffer.concat([...file.pieces()]) };
}

/** Its bytes go soon after (`sweepFiles`). */
export function deleteFile(tx: Transaction, fileId: number): void {
  tx.delete(files).where(eq(files.id, fileId)).run();
}

/** Deletes what a job had written of files before it was killed. */
export function deleteUnfinishedFiles(tx: Transaction, jobId: number): void {
  tx.delete(files).where(eq(files.writtenBy, jobId)).run();
}

/** In pieces: their pages are overwritten, which takes some ten times as long as to read them. */
const SWEPT_AT_ONCE = 4;

/**
 * Deletes files that nobody will end, and a few pieces of files that are no longer there.
 *
 * @returns whether there is more to delete
 */
export function sweepFiles(tx: Transaction): boolean {
  const { abandoned, spent } = sweeping(tx);
  abandoned.run();
  return spent.run(SWEPT_AT_ONCE).changes === SWEPT_AT_ONCE;
}

const appending = prepared(({ $client }) =>
  $client.prepare<[{ fileId: number; bytes: Buffer }]>(
    `INSERT INTO file_pieces (file_id, position, bytes)
     SELECT @fileId, coalesce(max(position) + 1, 0), @bytes FROM file_pieces WHERE file_id = @fileId`,
  ),
);

const measuring = prepared(({ $client }) =>
  $client.prepare<[number], { count: number; size: number }>(
    'SELECT count(*) AS count, coalesce(sum(length(bytes)), 0) AS size FROM file_pieces WHERE file_id = ?',
  ),
);

const reading = prepared(({ $client }) =>
  $client
    .prepare<[number, number], Buffer>('SELECT bytes FROM file_pieces WHERE file_id = ? AND position = ?')
    .pluck(),
);

const sweeping = prepared(({ $client }) => ({
  abandoned: $client.prepare(
    `DELETE FROM files WHERE written_by IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.id = files.written_by AND j.state = 'queued')`,
  ),
  spent: $client.prepare<[number]>(
    `DELETE FROM file_pieces WHERE rowid IN (
       SELECT p.rowid FROM file_pieces p WHERE NOT EXISTS (SELECT 1 FROM files f WHERE f.id = p.file_id) LIMIT ?)`,
  ),
}));
