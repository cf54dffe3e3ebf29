import { createRequire } from 'node:module';
import type BetterSqlite3 from 'better-sqlite3';

/** The version of Node-API that better-sqlite3 13 is made for. */
const NODE_API = 10;

/**
 * SQLite's driver: better-sqlite3, version 13 wherever it runs. Version 12, compiled on Node 24.19 or newer, ends the
 * program as soon as a statement is collected as garbage; version 13 dies on Node 20, whose Node-API is older.
 */
export const Sqlite = createRequire(import.meta.url)(
  Number(process.versions['napi']) >= NODE_API ? 'better-sqlite3-13' : 'better-sqlite3',
) as typeof BetterSqlite3;
