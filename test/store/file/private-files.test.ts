import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeFolder } from '../../../src/store/file/make-folder.ts';
import { closeToOthers } from '../../../src/store/file/private-files.ts';
import { canMount, mountSmallDisk } from '../../faults/small-disk.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'private-'));
  chmodSync(root, 0o755);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(...names: string[]): void {
  for (const name of names) {
    makeFolder(join(root, name, '..'));
    chmodSync(join(root, name, '..'), 0o755);
    writeFileSync(join(root, name), '');
    chmodSync(join(root, name), 0o644);
  }
}

const mode = (name: string) => (statSync(join(root, name)).mode & 0o777).toString(8);
const close = (folder = 'data/backups') =>
  closeToOthers({ source: join(root, 'data/hamray.sqlite'), folder: join(root, folder) });

test('what an earlier version left open is closed: the database, all beside it under its name, its copies, both folders', () => {
  const names = [
    'data/hamray.sqlite',
    'data/hamray.sqlite-wal',
    'data/hamray.sqlite-shm',
    'data/hamray.sqlite.lock',
    'data/hamray.sqlite.chats.json',
    'data/hamray-2026-12-01-101500-replaced.sqlite',
    'data/backups/hamray-2026-12-01-033000.sqlite',
    'data/backups/hamray-2026-12-01-101500-asked.sqlite.part',
    'data/backups/hamray-2026-12-01-101500-asked.sqlite.part-journal',
  ];
  write(...names);
  expect(close()).toEqual([]);
  for (const name of names) expect(mode(name), name).toBe('600');
  expect([mode('data'), mode('data/backups')]).toEqual(['700', '700']);
});

test('files of others, and a folder that holds some, stay as they are', () => {
  write(
    'data/hamray.sqlite',
    'data/notes.txt',
    'data/other.sqlite',
    'copies/hamray-2026-12-01-033000.sqlite',
    'copies/site.tar',
  );
  close('copies');
  expect(mode('data/hamray.sqlite')).toBe('600');
  expect(mode('copies/hamray-2026-12-01-033000.sqlite')).toBe('600');
  for (const name of ['data/notes.txt', 'data/other.sqlite', 'copies/site.tar'])
    expect(mode(name), name).toBe('644');
  expect([mode('data'), mode('copies')]).toEqual(['755', '755']);
});

test('where a link leads to the database, it is closed there, and what else a link leads to stays as it is', () => {
  write('real/hamray.sqlite', 'real/hamray.sqlite-wal', 'elsewhere');
  mkdirSync(join(root, 'data'));
  symlinkSync(join(root, 'real/hamray.sqlite'), join(root, 'data/hamray.sqlite'));
  symlinkSync(join(root, 'elsewhere'), join(root, 'real/hamray.sqlite-shm'));
  expect(close()).toEqual([]);
  expect([mode('real/hamray.sqlite'), mode('real/hamray.sqlite-wal')]).toEqual(['600', '600']);
  expect(mode('elsewhere')).toBe('644');
});

test.runIf(canMount())(
  'a file that cannot be made private is reported, and the others are made private all the same',
  () => {
    const disk = mountSmallDisk(1);
    try {
      mkdirSync(join(root, 'data'));
      for (const name of ['hamray.sqlite', 'hamray.sqlite-wal'])
        writeFileSync(join(disk.folder, name), '', { mode: 0o644 });
      write('data/backups/hamray-2026-12-01-033000.sqlite');
      disk.remount('ro');
      const source = join(disk.folder, 'hamray.sqlite');
      const told = closeToOthers({ source, folder: join(root, 'data/backups') });
      expect(told.map(({ path }) => basename(path)).slice(0, 2)).toEqual([
        'hamray.sqlite',
        'hamray.sqlite-wal',
      ]);
      expect(told[0]!.error).toMatchObject({ code: 'EROFS' });
      expect(mode('data/backups/hamray-2026-12-01-033000.sqlite')).toBe('600');
    } finally {
      disk.remove();
    }
  },
);

test('missing files are no fault, and files that are private already stay so', () => {
  expect(close()).toEqual([]);
  write('data/hamray.sqlite');
  close();
  expect(close()).toEqual([]);
  expect(mode('data/hamray.sqlite')).toBe('600');
});

test('a folder that is made is for this account alone, each one on the way to it', () => {
  makeFolder(join(root, 'a/b'));
  expect([mode('a'), mode('a/b')]).toEqual(['700', '700']);
  mkdirSync(join(root, 'c'), 0o755);
  makeFolder(join(root, 'c'));
  expect(mode('c')).toBe('755');
  expect(readdirSync(root).sort()).toEqual(['a', 'c']);
});
