import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { copyDatabase, removeUnfinishedCopy } from '../../../src/store/file/copy-database.ts';
import { projectFolder } from '../../../src/store/file/database.ts';
import { loadState, saveState } from '../../../src/store/program-state.ts';
import { DatabaseFiles, fatten } from './database-files.ts';

const migrations = projectFolder('migrations');
let files: DatabaseFiles;
beforeEach(() => {
  files = new DatabaseFiles();
});
afterEach(() => files.remove());

const copyTo = (target: string, source = files.path('hamray.sqlite')) =>
  copyDatabase({ source, target, migrations });

describe('a copy', () => {
  test('is one file with everything committed so far, though that stands in the WAL only', async () => {
    const db = files.open('hamray.sqlite');
    saveState(db, 'said', 'something');
    const target = files.path('backups', 'copy.sqlite');
    expect(await copyTo(target)).toBe(statSync(target).size);
    expect(readdirSync(files.path('backups'))).toEqual(['copy.sqlite']);
    const copy = files.read(target);
    expect(copy.prepare("SELECT value FROM program_state WHERE key = 'said'").pluck().get()).toBe(
      'something',
    );
    expect(copy.pragma('journal_mode', { simple: true })).toBe('delete');
    expect(readdirSync(files.path('backups'))).toEqual(['copy.sqlite']);
  });

  test('shows one moment: what is committed while it is made is whole in the database and not in the copy', async () => {
    const db = files.open('hamray.sqlite');
    fatten(db, 20);
    const making = copyTo(files.path('copy.sqlite'));
    let commits = 0;
    let made = false;
    void making.finally(() => {
      made = true;
    });
    while (!made) {
      await new Promise((resolve) => setImmediate(resolve));
      if (!existsSync(files.path('copy.sqlite.part'))) continue;
      commits += 1;
      saveState(db, 'commits', String(commits));
    }
    await making;
    expect(commits).toBeGreaterThan(10);
    expect(loadState(db, 'commits')).toBe(String(commits));
    const copy = files.read(files.path('copy.sqlite'));
    const seen = copy.prepare("SELECT value FROM program_state WHERE key = 'commits'").pluck().get();
    // The snapshot is taken at the first slice: nothing, or the little that was committed before it.
    expect(Number(seen ?? 0)).toBeLessThanOrEqual(3);
    expect(copy.prepare('SELECT count(*) FROM files').pluck().get()).toBe(200);
  });

  test('is for the eyes of the program alone', async () => {
    files.open('hamray.sqlite');
    await copyTo(files.path('backups', 'copy.sqlite'));
    expect(statSync(files.path('backups', 'copy.sqlite')).mode & 0o777).toBe(0o600);
    expect(statSync(files.path('backups')).mode & 0o777).toBe(0o700);
  });

  test('takes no notice of what a killed one left under its name', async () => {
    files.open('hamray.sqlite');
    const target = files.path('copy.sqlite');
    writeFileSync(`${target}.part`, 'half');
    writeFileSync(`${target}.part-journal`, 'half');
    await copyTo(target);
    expect(readdirSync(files.folder).filter((name) => name.startsWith('copy'))).toEqual(['copy.sqlite']);
  });
});

describe('no copy stands under its name, and nothing is left of it,', () => {
  const left = () => readdirSync(files.folder).filter((name) => name.startsWith('copy'));

  test('where a page of the database is damaged', async () => {
    const db = files.open('hamray.sqlite');
    fatten(db, 1);
    files.closeAll();
    const bytes = readFileSync(files.path('hamray.sqlite'));
    bytes.fill(0xa5, 3 * 4096, 6 * 4096);
    writeFileSync(files.path('hamray.sqlite'), bytes);
    await expect(copyTo(files.path('copy.sqlite'))).rejects.toMatchObject({
      name: 'UnusableDatabase',
      fault: 'broken',
    });
    expect(left()).toEqual([]);
  });

  test('where rows point at rows that are not there', async () => {
    const db = files.open('hamray.sqlite');
    db.$client.pragma('foreign_keys = OFF');
    db.$client.exec("INSERT INTO facilitators (account_id, source, since) VALUES (99, 'claim', 0)");
    await expect(copyTo(files.path('copy.sqlite'))).rejects.toMatchObject({ fault: 'dangling' });
    expect(left()).toEqual([]);
  });

  test('where its folder cannot be written', async () => {
    files.open('hamray.sqlite');
    writeFileSync(files.path('copies'), 'a file in the way');
    await expect(copyTo(files.path('copies', 'copy.sqlite'))).rejects.toMatchObject({ code: 'EEXIST' });
  });

  test('where there is no database', async () => {
    await expect(copyTo(files.path('copy.sqlite'))).rejects.toMatchObject({ code: 'SQLITE_CANTOPEN' });
    expect(left()).toEqual([]);
    expect(existsSync(files.path('hamray.sqlite'))).toBe(false);
  });
});

test('what a copy in the making has left is removed with all that SQLite keeps beside it', () => {
  const target = files.path('copy.sqlite');
  for (const ending of ['', '.part', '.part-journal', '.part-wal', '.part-shm']) {
    writeFileSync(`${target}${ending}`, '');
  }
  chmodSync(`${target}.part`, 0o400);
  removeUnfinishedCopy(target);
  expect(readdirSync(files.folder)).toEqual(['copy.sqlite']);
});
