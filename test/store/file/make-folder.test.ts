import { existsSync } from 'node:fs';
import { platform } from 'node:os';
import { afterAll, expect, test } from 'vitest';
import { makeFolder } from '../../../src/store/file/make-folder.ts';
import { DatabaseFiles } from './database-files.ts';

const files = new DatabaseFiles();
afterAll(() => files.remove());

test('a folder is made with all missing parents, and existing ones stay as they are', () => {
  const folder = files.path('one/two/three');
  makeFolder(folder);
  makeFolder(folder);
  expect(existsSync(folder)).toBe(true);
});

test.runIf(platform() === 'linux')(
  'a file system that lets no folder be made ends the try with an error',
  () => {
    expect(() => makeFolder('/proc/nowhere/deep')).toThrow(/ENOENT/);
  },
);
