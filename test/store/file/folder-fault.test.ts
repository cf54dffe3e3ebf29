import { readdirSync, writeFileSync } from 'node:fs';
import { platform } from 'node:os';
import { afterAll, expect, test } from 'vitest';
import { findFolderFault } from '../../../src/store/file/folder-fault.ts';
import { canMount, mountSmallDisk } from '../../faults/small-disk.ts';
import { DatabaseFiles } from './database-files.ts';

const files = new DatabaseFiles();
afterAll(() => files.remove());

test('a folder that can be written has no fault, is made where it is missing, and keeps nothing of the trial', () => {
  const folder = files.path('one/two');
  expect(findFolderFault(folder)).toBeNull();
  expect(findFolderFault(folder)).toBeNull();
  expect(readdirSync(folder)).toEqual([]);
});

test('a file, and a path below a file, is no folder', () => {
  writeFileSync(files.path('file'), '');
  expect(findFolderFault(files.path('file'))).toBe('ENOTDIR');
  expect(findFolderFault(files.path('file/below'))).toBe('ENOTDIR');
});

test.runIf(platform() === 'linux')('where no folder can be made there is none', () => {
  expect(findFolderFault('/proc/nowhere')).toBe('ENOENT');
});

test.runIf(canMount())('a disk that takes no writes is a fault, and a full disk is not', () => {
  const disk = mountSmallDisk(1);
  try {
    disk.fill();
    expect(findFolderFault(`${disk.folder}/backups`)).toBeNull();
    disk.makeRoom();
    disk.remount('ro');
    expect(findFolderFault(disk.folder)).toBe('EROFS');
  } finally {
    disk.remove();
  }
});
