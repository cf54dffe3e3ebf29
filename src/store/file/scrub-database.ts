import { statfsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Sqlite } from './sqlite.ts';

/** The outcome of scrubbing. */
export type Scrubbing =
  /** No deleted data is left in any byte of the database, its WAL and the files beside it. */
  | 'clean'
  /** Somebody is reading an older state (a copy or an archive is being made): try later. Nothing was done. */
  | 'read'
  /** The disk lacks room for it. Nothing was done. */
  | 'full';

/** Whoever reads a few pages is through by then. */
const WAIT_MS = 5000;
/** In database sizes: the new pages are written beside the old ones, and then once more into the WAL. */
const ROOM_IN_SIZES = 2.2;
/** Bytes left to the program meanwhile. */
const ROOM_KEPT = 64 * 1024 * 1024;

/**
 * Leaves no byte of deleted data in a database's files. `secure_delete` alone does not: where SQLite moves rows between
 * pages, it leaves copies in their unused parts. So all pages are rewritten, and the WAL is emptied. Others may read
 * the database meanwhile; writers wait for as long as it takes, about 1.5 s for a million answers.
 *
 * A kill at any moment leaves the database as it was, and scrubbing may begin again.
 */
export function scrubDatabase({ file, waitMs = WAIT_MS }: { file: string; waitMs?: number }): Scrubbing {
  // Other folders for temporary files may be small, or not writable.
  process.env['SQLITE_TMPDIR'] = dirname(resolve(file));
  const client = new Sqlite(file, { fileMustExist: true, timeout: waitMs });
  try {
    if (!emptyWal(client)) return 'read';
    if (!hasRoom(file)) return 'full';
    client.exec('VACUUM');
    return emptyWal(client) ? 'clean' : 'read';
  } finally {
    client.close();
  }
}

/** @returns whether no reader was in the way */
function emptyWal(client: InstanceType<typeof Sqlite>): boolean {
  const [outcome] = client.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
  return outcome?.busy === 0;
}

/** Checked first, as a vain attempt would take the last room from everybody who writes meanwhile. */
function hasRoom(file: string): boolean {
  const { bavail, bsize } = statfsSync(dirname(resolve(file)));
  return bavail * bsize > statSync(file).size * ROOM_IN_SIZES + ROOM_KEPT;
}
