import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { copyBeforeUpdate } from '../../../src/store/file/copy-before-update.ts';
import { openDatabase } from '../../../src/store/file/database.ts';
import { DatabaseFiles, fatten } from './database-files.ts';
import { migrationsWith } from './made-up-migrations.ts';

const at = new Date('2026-12-01T06:00:00Z');
let files: DatabaseFiles;
let migrations: string;
beforeEach(() => {
  files = new DatabaseFiles();
  migrations = migrationsWith('CREATE TABLE `later` (`id` integer)', files.folder);
});
afterEach(() => files.remove());

const shelf = (keep = 3) => ({
  source: files.path('hamray.sqlite'),
  folder: files.path('backups'),
  keep,
  zone: 'Asia/Tehran',
});
const copies = () => (existsSync(files.path('backups')) ? readdirSync(files.path('backups')) : []);

test('a database that is about to be migrated is copied as it was, once', async () => {
  fatten(files.open('hamray.sqlite'), 1);
  files.closeAll();
  const copy = await copyBeforeUpdate(shelf(), at, migrations);
  expect(copy).toBe(files.path('backups', 'hamray-2026-12-01-093000-before-update.sqlite'));
  files.open('hamray.sqlite', migrations);
  files.closeAll();

  expect(await copyBeforeUpdate(shelf(), at, migrations)).toBeNull();
  expect(copies()).toEqual([basename(copy!)]);
  const tables = files.read(copy!).prepare('SELECT name FROM sqlite_master').pluck().all();
  expect(tables).not.toContain('later');
  files.closeAll();
  // What was copied is a database that the older program opens.
  openDatabase(copy!).$client.close();
});

test('a new database, and one that is up to date, is not copied', async () => {
  expect(await copyBeforeUpdate(shelf(), at, migrations)).toBeNull();
  expect(existsSync(files.path('hamray.sqlite'))).toBe(false);
  files.open('hamray.sqlite');
  expect(await copyBeforeUpdate(shelf(), at)).toBeNull();
  expect(copies()).toEqual([]);
});

test('a migration that fails at each start fills the folder no further than is kept', async () => {
  files.open('hamray.sqlite');
  files.closeAll();
  for (let start = 0; start < 5; start += 1) {
    await copyBeforeUpdate(shelf(2), new Date(at.getTime() + start * 60_000), migrations);
  }
  expect(copies()).toEqual([
    'hamray-2026-12-01-093300-before-update.sqlite',
    'hamray-2026-12-01-093400-before-update.sqlite',
  ]);
});

test('without a place for the copy nothing is migrated', async () => {
  files.open('hamray.sqlite');
  writeFileSync(files.path('backups'), 'a file in the way');
  await expect(copyBeforeUpdate(shelf(), at, migrations)).rejects.toMatchObject({
    name: 'NoCopyBeforeUpdate',
    message: expect.stringContaining('EEXIST'),
  });
});
