import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { type CopyKind, copyName, isCopyName, stemOf, surplusCopies } from '../../domain/copy-name.ts';
import { removeUnfinishedCopy, unfinishedCopyOf } from './copy-database.ts';

/** Where copies of the database are kept, and how many of each kind. */
export interface CopyShelf {
  /** The database's file. */
  readonly source: string;
  readonly folder: string;
  readonly keep: number;
  readonly zone: string;
}

/** A free path on the shelf, for a copy made at a moment. */
export function placeOnShelf({ source, folder, zone }: CopyShelf, kind: CopyKind, at: Date): string {
  const isTaken = (name: string) => existsSync(join(folder, name));
  return resolve(folder, copyName(stemOf(basename(source)), at, zone, kind, isTaken));
}

/** Removes the eldest copies of a kind beyond the number kept; never the one just made. @returns how many */
export function clearShelf({ source, folder, keep }: CopyShelf, kind: CopyKind, justMade: string): number {
  const others = readdirSync(folder).filter((name) => name !== basename(justMade));
  const surplus = surplusCopies(others, stemOf(basename(source)), kind, keep - 1);
  for (const name of surplus) rmSync(join(folder, name), { force: true });
  return surplus.length;
}

/**
 * Removes what a killed program left half-written. Only to be called while no copy is being made. An unreadable folder
 * does not keep the program from starting: the next copy will report it.
 */
export function removeUnfinishedCopies({ source, folder }: Pick<CopyShelf, 'source' | 'folder'>): void {
  try {
    for (const name of readdirSync(folder)) {
      const whole = unfinishedCopyOf(name);
      if (whole !== null && isCopyName(whole, stemOf(basename(source))))
        removeUnfinishedCopy(join(folder, whole));
    }
  } catch {
    // Usually it does not exist yet.
  }
}
