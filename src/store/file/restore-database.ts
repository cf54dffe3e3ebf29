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
import { copyDatabase, removeDatabase, syncToDisk } from './copy-database.ts';
import { openDatabase, projectFolder, type Transaction, transact } from './database.ts';
import { beginsAsSqlite, strangeness, UnusableDatabase } from './database-fault.ts';
import { type DatabaseUse, loadDatabaseUse } from './database-use.ts';
import { FILE_MODE } from './private-files.ts';
import { type Settled, settleRestored } from './settle-restored.ts';
import { Sqlite } from './sqlite.ts';

export interface Restored extends Settled {
  /** Where the database that stood there is kept; null: there was none. */
  readonly aside: string | null;
}

const OTHERS_MAY_HAVE_IT_FOR_MS = 1000;

/** Why a copy is not put in a database's place. */
export class RestoreRefused extends Error {
  override readonly name = 'RestoreRefused';
  /** Whose fault it is: the copy's, or the place's. */
  readonly about: 'copy' | 'place';

  constructor(about: 'copy' | 'place', message: string) {
    super(message);
    this.about = about;
  }
}

/**
 * Puts a copy in a database's place. The copy is checked, brought to the newest schema and settled beside the database
 * first; what stood there is kept under a dated name; then one rename puts the new file there. Killed at any moment it
 * leaves either the old database or the new one. No program may be at work on the database.
 *
 * @param restoring.use what the database is for, where that is known
 * @param restoring.also what else is to be changed in it before it is put in place
 * @throws RestoreRefused where the copy is not a sound database of this program, or the place is another program's
 */
export async function restoreDatabase(
  restoring: {
    readonly copy: string;
    readonly file: string;
    readonly use: DatabaseUse | null;
    readonly also?: (tx: Transaction) => void;
  },
  { at, zone }: { readonly at: Date; readonly zone: string },
  migrations = projectFolder('migrations'),
): Promise<Restored> {
  const file = realPlace(restoring.file);
  const fresh = `${file}.restored`;
  removeDatabase(fresh);
  try {
    await bringIn(restoring.copy, { file, fresh, migrations });
    if (existsSync(file)) refuseStrange(file, migrations);
    const present = existsSync(file) && closeWal(file) ? file : null;
    const settled = settle(fresh, { ...restoring, present, at, migrations });
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

function realPlace(file: string): string {
  const path = resolve(file);
  mkdirSync(dirname(path), { recursive: true });
  return existsSync(path) ? realpathSync(path) : join(realpathSync(dirname(path)), basename(path));
}

/** A damaged database may be replaced, a newer one too: that is the way back after an update. */
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

function settle(
  fresh: string,
  {
    present,
    use,
    also,
    at,
    migrations,
  }: {
    present: string | null;
    use: DatabaseUse | null;
    also?: (tx: Transaction) => void;
    at: Date;
    migrations: string;
  },
): Settled {
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
    db.$client.pragma('journal_mode = DELETE');
    return settled;
  } finally {
    db.$client.close();
  }
}

/**
 * Puts everything of a database into its one file, for which nobody else may have it open.
 *
 * @returns whether that could be done: it could be read, then
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
 * Keeps a database under a dated name, together with what a damaged one has beside it: a WAL or journal that is left
 * would be taken for the new database's own, and be played into it.
 */
function setAside(file: string, at: Date, zone: string): string {
  const folder = dirname(file);
  const isTaken = (name: string) => existsSync(join(folder, name));
  const aside = join(folder, copyName(stemOf(basename(file)), at, zone, 'replaced', isTaken));
  // A second name for the same file: at no moment is there no database.
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

/** Gives a new file, as far as this process may, the owner of the one it replaces, or of its folder, and to nobody else. */
export function takeAfter(fresh: string, file: string): void {
  const model: Stats = statSync(existsSync(file) ? file : dirname(file));
  chmodSync(fresh, FILE_MODE);
  try {
    chownSync(fresh, model.uid, model.gid);
  } catch {
    // Only root may: whoever else restores owns the database anyway.
  }
}
