import type { Logger } from 'pino';
import type { Clock } from '../../clock.ts';
import { growingWait } from '../../growing-wait.ts';
import type { Database, Transaction } from '../../store/file/database.ts';
import { isStorageTrouble } from '../../store/file/storage-trouble.ts';
import { transactUnsynced } from '../../store/file/transact-unsynced.ts';

/** Writes down what came of calls. */
export interface Settling {
  /** @param done told once it is on disk, or that it never will be: a bug, which is logged */
  add(write: (tx: Transaction) => void, done: (written: boolean) => void): void;
  /** Resolves when nothing is left to write. */
  settled(): Promise<void>;
}

interface Entry {
  readonly write: (tx: Transaction) => void;
  readonly done: (written: boolean) => void;
}

/**
 * All outcomes of one turn of the event loop are one commit: the disk is asked once for many. Where the disk is full,
 * they wait for room and are tried again, for what was sent must not be sent a second time.
 */
export function createSettling(
  db: Database,
  parts: { clock: Clock; random: () => number; log: Logger; troubled: (error: unknown) => void },
): Settling {
  const { clock, random, log, troubled } = parts;
  let entries: Entry[] = [];
  let scheduled = false;
  let failures = 0;
  let waiting: (() => void)[] = [];

  const commit = (batch: readonly Entry[]): unknown => {
    try {
      transactUnsynced(db, (tx) => {
        for (const { write } of batch) write(tx);
      });
      return null;
    } catch (error) {
      return error;
    }
  };
  /** One of them is at fault, or the disk: the others must not suffer for it. @returns what is left to write */
  const commitOneByOne = (batch: readonly Entry[]): readonly Entry[] => {
    for (const [place, entry] of batch.entries()) {
      const error = commit([entry]);
      if (error && isStorageTrouble(error)) {
        if (failures === 0) log.error({ error }, 'what was sent cannot be written down yet');
        troubled(error);
        return batch.slice(place);
      }
      if (error) log.error({ error }, 'what was sent cannot be written down');
      entry.done(!error);
    }
    return [];
  };
  const flush = () => {
    scheduled = false;
    const batch = entries;
    entries = [];
    const failed = commit(batch) !== null;
    const left = failed ? commitOneByOne(batch) : [];
    if (!failed) for (const { done } of batch) done(true);
    entries = [...left, ...entries];
    failures = left.length > 0 ? failures + 1 : 0;
    if (left.length > 0) {
      scheduled = true;
      clock.after(growingWait(failures, random, { firstMs: 250, longestMs: 5000 }), flush);
    }
    if (entries.length > 0) return;
    for (const resolve of waiting) resolve();
    waiting = [];
  };

  return {
    add(write, done) {
      entries.push({ write, done });
      if (scheduled) return;
      scheduled = true;
      setImmediate(flush);
    },
    settled: () =>
      entries.length === 0 ? Promise.resolve() : new Promise((resolve) => void waiting.push(resolve)),
  };
}
