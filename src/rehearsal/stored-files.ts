import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { type Dice, newSecret } from '../dice.ts';
import { badRequest } from './api-refusal.ts';

/** A file that a person or the bot sent. */
export interface StoredFile {
  readonly fileId: string;
  readonly uniqueId: string;
  /** Where the bot downloads it: `/file/bot<token>/<path>`. */
  readonly path: string;
  readonly name: string;
  readonly mimeType: string;
  readonly size: number;
}

export interface StoredFiles {
  add(name: string, bytes: Buffer, folder: 'documents' | 'photos'): StoredFile;
  /** @throws ApiRefusal 400 where no file bears the id */
  find(fileId: string): StoredFile;
  atPath(path: string): StoredFile | undefined;
  bytes(file: StoredFile): Buffer | undefined;
  entries(): readonly StoredFile[];
}

const MIME_TYPES: Readonly<Record<string, string>> = {
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.zip': 'application/zip',
  '.json': 'application/json',
  '.csv': 'text/csv',
  '.txt': 'text/plain',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.pdf': 'application/pdf',
};

/** Beyond this many bytes in memory the eldest files are forgotten there (a folder still holds them). */
const MEMORY_BYTES = 256 * 1024 * 1024;

/** @param folder where the bytes are kept over restarts; null: only in memory */
export function createStoredFiles(
  folder: string | null,
  kept: readonly StoredFile[],
  dice: Dice,
): StoredFiles {
  const byId = new Map(kept.map((file) => [file.fileId, file]));
  const byPath = new Map(kept.map((file) => [file.path, file]));
  const inMemory = new Map<string, Buffer>();
  let bytesInMemory = 0;

  const remember = (uniqueId: string, bytes: Buffer) => {
    inMemory.set(uniqueId, bytes);
    bytesInMemory += bytes.length;
    for (const [eldest, held] of inMemory) {
      if (bytesInMemory <= MEMORY_BYTES || eldest === uniqueId) break;
      inMemory.delete(eldest);
      bytesInMemory -= held.length;
    }
  };

  return {
    add(name, bytes, kind) {
      const uniqueId = `AgAD${newSecret(dice, 12)}`;
      const extension = extname(name).toLowerCase();
      const file: StoredFile = {
        fileId: `BQACAgQAAxkBAAI${newSecret(dice, 40)}`,
        uniqueId,
        path: `${kind}/file_${byId.size + 1}${/^\.\w{1,8}$/.test(extension) ? extension : ''}`,
        name,
        mimeType: MIME_TYPES[extension] ?? 'application/octet-stream',
        size: bytes.length,
      };
      byId.set(file.fileId, file);
      byPath.set(file.path, file);
      remember(uniqueId, bytes);
      if (folder) {
        mkdirSync(folder, { recursive: true });
        writeFileSync(join(folder, uniqueId), bytes);
      }
      return file;
    },
    find(fileId) {
      const file = byId.get(fileId);
      if (!file) throw badRequest('wrong file_id or the file is temporarily unavailable');
      return file;
    },
    atPath: (path) => byPath.get(path),
    bytes(file) {
      const held = inMemory.get(file.uniqueId);
      if (held || !folder) return held;
      try {
        const read = readFileSync(join(folder, file.uniqueId));
        remember(file.uniqueId, read);
        return read;
      } catch {
        return undefined;
      }
    },
    entries: () => [...byId.values()],
  };
}
