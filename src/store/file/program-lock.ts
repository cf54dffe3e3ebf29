import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { makeFolder } from './make-folder.ts';
import { Sqlite } from './sqlite.ts';

export interface ProgramLock {
  release(): void;
}

/**
 * Locks a database file for this program alone, for as long as it runs. The lock is held on a small second SQLite file
 * beside it: the operating system releases it however the program ends, and outside readers of the database itself (a
 * backup, a replicator) are not shut out, as they would be by `locking_mode=EXCLUSIVE`.
 *
 * @returns null where another program holds it
 * @throws where the folder cannot be written to
 */
export function lockDatabaseFile(file: string): ProgramLock | null {
  const client = new Sqlite(lockFile(file), { timeout: 0 });
  try {
    // A journal on disk would need room: a program that waits for room must hold its lock too.
    client.pragma('journal_mode = MEMORY');
    client.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    client.close();
    if ((error as { code?: string }).code === 'SQLITE_BUSY') return null;
    throw error;
  }
  return {
    release() {
      client.exec('ROLLBACK');
      client.close();
    },
  };
}

/** The lock file of a database; the same however the path is written: relative, absolute, or through a link. */
export function lockFile(file: string): string {
  const path = resolve(file);
  makeFolder(dirname(path));
  const real = existsSync(path) ? realpathSync(path) : join(realpathSync(dirname(path)), basename(path));
  return `${real}.lock`;
}
