import { statfsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Sqlite } from './sqlite.ts';

/** What came of a scrubbing. */
export type Scrubbing =
  /** Nothing of what was deleted is in any byte of the database, its WAL and what lies beside it. */
  | 'clean'
  /** Somebody reads an older state (a copy or an archive is being made): later. Nothing was done. */
  | 'read'
  /** The disk has no room for it. Nothing was done. */
  | 'full';

/** The new pages are written beside the old ones, and then once more into the WAL. */
const ROOM_IN_SIZES = 2.2;
/** So much is left to the program meanwhile. */
const ROOM_KEPT = 64 * 1024 * 1024;

/**
 * Leaves no byte of what was deleted from a database in its files. `secure_delete` alone does not: where SQLite moves rows
 * between pages, it leaves copies in their unused parts. So all pages are written anew, and the WAL is emptied. Others
 * may read the database meanwhile; who wants to write waits for as long as it takes, about 1.5 s for a million answers.
 *
 * Killed at any moment it leaves the database as it was, and may be begun again.
 */
export function scrubDatabase({ file }: { readonly file: string }): Scrubbing {
  // Not in a folder that may be small, or may not be written.
  process.env['SQLITE_TMPDIR'] = dirname(resolve(file));
  const client = new Sqlite(file, { fileMustExist: true, timeout: 5000 });
  try {
    if (!emptyWal(client)) return 'read';
    if (!hasRoom(file)) return 'full';
    client.exec('VACUUM');
    return emptyWal(client) ? 'clean' : 'read';
  } finally {
    client.close();
  }
}

/** @returns whether nobody was in the way */
function emptyWal(client: InstanceType<typeof Sqlite>): boolean {
  const [outcome] = client.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
  return outcome?.busy === 0;
}

/** Tried in vain, it would take the last room from everybody who writes meanwhile. */
function hasRoom(file: string): boolean {
  const { bavail, bsize } = statfsSync(dirname(resolve(file)));
  return bavail * bsize > statSync(file).size * ROOM_IN_SIZES + ROOM_KEPT;
}
