import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Logger } from 'pino';
import { type Clock, wait } from './clock.ts';
import { growingWait } from './growing-wait.ts';
import { copyBeforeUpdate, NoCopyBeforeUpdate } from './store/file/copy-before-update.ts';
import { type Database, openDatabase } from './store/file/database.ts';
import { UnusableDatabase } from './store/file/database-fault.ts';
import { claimDatabase, type DatabaseUse } from './store/file/database-use.ts';
import { findFolderFault } from './store/file/folder-fault.ts';
import { type CopyShelf, removeUnfinishedCopies } from './store/file/kept-copies.ts';
import { closeToOthers } from './store/file/private-files.ts';
import { lockDatabaseFile, type ProgramLock } from './store/file/program-lock.ts';
import { removeUnfinishedRestoring } from './store/file/restore-database.ts';
import { isStorageTrouble, storageFaultOf } from './store/file/storage-trouble.ts';

/** A database that this program has for itself. */
export interface OwnDatabase {
  readonly db: Database;
  readonly lock: ProgramLock;
  readonly shelf: CopyShelf;
  /** It was made just now. */
  readonly fresh: boolean;
}

/** A database that this start will never get; the message is the one line that says why. */
export class NoDatabase extends Error {
  override readonly name = 'NoDatabase';
}

export interface TakingParts {
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
  /** Ends the waiting. */
  readonly signal: AbortSignal;
}

const LONGEST_WAIT_MS = 15_000;
/**
 * From the start on. Where another program holds the file, the whole program would stand still; instead a write is
 * refused, and tried again as on a full disk.
 */
const WAITS_FOR_LOCK_MS = 10;
const WAITS_FOR: Readonly<Record<ReturnType<typeof storageFaultOf>, string>> = {
  full: 'the start waits: there is no room on the disk',
  readOnly: 'the start waits: the database cannot be written',
  failing: 'the start waits: the disk or the database refuses',
};

/**
 * Locks the database file, copies it where it is to be brought up to date, and opens it. Where the disk is full, or
 * refuses what a running program would wait for as well, it waits until that is over: after a power cut in the night
 * nobody is there to start the program a second time. The database is left as it is meanwhile.
 *
 * @returns null where the signal ended the waiting
 * @throws NoDatabase
 */
export async function takeDatabase(
  shelf: CopyShelf,
  use: DatabaseUse,
  { clock, random, log, signal }: TakingParts,
): Promise<OwnDatabase | null> {
  const attempt = attempts(shelf, use, { clock, log });
  let waitsFor: string | null = null;
  for (let failures = 1; !signal.aborted; failures += 1) {
    try {
      const own = await attempt();
      if (waitsFor !== null) log.info('the start goes on');
      return own;
    } catch (error) {
      if (error instanceof NoDatabase || !isPassing(error, shelf.source)) throw refusal(error, shelf);
      const why = WAITS_FOR[storageFaultOf(error)];
      if (why !== waitsFor) log.error({ error, file: shelf.source }, why);
      waitsFor = why;
      await wait(clock, growingWait(failures, random, { longestMs: LONGEST_WAIT_MS }), signal);
    }
  }
  return null;
}

/** What was done by one attempt is not done again by the next: each copy would take room from the other. */
function attempts(
  shelf: CopyShelf,
  use: DatabaseUse,
  { clock, log }: Pick<TakingParts, 'clock' | 'log'>,
): () => Promise<OwnDatabase> {
  const file = shelf.source;
  const fresh = !existsSync(file);
  let lock: ProgramLock | null = null;
  let isCopied = false;
  return async () => {
    lock ??= lockDatabaseFile(file);
    if (!lock)
      throw new NoDatabase(
        `${named(shelf)}; another program is running on it, expected a file for this one alone`,
      );
    if (!isCopied) {
      for (const { path, error } of closeToOthers(shelf)) {
        log.warn({ path, error }, 'other accounts of this machine may read what the program keeps here');
      }
      refuseUnwritable(shelf.folder);
      removeUnfinishedCopies(shelf);
      removeUnfinishedRestoring(file);
      const copy = await copyBeforeUpdate(shelf, clock.now());
      if (copy) log.info({ copy }, 'the database was copied before it is brought up to date');
      isCopied = true;
    }
    const db = openDatabase(file);
    const other = claim(db, use);
    if (other)
      throw new NoDatabase(
        `${named(shelf)}; that is the database of a ${other} program, expected one of its own`,
      );
    db.$client.pragma(`busy_timeout = ${WAITS_FOR_LOCK_MS}`);
    return { db, lock, shelf, fresh };
  };
}

/**
 * Without it the first copy would fail in the night, when nobody looks. A disk that is full keeps no program from
 * starting: it passes.
 */
function refuseUnwritable(folder: string): void {
  const code = findFolderFault(folder);
  if (code === null) return;
  throw new NoDatabase(
    `BACKUP_DIR is \`${folder}\`, which cannot be written (${code}); expected a folder that this program may write to`,
  );
}

function claim(db: Database, use: DatabaseUse): DatabaseUse | null {
  try {
    return claimDatabase(db, use);
  } catch (error) {
    db.$client.close();
    throw error;
  }
}

/**
 * Whether waiting may help. A new database can be missing its room only; all else that keeps it from being made is a
 * wrong setting, and so is a file that cannot even be opened, but for a disk that has become read-only.
 */
function isPassing(error: unknown, file: string): boolean {
  if (!isStorageTrouble(error)) return false;
  if (storageFaultOf(error) === 'full') return true;
  if (error instanceof NoCopyBeforeUpdate || !isFile(file)) return false;
  return (error as { code?: string }).code !== 'SQLITE_CANTOPEN' || isOnReadOnlyDisk(file);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function isOnReadOnlyDisk(file: string): boolean {
  try {
    accessSync(dirname(resolve(file)), constants.W_OK);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EROFS';
  }
}

function refusal(error: unknown, shelf: CopyShelf): NoDatabase {
  if (error instanceof NoDatabase) return error;
  const { message } = error as Error;
  if (error instanceof UnusableDatabase) return new NoDatabase(`${named(shelf)}; ${message}`);
  if (error instanceof NoCopyBeforeUpdate)
    return new NoDatabase(`BACKUP_DIR is \`${shelf.folder}\`; ${message}`);
  return new NoDatabase(`${named(shelf)}; it cannot be used (${message}), expected a file of this program`);
}

function named({ source }: CopyShelf): string {
  return `DATABASE_FILE is \`${source}\``;
}
