import { closeSync, openSync, readSync } from 'node:fs';
import type BetterSqlite3 from 'better-sqlite3';
import { type MigrationMeta, readMigrationFiles } from 'drizzle-orm/migrator';
import { Sqlite } from './sqlite.ts';

/** What keeps a file from being used as this program's database. */
export type DatabaseFault =
  /** Not an SQLite file, or an empty one. */
  | 'not-sqlite'
  /** It belongs to another program. */
  | 'foreign'
  /** It has been through migrations that this program does not have. */
  | 'newer'
  /** Its pages contradict each other. */
  | 'broken'
  /** Rows refer to rows that do not exist. */
  | 'dangling';

/** The wording of each fault in the one line printed when a start or a restore fails. */
const FAULT_WORDS: Readonly<Record<DatabaseFault, string>> = {
  'not-sqlite': 'that is no SQLite database, expected one of this program',
  foreign: 'that is the database of another program, expected one of this program',
  newer:
    'that is the database of a newer version of this program, expected that version, or a copy made before it',
  broken: 'that database is damaged, expected a sound one',
  dangling: 'that database is damaged (rows point at missing rows), expected a sound one',
};

/** The database cannot be used as it is. */
export class UnusableDatabase extends Error {
  override readonly name = 'UnusableDatabase';
  readonly fault: DatabaseFault;

  constructor(fault: DatabaseFault) {
    super(FAULT_WORDS[fault]);
    this.fault = fault;
  }
}

/** `Hmry`, in the header of every database of this program (`PRAGMA application_id`). */
const APPLICATION_ID = 0x486d7279;
const MAGIC = 'SQLite format 3\0';
const PASSED = '__drizzle_migrations';

/**
 * Whether an open database belongs to another program or a newer version. An empty file belongs to nobody. One without
 * the mark, which older versions did not set, is recognised by its list of migrations.
 *
 * @param migrations the folder of the schema's migrations
 */
export function strangeness(client: BetterSqlite3.Database, migrations: string): 'foreign' | 'newer' | null {
  const mark = client.pragma('application_id', { simple: true });
  const tables = client.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all();
  const isMarked = mark === APPLICATION_ID;
  if (!isMarked && (mark !== 0 || (tables.length > 0 && !tables.includes(PASSED)))) return 'foreign';
  const known = readMigrationFiles({ migrationsFolder: migrations }).at(-1)?.folderMillis ?? 0;
  return lastMigration(client) > known ? 'newer' : null;
}

/** Whether a database has been through some of the migrations, but not all. */
export function isOutdated(client: BetterSqlite3.Database, migrations: string): boolean {
  return lastMigration(client) > 0 && outstandingMigrations(client, migrations).length > 0;
}

/** The migrations that a database has not been through, in order. */
export function outstandingMigrations(client: BetterSqlite3.Database, migrations: string): MigrationMeta[] {
  const last = lastMigration(client);
  return readMigrationFiles({ migrationsFolder: migrations }).filter((one) => one.folderMillis > last);
}

/** Notes, as drizzle-kit does, that a database has been through a migration. */
export function noteMigration(
  client: BetterSqlite3.Database,
  { hash, folderMillis }: Pick<MigrationMeta, 'hash' | 'folderMillis'>,
): void {
  client.exec(
    `CREATE TABLE IF NOT EXISTS ${PASSED} (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at numeric)`,
  );
  client.prepare(`INSERT INTO ${PASSED} (hash, created_at) VALUES (?, ?)`).run(hash, folderMillis);
}

/** Sets the mark where it is not set yet. */
export function markDatabase(client: BetterSqlite3.Database): void {
  if (client.pragma('application_id', { simple: true }) !== APPLICATION_ID) {
    client.pragma(`application_id = ${APPLICATION_ID}`);
  }
}

/**
 * Opens a file read-only and checks all of it.
 *
 * @returns what is wrong with it; null: it is a sound database of this program, of this version or an older one
 * @throws where it cannot be read at all
 */
export function findDatabaseFault(file: string, migrations: string): DatabaseFault | null {
  if (!beginsAsSqlite(file)) return 'not-sqlite';
  const client = new Sqlite(file, { readonly: true, fileMustExist: true });
  try {
    const strange = strangeness(client, migrations);
    if (strange) return strange;
    if (lastMigration(client) === 0) return 'foreign';
    if (client.pragma('integrity_check(1)', { simple: true }) !== 'ok') return 'broken';
    return (client.pragma('foreign_key_check') as unknown[]).length > 0 ? 'dangling' : null;
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (typeof code === 'string' && /^SQLITE_(CORRUPT|NOTADB|ERROR)/.test(code)) return 'broken';
    throw error;
  } finally {
    client.close();
  }
}

/**
 * Whether a file has SQLite's header. Not to be called while this process has it open through SQLite: closing a second
 * descriptor drops the process's locks on the file.
 */
export function beginsAsSqlite(file: string): boolean {
  const head = Buffer.alloc(MAGIC.length);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, head, 0, head.length, 0);
  } finally {
    closeSync(descriptor);
  }
  return head.toString('latin1') === MAGIC;
}

/** The newest migration that a database has been through, from the journal; 0: none. */
function lastMigration(client: BetterSqlite3.Database): number {
  const list = client.prepare('SELECT 1 FROM sqlite_master WHERE name = ?').get(PASSED);
  if (!list) return 0;
  return Number(client.prepare(`SELECT max(created_at) FROM ${PASSED}`).pluck().get() ?? 0);
}
