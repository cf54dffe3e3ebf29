import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { diskFaults, isRunning } from '../../src/doctor/disk-faults.ts';
import { saveFailedUpdate } from '../../src/store/failed-updates.ts';
import { openDatabase } from '../../src/store/file/database.ts';
import { claimDatabase } from '../../src/store/file/database-use.ts';
import { lockDatabaseFile } from '../../src/store/file/program-lock.ts';

const NOW = new Date('2026-12-01T06:30:00Z');
const DAY_MS = 24 * 60 * 60 * 1000;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hamray-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const shelf = () => ({
  source: join(folder, 'hamray.sqlite'),
  folder: join(folder, 'backups'),
  keep: 14,
  zone: 'Asia/Tehran',
});
const faults = () => diskFaults(shelf(), 'live', NOW);

test('before the first start nothing is wrong, and nothing is made', () => {
  expect(faults()).toEqual([]);
  expect(readdirSync(folder)).toEqual([]);
});

test('a database that the program made is sound, while it runs and after', () => {
  const db = openDatabase(shelf().source);
  claimDatabase(db, 'live');
  const lock = lockDatabaseFile(shelf().source);
  expect([isRunning(shelf().source), faults()]).toEqual([true, []]);
  lock?.release();
  db.$client.close();
  expect([isRunning(shelf().source), faults()]).toEqual([false, []]);
});

test('a folder that cannot be written', () => {
  const lines = diskFaults({ ...shelf(), folder: 'package.json/backups' }, 'live', NOW);
  expect(lines).toEqual([
    'BACKUP_DIR is `package.json/backups`, which cannot be written (ENOTDIR); expected a folder that this program may write to',
  ]);
});

test('a file that is no database', () => {
  writeFileSync(shelf().source, 'a letter'.repeat(100));
  expect(faults()).toEqual([
    `DATABASE_FILE is \`${shelf().source}\`; that is no SQLite database, expected one of this program`,
  ]);
});

test('a rehearsal’s database, and updates that failed', () => {
  const db = openDatabase(shelf().source);
  claimDatabase(db, 'rehearsal');
  saveFailedUpdate(db, { messenger: 'telegram', updateId: 1, payload: {}, error: 'bug', at: NOW });
  db.$client.close();
  const named = `DATABASE_FILE is \`${shelf().source}\``;
  expect(faults()).toEqual([
    `${named}; that is the database of a rehearsal program, expected one of its own`,
    `${named}; 1 updates failed because of a bug in the program and are kept in failed_updates; report them with their lines of the log`,
  ]);
});

test('nightly copies that stopped coming, told only while the program runs', () => {
  openDatabase(shelf().source).$client.close();
  mkdirSync(shelf().folder);
  const copy = join(shelf().folder, 'hamray-2026-11-28-033000.sqlite');
  writeFileSync(copy, '');
  const made = new Date(NOW.getTime() - 3 * DAY_MS);
  utimesSync(copy, made, made);
  expect(faults()).toEqual([]);
  const lock = lockDatabaseFile(shelf().source);
  expect(faults()).toEqual([
    `BACKUP_DIR is \`${shelf().folder}\`, whose newest nightly copy is 3 days old; expected one of last night`,
  ]);
  const yesterday = new Date(NOW.getTime() - DAY_MS);
  utimesSync(copy, yesterday, yesterday);
  expect(faults()).toEqual([]);
  lock?.release();
});
