import { type Database, type Transaction, transact } from './database.ts';
import { isStorageTrouble } from './storage-trouble.ts';

type Work = (tx: Transaction) => void;

/** Units of work committed together, so that the disk is synced once for many. Each is all or nothing by itself. */
export interface CommitGroup {
  /**
   * Adds a unit of work. It is run at the next flush, or at the end of this turn of the event loop; again by itself
   * where the common commit failed.
   *
   * @returns resolves when it is on disk; rejects with what it threw, or with the error of the disk or the database
   */
  add(work: Work): Promise<void>;
  /** Resolves at the next addition. */
  added(): Promise<void>;
  size(): number;
  /** Runs and commits what was added. @throws the error of the disk or the database */
  flush(): void;
}

interface Entry {
  readonly work: Work;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export function createCommitGroup(db: Database): CommitGroup {
  let entries: Entry[] = [];
  let waiting: (() => void)[] = [];

  const flush = () => {
    const group = entries;
    entries = [];
    if (group.length > 1 && commitTogether(db, group)) return;
    commitOneByOne(db, group);
  };
  const flushInTime = () => {
    try {
      flush();
    } catch {
      // Everybody concerned has been told.
    }
  };

  return {
    add(work) {
      if (entries.length === 0) setImmediate(flushInTime);
      const done = new Promise<void>((resolve, reject) => void entries.push({ work, resolve, reject }));
      for (const resolve of waiting) resolve();
      waiting = [];
      return done;
    },
    added: () => new Promise((resolve) => void waiting.push(resolve)),
    size: () => entries.length,
    flush,
  };
}

/**
 * Without a savepoint for each unit: to open one and to keep what it may have to undo costs every press, and units that
 * fail are bugs.
 *
 * @returns false where nothing at all is on disk, because one of them failed or the disk refused
 */
function commitTogether(db: Database, group: readonly Entry[]): boolean {
  try {
    transact(db, (tx) => {
      for (const { work } of group) work(tx);
    });
  } catch {
    return false;
  }
  for (const { resolve } of group) resolve();
  return true;
}

/** The first one that the disk or the database refuses holds up those after it, which may depend on it. */
function commitOneByOne(db: Database, group: readonly Entry[]): void {
  for (const [place, entry] of group.entries()) {
    try {
      transact(db, entry.work);
      entry.resolve();
    } catch (error) {
      if (!isStorageTrouble(error)) entry.reject(error);
      else {
        for (const { reject } of group.slice(place)) reject(error);
        throw error;
      }
    }
  }
}
