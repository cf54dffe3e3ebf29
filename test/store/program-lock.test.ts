import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockDatabaseFile } from '../../src/store/program-lock.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hamray-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

test('a database file is one program’s at a time', () => {
  const file = join(folder, 'study.sqlite');
  const first = lockDatabaseFile(file);
  expect(first).not.toBeNull();
  expect(lockDatabaseFile(file)).toBeNull();
  first!.release();
  const second = lockDatabaseFile(file);
  expect(second).not.toBeNull();
  second!.release();
});

test('whatever its name: relative, or through a link', () => {
  const file = join(folder, 'study.sqlite');
  writeFileSync(file, '');
  symlinkSync(file, join(folder, 'link.sqlite'));
  const lock = lockDatabaseFile(file)!;
  expect(lockDatabaseFile(relative(process.cwd(), file))).toBeNull();
  expect(lockDatabaseFile(join(folder, 'link.sqlite'))).toBeNull();
  lock.release();
});

test('another file is free', () => {
  const locks = ['one', 'two'].map((name) => lockDatabaseFile(join(folder, `${name}.sqlite`)));
  expect(locks).not.toContain(null);
  for (const lock of locks) lock?.release();
});
