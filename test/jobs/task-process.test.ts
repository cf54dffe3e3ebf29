import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runInProcess } from '../../src/jobs/task-process.ts';
import { projectFolder, transact } from '../../src/store/file/database.ts';
import { findDatabaseFault } from '../../src/store/file/database-fault.ts';
import { removeUnfinishedCopies } from '../../src/store/file/kept-copies.ts';
import { saveState } from '../../src/store/program-state.ts';
import { DatabaseFiles, fatten } from '../store/file/database-files.ts';
import { until } from '../until.ts';

const COMPILED = join(projectFolder('dist'), 'worker.js');
const migrations = projectFolder('migrations');
let files: DatabaseFiles;
beforeEach(() => {
  files = new DatabaseFiles();
});
afterEach(() => files.remove());

const copy = (name: string, signal = new AbortController().signal) => {
  const input = { source: files.path('hamray.sqlite'), target: files.path('backups', name), migrations };
  return runInProcess(COMPILED, { name: 'copy-database', input }, signal);
};

describe('a copy made in a process of its own', () => {
  test('lets taps go on meanwhile', async () => {
    const db = files.open('hamray.sqlite');
    fatten(db, 60);
    let commits = 0;
    let made = false;
    const making = copy('copy.sqlite').finally(() => {
      made = true;
    });
    while (!made) {
      await new Promise((resolve) => setImmediate(resolve));
      transact(db, (tx) => saveState(tx, 'tap', String(commits)));
      commits += 1;
    }
    expect(await making).toBeGreaterThan(60_000_000);
    // On the thread of the taps the copying would be one stop.
    expect(commits).toBeGreaterThan(20);
    expect(findDatabaseFault(files.path('backups', 'copy.sqlite'), migrations)).toBeNull();
  });

  test('says why it could not be made, as this thread would', async () => {
    await expect(copy('copy.sqlite')).rejects.toMatchObject({ code: 'SQLITE_CANTOPEN' });
    files
      .open('hamray.sqlite')
      .$client.exec('PRAGMA foreign_keys = OFF; INSERT INTO facilitators VALUES (9, 0, 0)');
    await expect(copy('copy.sqlite')).rejects.toMatchObject({ name: 'UnusableDatabase' });
  });

  test('is called off at once, whatever it is doing', async () => {
    fatten(files.open('hamray.sqlite'), 50);
    const ending = new AbortController();
    const making = copy('copy.sqlite', ending.signal);
    const caught = expect(making).rejects.toThrow(/SIGKILL/);
    await until(() => existsSync(files.path('backups', 'copy.sqlite.part')));
    ending.abort();
    await caught;
    // It would have come to its end otherwise.
    expect(existsSync(files.path('backups', 'copy.sqlite'))).toBe(false);
    await expect(copy('later.sqlite', ending.signal)).rejects.toThrow();
  });
});

test('killed at any moment, no copy under a whole one’s name is unsound, and the rest is cleared away', async () => {
  fatten(files.open('hamray.sqlite'), 30);
  const size = await copy('hamray-2026-12-01-033000.sqlite');
  let cutOff = 0;
  for (const part of [0, 0.3, 0.6, 0.9, 1]) {
    const target = files.path('backups', `hamray-2026-12-02-03300${Math.round(part * 9)}.sqlite`);
    const ending = new AbortController();
    const making = copy(basename(target), ending.signal).catch(() => undefined);
    await until(() => existsSync(target) || sizeOf(`${target}.part`) >= part * size);
    ending.abort();
    await making;
    if (existsSync(target)) expect(findDatabaseFault(target, migrations)).toBeNull();
    else cutOff += Number(existsSync(`${target}.part`));
  }
  expect(cutOff).toBeGreaterThan(2);
  const whole = readdirSync(files.path('backups')).filter((name) => name.endsWith('.sqlite'));
  removeUnfinishedCopies({ source: files.path('hamray.sqlite'), folder: files.path('backups') });
  expect(readdirSync(files.path('backups'))).toEqual(whole);
});

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? -1;
}
