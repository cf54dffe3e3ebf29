import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase, projectFolder } from '../../../src/store/file/database.ts';
import { findDatabaseFault, UnusableDatabase } from '../../../src/store/file/database-fault.ts';
import { Sqlite } from '../../../src/store/file/sqlite.ts';
import { DatabaseFiles, fatten } from './database-files.ts';
import { migrationsWith } from './made-up-migrations.ts';

const migrations = projectFolder('migrations');
let files: DatabaseFiles;
let file: string;
beforeEach(() => {
  files = new DatabaseFiles();
  file = files.path('hamray.sqlite');
});
afterEach(() => files.remove());

function change(sql: string): void {
  const client = new Sqlite(file);
  client.pragma('foreign_keys = OFF');
  client.exec(sql);
  client.close();
}

function made(): void {
  fatten(files.open('hamray.sqlite'), 1);
  files.closeAll();
}

describe('a file', () => {
  test('of this program is sound', () => {
    made();
    expect(findDatabaseFault(file, migrations)).toBeNull();
  });

  test('of an older version is sound, marked or not', () => {
    made();
    expect(findDatabaseFault(file, migrationsWith('SELECT 1', files.folder))).toBeNull();
    change('PRAGMA application_id = 0');
    expect(findDatabaseFault(file, migrations)).toBeNull();
  });

  test.each([
    ['is empty', ''],
    ['is a text', 'کد,نام\n۱,سارا\n'.repeat(100)],
    ['only begins as one', 'SQLite format 3\0 and then nothing of the kind'],
  ])('that %s is refused', (_how, content) => {
    writeFileSync(file, content);
    expect(findDatabaseFault(file, migrations)).toMatch(/^(not-sqlite|broken)$/);
  });

  test.each([
    ['is another program’s', 'PRAGMA application_id = 7; CREATE TABLE notes (id)'],
    ['bears no mark and knows no migration', 'CREATE TABLE notes (id)'],
    ['bears our tables under another program’s mark', 'PRAGMA application_id = 7'],
  ])('that %s is foreign', (how, sql) => {
    if (how.includes('tables')) made();
    change(sql);
    expect(findDatabaseFault(file, migrations)).toBe('foreign');
  });

  test('of a newer version is told apart', () => {
    files.open('hamray.sqlite', migrationsWith('CREATE TABLE `later` (`id` integer)', files.folder));
    files.closeAll();
    expect(findDatabaseFault(file, migrations)).toBe('newer');
  });

  test('with a damaged page is broken', () => {
    made();
    const bytes = readFileSync(file);
    bytes.fill(0xa5, 5 * 4096, 8 * 4096);
    writeFileSync(file, bytes);
    expect(findDatabaseFault(file, migrations)).toBe('broken');
  });

  test('that was cut off is broken', () => {
    made();
    truncateSync(file, 8 * 4096);
    expect(findDatabaseFault(file, migrations)).toBe('broken');
  });

  test('with an index that misses a row is broken, though every page can be read', () => {
    made();
    change("INSERT INTO accounts (messenger, user_id, created_at) VALUES ('telegram', 5, 0)");
    const client = new Sqlite(file);
    const root = client
      .prepare("SELECT rootpage FROM sqlite_master WHERE name = 'accounts_person'")
      .pluck()
      .get() as number;
    client.close();
    const bytes = readFileSync(file);
    // The leaf's header: no cells any more.
    bytes.writeUInt16BE(0, (root - 1) * 4096 + 3);
    writeFileSync(file, bytes);
    expect(findDatabaseFault(file, migrations)).toBe('broken');
  });

  test('with rows that point at missing rows is dangling', () => {
    made();
    change("INSERT INTO facilitators (account_id, source, since) VALUES (99, 'claim', 0)");
    expect(findDatabaseFault(file, migrations)).toBe('dangling');
  });

  test('that is looked at stays as it is, with nothing beside it', () => {
    made();
    change('PRAGMA journal_mode = DELETE');
    const before = readFileSync(file);
    findDatabaseFault(file, migrations);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(files.folder)).toEqual(['hamray.sqlite']);
  });
});

describe('to open', () => {
  test('a new database marks it, and so does an older one without the mark', () => {
    const mark = () => files.read(file).pragma('application_id', { simple: true });
    made();
    expect(mark()).toBe(0x486d7279);
    change('PRAGMA application_id = 0');
    files.open('hamray.sqlite');
    expect(mark()).toBe(0x486d7279);
  });

  test('a newer database, or another program’s, is refused and leaves it as it is', () => {
    files.open('hamray.sqlite', migrationsWith('CREATE TABLE `later` (`id` integer)', files.folder));
    files.closeAll();
    const before = readFileSync(file);
    expect(() => openDatabase(file)).toThrow(UnusableDatabase);
    expect(() => openDatabase(file)).toThrow(/newer version/);
    expect(readFileSync(file).equals(before)).toBe(true);

    const other = files.path('other.sqlite');
    const client = new Sqlite(other);
    client.exec('CREATE TABLE notes (id)');
    client.close();
    expect(() => openDatabase(other)).toThrow(/another program/);
    expect(files.read(other).prepare('SELECT name FROM sqlite_master').pluck().all()).toEqual(['notes']);
  });
});
