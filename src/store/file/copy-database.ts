import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { findDatabaseFault, UnusableDatabase } from './database-fault.ts';
import { FILE_MODE, FOLDER_MODE } from './private-files.ts';
import { Sqlite } from './sqlite.ts';

export interface CopyRequest {
  /** A database file; programs may be using it. */
  readonly source: string;
  /** Path of the finished copy. */
  readonly target: string;
  /** The folder of the schema's steps. */
  readonly migrations: string;
}

/** What the name of an unfinished copy ends in. */
const UNFINISHED = '.part';
/** Pages copied before yielding to the event loop: about a megabyte, some milliseconds. */
const PAGES_AT_ONCE = 256;
/**
 * Slices between two syncs of the copy. With a single sync at the end, the program's own commits would have to wait for
 * it too: file systems write recent data in the order it came.
 */
const SLICES_A_SYNC = 8;

/**
 * Copies a database as of one moment while it is being written to, and checks the copy. The copy is a single file
 * without a WAL; it gets its name only once it is complete, sound and on disk.
 *
 * @returns its size in bytes
 * @throws UnusableDatabase where the source or the copy is not sound, or the disk's error. Nothing is left behind then
 */
export async function copyDatabase({ source, target, migrations }: CopyRequest): Promise<number> {
  const part = `${target}${UNFINISHED}`;
  mkdirSync(dirname(target), { recursive: true, mode: FOLDER_MODE });
  removeDatabase(part);
  try {
    // Created here, as SQLite would give it the permissions of any new file.
    closeSync(openSync(part, 'wx', FILE_MODE));
    await copyPages(source, part);
    becomeOneFile(part);
    const fault = findDatabaseFault(part, migrations);
    if (fault) throw new UnusableDatabase(fault);
    syncToDisk(part);
    renameSync(part, target);
    syncToDisk(dirname(target));
    return statSync(target).size;
  } catch (error) {
    removeUnfinishedCopy(target);
    throw unsoundIfDamaged(error);
  }
}

/** Removes the remains of an interrupted copy; what cannot be removed is tried again at the next start. */
export function removeUnfinishedCopy(target: string): void {
  try {
    removeDatabase(`${target}${UNFINISHED}`);
  } catch {
    // The error worth reporting is the one that stopped the copy, not this one.
  }
}

/** The name of the copy of which this file is an unfinished part; null: it is none. */
export function unfinishedCopyOf(name: string): string | null {
  const at = name.indexOf(UNFINISHED);
  return at < 0 ? null : name.slice(0, at);
}

/** Removes a database file and SQLite's files beside it. */
export function removeDatabase(file: string): void {
  for (const ending of ['', '-journal', '-wal', '-shm']) rmSync(`${file}${ending}`, { force: true });
}

/** Syncs a file's content, or a folder's entries, to the disk. */
export function syncToDisk(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** A file that SQLite cannot even read counts as unsound, like one that fails the check. */
function unsoundIfDamaged(error: unknown): unknown {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^SQLITE_(CORRUPT|NOTADB)/.test(code)
    ? new UnusableDatabase('broken')
    : error;
}

/**
 * One read transaction spans the whole copying: what others commit meanwhile goes into the WAL and changes nothing.
 * Without it every commit of another connection would restart the copying.
 */
async function copyPages(source: string, part: string): Promise<void> {
  const written = openSync(part, 'r+');
  let slices = 0;
  const nextSlice = () => {
    slices += 1;
    if (slices % SLICES_A_SYNC === 0) fsyncSync(written);
    return PAGES_AT_ONCE;
  };
  try {
    const client = new Sqlite(source, { readonly: true, fileMustExist: true });
    try {
      client.exec('BEGIN');
      client.prepare('SELECT count(*) FROM sqlite_master').get();
      await client.backup(part, { progress: nextSlice });
    } finally {
      client.close();
    }
  } finally {
    closeSync(written);
  }
}

/** The header says that there is a WAL; a copy needs none. */
function becomeOneFile(part: string): void {
  const client = new Sqlite(part);
  try {
    client.pragma('journal_mode = DELETE');
  } finally {
    client.close();
  }
}
