import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { copyName, stemOf } from '../../domain/copy-name.ts';
import { loadUnscrubbed, updateForgetting } from '../forgettings.ts';
import { copyDatabase, removeDatabase, removeUnfinishedCopy, syncToDisk } from './copy-database.ts';
import {
  type Database,
  openDatabase,
  openForReading,
  projectFolder,
  type Transaction,
  transact,
} from './database.ts';
import { beginsAsSqlite, strangeness, UnusableDatabase } from './database-fault.ts';
import { type DatabaseUse, loadDatabaseUse } from './database-use.ts';
import {
  DamagedList,
  forgottenListOf,
  joinLists,
  type ListedForgetting,
  loadListable,
  readForgottenList,
} from './forgotten-list.ts';
import { FILE_MODE } from './private-files.ts';
import { scrubDatabase } from './scrub-database.ts';
import { type Settled, settleRestored } from './settle-restored.ts';
import { Sqlite } from './sqlite.ts';

export interface Restored extends Settled {
  /** Where the former database is kept; null: there was none. */
  readonly aside: string | null;
  /** How many removals of names were carried out again. */
  readonly forgottenAnew: number;
}

/** How to remove from a copy the names that were removed since it was made. */
export interface ForgettingAnew {
  /** Folders that may hold lists of removals, under the database's name. */
  readonly folders: readonly string[];
  /** Removes what a database still holds of them. @returns how many removals that were */
  readonly remove: (tx: Transaction, listed: readonly ListedForgetting[]) => number;
}

const OTHERS_MAY_HAVE_IT_FOR_MS = 1000;

/** Why a copy cannot replace a database. */
export class RestoreRefused extends Error {
  override readonly name = 'RestoreRefused';
  /** Where the fault lies: with the copy, or with the place it is to go. */
  readonly about: 'copy' | 'place';

  constructor(about: 'copy' | 'place', message: string) {
    super(message);
    this.about = about;
  }
}

/**
 * Replaces a database by a copy. The copy is first checked, migrated to the newest schema and settled beside the
 * database; the former database is kept under a dated name; then one rename puts the new file in place. A kill at any
 * moment leaves either the old database or the new one. No program may be using the database.
 *
 * @param restoring.use what the database is for, where that is known
 * @param restoring.also further changes to it before it is put in place
 * @throws RestoreRefused where the copy is not a sound database of this program, or the place belongs to another
 *   program
 */
export async function restoreDatabase(
  restoring: {
    readonly copy: string;
    readonly file: string;
    readonly use: DatabaseUse | null;
    readonly also?: (tx: Transaction) => void;
    readonly forgetting?: ForgettingAnew;
  },
  { at, zone }: { readonly at: Date; readonly zone: string },
  migrations = projectFolder('migrations'),
): Promise<Restored> {
  const file = realPlace(restoring.file);
  const fresh = freshOf(file);
  removeDatabase(fresh);
  try {
    await bringIn(restoring.copy, { file, fresh, migrations });
    if (existsSync(file)) refuseStrange(file, migrations);
    const present = existsSync(file) && closeWal(file) ? file : null;
    const { forgetting } = restoring;
    const listed = forgetting ? listForgotten(file, present, forgetting) : [];
    const settled = finish(fresh, { ...restoring, present, at, migrations, listed });
    takeAfter(fresh, file);
    syncToDisk(fresh);
    const aside = existsSync(file) ? setAside(file, at, zone) : null;
    for (const ending of ['-wal', '-journal', '-shm']) rmSync(`${file}${ending}`, { force: true });
    renameSync(fresh, file);
    syncToDisk(dirname(file));
    return { ...settled, aside };
  } finally {
    removeDatabase(fresh);
  }
}

function freshOf(file: string): string {
  return `${file}.restored`;
}

/** Removes what a killed restore left, which may hold removed names. Only to be called while none is running. */
export function removeUnfinishedRestoring(file: string): void {
  const fresh = freshOf(realPlace(file));
  removeDatabase(fresh);
  removeUnfinishedCopy(fresh);
}

function realPlace(file: string): string {
  const path = resolve(file);
  mkdirSync(dirname(path), { recursive: true });
  return existsSync(path) ? realpathSync(path) : join(realpathSync(dirname(path)), basename(path));
}

/** A damaged or newer database may be replaced: restoring is the way back after a failed update. */
function refuseStrange(file: string, migrations: string): void {
  if (!beginsAsSqlite(file)) return;
  const client = new Sqlite(file, { readonly: true });
  try {
    if (strangeness(client, migrations) !== 'foreign') return;
  } catch {
    return;
  } finally {
    client.close();
  }
  throw new RestoreRefused('place', new UnusableDatabase('foreign').message);
}

