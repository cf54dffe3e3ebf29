import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import { type Database, openDatabase } from '../../../src/store/file/database.ts';
import { Sqlite } from '../../../src/store/file/sqlite.ts';
import { openDatabaseFile } from '../../fixtures/database.ts';

/** A folder of the test's own with database files; `remove` closes and removes all. */
export class DatabaseFiles {
  readonly folder = mkdtempSync(join(tmpdir(), 'hamray-'));
  private readonly opened: { close(): unknown }[] = [];

  path(...names: string[]): string {
    return join(this.folder, ...names);
  }

  open(name: string, migrations?: string): Database {
    const path = this.path(name);
    const db = migrations === undefined ? openDatabaseFile(path) : openDatabase(path, migrations);
    this.opened.push(db.$client);
    return db;
  }

  /** A look at a file as SQLite alone sees it. */
  read(path: string): BetterSqlite3.Database {
    const client = new Sqlite(path, { readonly: true, fileMustExist: true });
    this.opened.push(client);
    return client;
  }

  closeAll(): void {
    for (const client of this.opened.splice(0)) client.close();
  }

  remove(): void {
    this.closeAll();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Fills a database with about so many megabytes that nothing in the program reads. */
export function fatten(db: Database, megabytes: number): void {
  const insert = db.$client.prepare("INSERT INTO files (name, created_at) VALUES ('ballast', 0)");
  const fill = db.$client.prepare('INSERT INTO file_pieces VALUES (?, 0, randomblob(100000))');
  db.$client.transaction(() => {
    for (let count = 0; count < megabytes * 10; count += 1) fill.run(insert.run().lastInsertRowid);
  })();
}
