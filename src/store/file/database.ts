import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type BetterSqlite3 from 'better-sqlite3';
import {
  markDatabase,
  noteMigration,
  outstandingMigrations,
  strangeness,
  UnusableDatabase,
} from './database-fault.ts';
import { makeFolder } from './make-folder.ts';
import { bindSchema, Sqlite } from './sqlite.ts';

/** The program's database. All access is synchronous. */
export type Database = ReturnType<typeof bindSchema>;

/** What store functions take: the database itself, or the transaction that an action runs in. */
export type Transaction = Pick<
  Database,
  'select' | 'selectDistinct' | 'insert' | 'update' | 'delete' | 'query' | 'run' | 'all' | 'get' | '$client'
>;

/**
 * Opens a database file (`:memory:` for one that ends with the program), migrates it to the newest schema, and checks
 * it.
 *
 * @param migrations the folder of the schema's migrations
 * @throws UnusableDatabase where it belongs to another program or a newer version; it is then left unchanged
 * @throws where the file is no database, or rows refer to rows that do not exist
 */
export function openDatabase(file: string, migrations = projectFolder('migrations')): Database {
  if (file !== ':memory:') makeFolder(dirname(resolve(file)));
  const client = new Sqlite(file);
  try {
    const strange = strangeness(client, migrations);
    if (strange) throw new UnusableDatabase(strange);
    client.pragma('journal_mode = WAL');
    // better-sqlite3 is compiled to run WAL at NORMAL, which may lose the last commits with the power:
    // an answer that an expert saw accepted must outlive it.
    client.pragma('synchronous = FULL');
    client.pragma('busy_timeout = 5000');
    // Deleted or overwritten data is zeroed in the same commit.
    client.pragma('secure_delete = ON');
    migrateDatabase(client, migrations);
    markDatabase(client);
    client.pragma('foreign_keys = ON');
    return bindSchema(client);
  } catch (error) {
    client.close();
    throw error;
  }
}

/** Who reads much reads each page once or twice; the driver would keep 16 MB of them. */
const READING_CACHE_KB = 2000;

/** Opens a database file that the program already has open, for reading in another thread while it is written. */
export function openForReading(file: string): Database {
  const client = new Sqlite(file, { readonly: true, fileMustExist: true });
  client.pragma(`cache_size = -${READING_CACHE_KB}`);
  return bindSchema(client);
}

/**
 * Applies outstanding migrations, all or none. SQLite changes a table by rebuilding it, and dropping the old one would
 * silently cascade through foreign keys; so they are off meanwhile, and every key is checked before the commit.
 *
 * drizzle's own `migrate` is not used: where the disk is full, SQLite has already rolled back by itself, and the
 * failure of drizzle's ROLLBACK would hide the reason.
 */
function migrateDatabase(client: BetterSqlite3.Database, migrations: string): void {
  client.pragma('foreign_keys = OFF');
  const outstanding = outstandingMigrations(client, migrations);
  const apply = () => {
    for (const { sql, hash, folderMillis } of outstanding) {
      for (const statement of sql) client.exec(statement);
      noteMigration(client, { hash, folderMillis });
    }
    const broken = client.pragma('foreign_key_check') as unknown[];
    if (broken.length > 0) throw new Error(`${broken.length} rows point at missing rows after the migration`);
  };
  if (outstanding.length > 0) client.transaction(apply).immediate();
  else apply();
}

/** A folder beside package.json, whether this code runs from the sources or from the bundle. */
export function projectFolder(name: string): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(resolve(folder, 'package.json'))) folder = dirname(folder);
  return resolve(folder, name);
}

/** Runs several reads as of one moment. */
export function readTogether<T>(db: Database, read: (tx: Transaction) => T): T {
  return transactionOf(db)(() => read(db)) as T;
}

/** Runs one action's reads and writes as a whole: all or nothing, and no other program in between. */
export function transact<T>(db: Database, action: (tx: Transaction) => T): T {
  return transactionOf(db).immediate(() => action(db)) as T;
}

/** Does something within a transaction, returns its result, and rolls back whatever it wrote. */
export function takenBack<T>({ $client }: Transaction, work: () => T): T {
  $client.exec('SAVEPOINT taken_back');
  try {
    return work();
  } finally {
    // On a full disk SQLite has already rolled back the whole transaction by itself.
    if ($client.inTransaction) $client.exec('ROLLBACK TO taken_back; RELEASE taken_back');
  }
}

type Run = BetterSqlite3.Transaction<(work: () => unknown) => unknown>;

const runs = new WeakMap<BetterSqlite3.Database, Run>();

/** Built once a database: building one takes longer than beginning and ending a transaction. */
function transactionOf({ $client }: Database): Run {
  const run = runs.get($client) ?? $client.transaction((work) => work());
  runs.set($client, run);
  return run;
}