async function bringIn(
  copy: string,
  { file, fresh, migrations }: { file: string; fresh: string; migrations: string },
): Promise<void> {
  if (!existsSync(copy))
    throw new RestoreRefused('copy', 'there is no such file, expected a copy of the database');
  if (!statSync(copy).isFile())
    throw new RestoreRefused('copy', 'that is no file, expected a copy of the database');
  if (realpathSync(copy) === file)
    throw new RestoreRefused('copy', 'that is the database itself, expected a copy of it');
  if (!beginsAsSqlite(copy)) throw new RestoreRefused('copy', new UnusableDatabase('not-sqlite').message);
  try {
    await copyDatabase({ source: copy, target: fresh, migrations });
  } catch (error) {
    throw error instanceof UnusableDatabase ? new RestoreRefused('copy', error.message) : error;
  }
}

/** Includes removals only asked for in the former database: they were not to be reversible. */
function listForgotten(
  file: string,
  present: string | null,
  { folders }: ForgettingAnew,
): readonly ListedForgetting[] {
  try {
    const lists = folders.map((folder) => readForgottenList(forgottenListOf({ source: file, folder })));
    return joinLists(...lists, present === null ? [] : knownTo(present));
  } catch (error) {
    if (!(error instanceof DamagedList)) throw error;
    const expected = 'expected it to be moved away first where the names are to come back';
    throw new RestoreRefused('place', `${error.message}, ${expected}`);
  }
}

/** Empty where the database is damaged, or older than all removals. */
function knownTo(present: string): readonly ListedForgetting[] {
  const db = openForReading(present);
  try {
    return loadListable(db, { alsoAsked: true });
  } catch {
    return [];
  } finally {
    db.$client.close();
  }
}

function finish(
  fresh: string,
  {
    present,
    use,
    also,
    forgetting,
    listed,
    at,
    migrations,
  }: {
    present: string | null;
    use: DatabaseUse | null;
    also?: (tx: Transaction) => void;
    forgetting?: ForgettingAnew;
    listed: readonly ListedForgetting[];
    at: Date;
    migrations: string;
  },
): Settled & Pick<Restored, 'forgottenAnew'> {
  const db = openDatabase(fresh, migrations);
  try {
    const own = loadDatabaseUse(db);
    if (use && own && own !== use) {
      throw new RestoreRefused(
        'copy',
        `that is the database of a ${own} program, expected that of a ${use} one`,
      );
    }
    const settled = settleRestored(db, present, at);
    if (also) transact(db, also);
    const forgottenAnew = transact(db, (tx) => forgetting?.remove(tx, listed) ?? 0);
    const isToBeScrubbed = noteScrubbed(db, at);
    db.$client.pragma('journal_mode = DELETE');
    db.$client.close();
    if (isToBeScrubbed) scrub(fresh);
    return { ...settled, forgottenAnew };
  } finally {
    db.$client.close();
  }
}

/** Names that left this copy's rows, or were about to when it was made, may still be in its bytes. */
function noteScrubbed(db: Database, at: Date): boolean {
  const unscrubbed = loadUnscrubbed(db);
  for (const { id } of unscrubbed) updateForgetting(db, id, { scrubbedAt: at });
  return unscrubbed.length > 0;
}

function scrub(file: string): void {
  const outcome = scrubDatabase({ file });
  if (outcome === 'clean') return;
  throw new Error('there is no room to write it anew without the names that were removed since');
}

/**
 * Moves all content of a database into its one file, which nobody else may have open.
 *
 * @returns whether that succeeded, which also means that it was readable
 */
function closeWal(file: string): boolean {
  if (!beginsAsSqlite(file)) return false;
  const client = new Sqlite(file, { timeout: OTHERS_MAY_HAVE_IT_FOR_MS });
  try {
    return client.pragma('journal_mode = DELETE', { simple: true }) === 'delete';
  } catch (error) {
    if ((error as { code?: string }).code !== 'SQLITE_BUSY') return false;
    const expected = 'expected everything that reads it (a replicator, an sqlite3 shell) to be stopped first';
    throw new RestoreRefused('place', `another process has it open, ${expected}`);
  } finally {
    client.close();
  }
}

/**
 * Keeps a database under a dated name, together with a damaged one's WAL or journal: left behind, that would be taken
 * for the new database's own and played into it.
 */
function setAside(file: string, at: Date, zone: string): string {
  const folder = dirname(file);
  const isTaken = (name: string) => existsSync(join(folder, name));
  const aside = join(folder, copyName(stemOf(basename(file)), at, zone, 'replaced', isTaken));
  // A second link to the same file, so that a database is there at every moment.
  try {
    linkSync(file, aside);
  } catch {
    copyFileSync(file, aside);
  }
  chmodSync(aside, FILE_MODE);
  for (const ending of ['-wal', '-journal']) {
    if (existsSync(`${file}${ending}`)) renameSync(`${file}${ending}`, `${aside}${ending}`);
  }
  syncToDisk(folder);
  return aside;
}

/**
 * Gives a new file the owner of the one it replaces, or of its folder, as far as this process may; never to anybody
 * else.
 */
export function takeAfter(fresh: string, file: string): void {
  const model: Stats = statSync(existsSync(file) ? file : dirname(file));
  chmodSync(fresh, FILE_MODE);
  try {
    chownSync(fresh, model.uid, model.gid);
  } catch {
    // Only root may: anybody else who restores owns the database anyway.
  }
}
