import { createRequire } from 'node:module';
import type BetterSqlite3 from 'better-sqlite3';
import { createTableRelationsHelpers, extractTablesRelationalConfig } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { BaseSQLiteDatabase, SQLiteSyncDialect } from 'drizzle-orm/sqlite-core';
import * as schema from '../schema.ts';
import { QuickSession } from './quick-session.ts';

/** The version of Node-API that better-sqlite3 13 is built for. */
const NODE_API = 10;

/**
 * SQLite's driver: better-sqlite3 13 wherever it runs. Version 12, compiled on Node 24.19 or newer, crashes the program
 * as soon as a statement is garbage-collected; version 13 crashes on Node 20, whose Node-API is older.
 *
 * @throws where npm could not install it
 */
export const Sqlite = loadDriver();

function loadDriver(): typeof BetterSqlite3 {
  const isNew = Number(process.versions['napi']) >= NODE_API;
  const require = createRequire(import.meta.url);
  try {
    const from = isNew ? require : createRequire(require.resolve('sqlite-on-node-20/package.json'));
    return from('better-sqlite3') as typeof BetterSqlite3;
  } catch (cause) {
    const remedy = isNew
      ? 'install it by `npm ci`'
      : 'on Node 20 npm compiles it: install Python 3, make and a C++ compiler, then run `npm ci` again (or use Node 22)';
    throw new Error(`better-sqlite3, the driver of SQLite, is not installed: ${remedy}`, { cause });
  }
}

const tables = extractTablesRelationalConfig(schema, createTableRelationsHelpers);

/**
 * The schema's tables in an open file. Drizzle's own `drizzle()` would import version 13, which Node 20 does not have.
 */
export function bindSchema(client: BetterSqlite3.Database) {
  const dialect = new SQLiteSyncDialect();
  const relations = { fullSchema: schema, schema: tables.tables, tableNamesMap: tables.tableNamesMap };
  const session = new QuickSession(client, dialect, relations as never);
  const db = new BaseSQLiteDatabase('sync', dialect, session as never, relations as never);
  return Object.assign(db as unknown as BetterSQLite3Database<typeof schema>, { $client: client });
}
