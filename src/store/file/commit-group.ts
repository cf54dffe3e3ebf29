import { type Database, type Transaction, transact } from './database.ts';
import { isStorageTrouble } from './storage-trouble.ts';

type Work = (tx: Transaction) => void;

/** Works that are committed together, so that the disk is asked once for many. Each is all or nothing by itself. */
export interface CommitGroup {
  /**
   * Adds a work. It is carried out at the next flush, or at the end of this turn of the event loop; once more where the
   * commit of all failed.
   *
   * @returns resolves when it is on disk; rejects with what it threw, or with why the disk or the database refuses
   */
  add(work: Work): Promise<void>;
  /** Resolves at the next addition. */
  added(): Promise<void>;
  size(): number;
  /** Carries out and commits what was added. @throws why the disk or the database refuses any of it */
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
      // All whom it concerns have heard it.
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

/** A work that fails takes back its own changes alone. @returns false where nothing of it all is on disk */
function commitTogether(db: Database, group: readonly Entry[]): boolean {
  const failures = new Map<Entry, unknown>();
  try {
    transact(db, () => {
      for (const entry of group) {
        try {
          transact(db, entry.work);
        } catch (error) {
          // SQLite may have taken back the whole transaction.
          if (isStorageTrouble(error)) throw error;
          failures.set(entry, error);
        }
      }
    });
  } catch {
    return false;
  }
  for (const entry of group) {
    if (failures.has(entry)) entry.reject(failures.get(entry));
    else entry.resolve();
  }
  return true;
}

/** The first that the disk or the database refuses holds up those behind it: they may rest on it. */
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
