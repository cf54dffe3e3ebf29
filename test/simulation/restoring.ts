import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isCopyName, momentOfCopy, stemOf } from '../../src/domain/copy-name.ts';
import { forgetAnew } from '../../src/features/forgetting/forget-anew.ts';
import { keepOverdueOpen } from '../../src/features/rounds/extend-round.ts';
import { removeDatabase } from '../../src/store/file/copy-database.ts';
import type { CopyShelf } from '../../src/store/file/kept-copies.ts';
import { type Restored, restoreDatabase } from '../../src/store/file/restore-database.ts';

/** How a copy takes the database's place. */
export interface Restoring {
  /** The program was down for so long before. */
  readonly hoursDown: number;
  /** Rounds whose deadline has passed meanwhile are kept open for so long; 0: they close. */
  readonly keepOpenHours: number;
  /** Nothing but the copy is left. */
  readonly isDiskLost: boolean;
}

const HOUR_MS = 3_600_000;

/** The newest copy of the database; null: none was made. */
export function newestCopy({ source, folder, zone }: CopyShelf): string | null {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const copies = names
    .filter((name) => isCopyName(name, stemOf(basename(source))))
    .map((name) => ({ name, at: momentOfCopy(name, zone)?.getTime() ?? 0 }))
    .sort((one, other) => one.at - other.at || (one.name < other.name ? -1 : 1));
  const newest = copies.at(-1);
  return newest ? join(folder, newest.name) : null;
}

/** Does what `npm run restore` does. */
export function restoreFrom(
  copy: string,
  { source: file, folder, zone }: CopyShelf,
  { keepOpenHours, isDiskLost }: Restoring,
  { at, below }: { at: Date; below: (limit: number) => number },
): Promise<Restored> {
  if (isDiskLost) removeDatabase(file);
  const deadline = new Date(at.getTime() + keepOpenHours * HOUR_MS);
  return restoreDatabase(
    {
      ...{ copy, file, use: null },
      also: (tx) => void (keepOpenHours > 0 && keepOverdueOpen(tx, { deadline, at })),
      forgetting: { folders: [folder], remove: (tx, listed) => forgetAnew(tx, listed, below) },
    },
    { at, zone },
  );
}
