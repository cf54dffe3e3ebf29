import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { findDatabaseFault, UnusableDatabase } from './database-fault.ts';
import { FILE_MODE, FOLDER_MODE } from './private-files.ts';
import { Sqlite } from './sqlite.ts';

export interface CopyRequest {
  /** A database file; programs may be at work on it. */
  readonly source: string;
  /** Where the whole copy is to stand. */
  readonly target: string;
  /** The folder of the schema's steps. */
  readonly migrations: string;
}

/** Of what a copy under way adds to its name. */
const UNFINISHED = '.part';
/** Pages copied without letting the event loop do anything else: about a megabyte, some milliseconds. */
const PAGES_AT_ONCE = 256;
/**
 * Slices between two syncs of the copy. Where it all waited in memory for one at the end, the program's own commits
 * would wait for it too: file systems write what is young in the order it came.
 */
const SLICES_A_SYNC = 8;

/**
 * Copies a database as it is at one moment, while it is written to, and checks the copy. It becomes one file of its
 * own, without a WAL beside it; under its name it stands only once it is whole, sound and on disk.
 *
 * @returns its size in bytes
 * @throws UnusableDatabase where the source or the copy is not sound; what the disk refuses. Nothing is left then
 */
export async function copyDatabase({ source, target, migrations }: CopyRequest): Promise<number> {
  const part = `${target}${UNFINISHED}`;
  mkdirSync(dirname(target), { recursive: true, mode: FOLDER_MODE });
  removeDatabase(part);
  try {
    // SQLite would give it the rights of any new file.
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

/** Removes what is left of a copy whose making was cut off; what resists is tried again at the next start. */
export function removeUnfinishedCopy(target: string): void {
  try {
    removeDatabase(`${target}${UNFINISHED}`);
  } catch {
    // Why the copy could not be made is worth telling, not this.
  }
}

/** Whether a file's name is that of a copy that was never finished, and of which one. */
export function unfinishedCopyOf(name: string): string | null {
  const at = name.indexOf(UNFINISHED);
  return at < 0 ? null : name.slice(0, at);
}

/** Removes a database file and what SQLite keeps beside it. */
export function removeDatabase(file: string): void {
  for (const ending of ['', '-journal', '-wal', '-shm']) rmSync(`${file}${ending}`, { force: true });
}

/** Puts a file's content, or a folder's names, on the disk itself. */
export function syncToDisk(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** A file that SQLite cannot even read is as unsound as one that fails the check. */
function unsoundIfDamaged(error: unknown): unknown {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^SQLITE_(CORRUPT|NOTADB)/.test(code)
    ? new UnusableDatabase('broken')
    : error;
}

/**
 * One read transaction over the whole copying: what others commit meanwhile goes into the WAL and changes nothing.
 * Without it every commit of another connection would begin the copying anew.
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

/** The pages say that there is a WAL; a copy needs none. */
function becomeOneFile(part: string): void {
  const client = new Sqlite(part);
  try {
    client.pragma('journal_mode = DELETE');
  } finally {
    client.close();
  }
}
