import { eq } from 'drizzle-orm';
import type { Transaction } from './file/database.ts';
import { files } from './schema.ts';

/** Keeps a document until it is sent. */
export function insertFile(
  tx: Transaction,
  file: { name: string; bytes: Uint8Array; createdAt: Date },
): number {
  // A view: a document of tens of megabytes is not copied.
  const { buffer, byteOffset, byteLength } = file.bytes;
  return tx
    .insert(files)
    .values({ ...file, bytes: Buffer.from(buffer, byteOffset, byteLength) })
    .returning({ id: files.id })
    .get().id;
}

export function loadFile(tx: Transaction, fileId: number): { name: string; bytes: Buffer } | undefined {
  return tx.select({ name: files.name, bytes: files.bytes }).from(files).where(eq(files.id, fileId)).get();
}

export function deleteFile(tx: Transaction, fileId: number): void {
  tx.delete(files).where(eq(files.id, fileId)).run();
}
