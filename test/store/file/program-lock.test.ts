import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockDatabaseFile } from '../../../src/store/file/program-lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hamray-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a database file is taken once at a time, and free again when it is let go', () => {
  const file = join(folder, 'data', 'hamray.sqlite');
  const lock = lockDatabaseFile(file);
  expect(lock).not.toBeNull();
  expect(lockDatabaseFile(file)).toBeNull();
  lock!.release();
  const next = lockDatabaseFile(file);
  expect(next).not.toBeNull();
  next!.release();
});

test('another spelling of its path, or a link to it, is the same file', () => {
  const file = join(folder, 'hamray.sqlite');
  writeFileSync(file, '');
  symlinkSync(file, join(folder, 'link.sqlite'));
  const lock = lockDatabaseFile(file);
  expect(lockDatabaseFile(relative(process.cwd(), file))).toBeNull();
  expect(lockDatabaseFile(join(folder, 'link.sqlite'))).toBeNull();
  lock!.release();
});

test('two files of one folder can be taken at once', () => {
  const locks = ['a', 'b'].map((name) => lockDatabaseFile(join(folder, `${name}.sqlite`)));
  for (const lock of locks) {
    expect(lock).not.toBeNull();
    lock!.release();
  }
});
