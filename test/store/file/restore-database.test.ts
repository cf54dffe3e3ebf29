import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { basename } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { copyDatabase } from '../../../src/store/file/copy-database.ts';
import { projectFolder } from '../../../src/store/file/database.ts';
import { claimDatabase, type DatabaseUse } from '../../../src/store/file/database-use.ts';
import { RestoreRefused, restoreDatabase } from '../../../src/store/file/restore-database.ts';
import { Sqlite } from '../../../src/store/file/sqlite.ts';
import { loadState, saveState } from '../../../src/store/program-state.ts';
import { DatabaseFiles, fatten } from './database-files.ts';
import { migrationsWith } from './made-up-migrations.ts';

const at = new Date('2026-12-01T11:30:00Z');
const migrations = projectFolder('migrations');
const ASIDE = 'hamray-2026-12-01-150000-replaced.sqlite';

let files: DatabaseFiles;
let file: string;
let copy: string;
beforeEach(async () => {
  files = new DatabaseFiles();
  file = files.path('hamray.sqlite');
  copy = files.path('copy.sqlite');
  const db = files.open('hamray.sqlite');
  fatten(db, 1);
  saveState(db, 'said', 'before');
  await copyDatabase({ source: file, target: copy, migrations });
  saveState(db, 'said', 'after');
  files.closeAll();
});
afterEach(() => files.remove());

const restore = (from = copy, use: DatabaseUse | null = null, to = file) =>
  restoreDatabase({ copy: from, file: to, use }, { at, zone: 'Asia/Tehran' });

function said(path: string): unknown {
  const client = new Sqlite(path);
  try {
    return client.prepare("SELECT value FROM program_state WHERE key = 'said'").pluck().get();
  } finally {
    client.close();
  }
}

/** A database as a killed program leaves it: its last commits stand in the WAL alone. */
function leaveWal(): void {
  const db = files.open('hamray.sqlite');
  saveState(db, 'said', 'last');
  for (const ending of ['', '-wal']) copyFileSync(`${file}${ending}`, `${file}${ending}.kept`);
  files.closeAll();
  for (const ending of ['', '-wal']) copyFileSync(`${file}${ending}.kept`, `${file}${ending}`);
}

describe('a copy that is restored', () => {
  test('stands in the database’s place, and what stood there is kept whole under a dated name', async () => {
    leaveWal();
    const { aside } = await restore();
    expect(aside).toBe(files.path(ASIDE));
    expect(said(file)).toBe('before');
    expect(said(aside!)).toBe('last');
    expect(readdirSync(files.folder).filter((name) => !name.endsWith('.kept'))).toEqual(
      ['copy.sqlite', ASIDE, 'hamray.sqlite'].sort(),
    );
  });

  test('is taken up by the program as any other', async () => {
    await restore();
    const db = files.open('hamray.sqlite');
    expect(loadState(db, 'said')).toBe('before');
    expect(db.$client.pragma('journal_mode', { simple: true })).toBe('wal');
  });

  test('stays as it is, and can be restored again', async () => {
    const before = readFileSync(copy);
    expect((await restore()).aside).toBe(files.path(ASIDE));
    expect((await restore()).aside).toBe(files.path(ASIDE.replace('.sqlite', '-2.sqlite')));
    expect(readFileSync(copy).equals(before)).toBe(true);
    expect(said(files.path(ASIDE))).toBe('after');
  });

  test('needs no database to replace: a new machine has none', async () => {
    const there = files.path('new', 'hamray.sqlite');
    expect((await restore(copy, null, there)).aside).toBeNull();
    expect(said(there)).toBe('before');
    expect(readdirSync(files.path('new'))).toEqual(['hamray.sqlite']);
  });

  test('keeps the owner of the database, and a link to it, and nobody else may read it or what stood there', async () => {
    chmodSync(file, 0o640);
    if (process.getuid?.() === 0) chownSync(file, 1234, 5678);
    const { uid, gid } = statSync(file);
    const link = files.path('link.sqlite');
    symlinkSync(file, link);
    const { aside } = await restore(copy, null, link);
    expect(statSync(file)).toMatchObject({ uid, gid });
    expect(statSync(aside!).mode & 0o777).toBe(0o600);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect([said(link), said(file)]).toEqual(['before', 'before']);
  });

  test('of an older version is brought up to date on the way', async () => {
    const newer = migrationsWith('CREATE TABLE `later` (`id` integer)', files.folder);
    await restoreDatabase({ copy, file, use: null }, { at, zone: 'UTC' }, newer);
    const db = files.open('hamray.sqlite', newer);
    expect(db.$client.prepare('SELECT count(*) FROM later').pluck().get()).toBe(0);
  });
});

describe('what stands in the way of no restoring', () => {
  test('a damaged database, which is kept as it is with its WAL', async () => {
    leaveWal();
    const bytes = readFileSync(file).fill(0xa5, 0, 2 * 4096);
    writeFileSync(file, bytes);
    const wal = readFileSync(`${file}-wal`);
    const { aside, knowsWhatWasSent } = await restore();
    expect(knowsWhatWasSent).toBe(false);
    expect(said(file)).toBe('before');
    expect(readFileSync(aside!).equals(bytes)).toBe(true);
    expect(readFileSync(`${aside}-wal`).equals(wal)).toBe(true);
    expect(existsSync(`${file}-wal`)).toBe(false);
  });

  test('a WAL that a lost database has left: it is not played into the copy', async () => {
    leaveWal();
    const wal = readFileSync(`${file}-wal`);
    const there = files.path('lost.sqlite');
    writeFileSync(`${there}-wal`, wal);
    await restore(copy, null, there);
    expect(said(there)).toBe('before');
  });

  test('a newer database: this is the way back after an update', async () => {
    files.open('hamray.sqlite', migrationsWith('CREATE TABLE `later` (`id` integer)', files.folder));
    files.closeAll();
    await restore();
    expect(said(file)).toBe('before');
    files.open('hamray.sqlite');
  });

  test('what a killed restoring has left', async () => {
    for (const ending of ['', '-wal', '.part']) writeFileSync(`${file}.restored${ending}`, 'half');
    await restore();
    expect(said(file)).toBe('before');
    expect(readdirSync(files.folder).filter((name) => name.includes('restored'))).toEqual([]);
  });
});

describe('refused, and nothing is changed:', () => {
  const another = (sql: string) => {
    const client = new Sqlite(files.path('another.sqlite'));
    client.exec(sql);
    client.close();
    return files.path('another.sqlite');
  };
  const spoilt = (spoil: (bytes: Buffer) => void) => {
    const bytes = readFileSync(copy);
    spoil(bytes);
    writeFileSync(files.path('spoilt.sqlite'), bytes);
    return files.path('spoilt.sqlite');
  };
  const changed = (sql: string) => {
    copyFileSync(copy, files.path('changed.sqlite'));
    const client = new Sqlite(files.path('changed.sqlite'));
    client.pragma('foreign_keys = OFF');
    client.exec(sql);
    client.close();
    return files.path('changed.sqlite');
  };
  const written = (content: string) => {
    writeFileSync(files.path('written'), content);
    return files.path('written');
  };
  const cases: [string, () => string, RegExp][] = [
    ['a file that is not there', () => files.path('none.sqlite'), /no such file/],
    ['a folder', () => files.folder, /no file/],
    ['the database itself', () => file, /the database itself/],
    ['a text', () => written('text'), /no SQLite database/],
    ['an empty file', () => written(''), /no SQLite database/],
    ['another program’s database', () => another('CREATE TABLE notes (id)'), /another program/],
    ['one with another mark', () => changed('PRAGMA application_id = 7'), /another program/],
    [
      'a newer one',
      () => changed('UPDATE __drizzle_migrations SET created_at = created_at + 1'),
      /newer version/,
    ],
    ['one with a damaged page', () => spoilt((bytes) => bytes.fill(0xa5, 5 * 4096, 9 * 4096)), /damaged/],
    ['one with a damaged head', () => spoilt((bytes) => bytes.fill(0xa5, 100, 4096)), /damaged/],
    [
      'one with rows that point at missing rows',
      () => changed("INSERT INTO facilitators (account_id, source, since) VALUES (99, 'claim', 0)"),
      /missing rows/,
    ],
  ];
  test.each(cases)('%s', async (_what, prepare, words) => {
    const from = prepare();
    const before = readFileSync(file);
    const names = readdirSync(files.folder);
    const refusal = restore(from);
    await expect(refusal).rejects.toThrow(RestoreRefused);
    await expect(refusal).rejects.toMatchObject({ about: 'copy', message: expect.stringMatching(words) });
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(files.folder)).toEqual(names);
  });

  test('a copy that was cut off', async () => {
    const cut = spoilt(() => {});
    truncateSync(cut, 20 * 4096);
    await expect(restore(cut)).rejects.toMatchObject({
      about: 'copy',
      message: expect.stringMatching(/damaged/),
    });
    expect(said(file)).toBe('after');
  });

  test('a rehearsal’s copy for a live program, and the other way round', async () => {
    const db = files.open('rehearsal.sqlite');
    claimDatabase(db, 'rehearsal');
    files.closeAll();
    await expect(restore(files.path('rehearsal.sqlite'), 'live')).rejects.toThrow(/a rehearsal program/);
    await expect(
      restore(files.path('rehearsal.sqlite'), 'rehearsal', files.path('r.sqlite')),
    ).resolves.toBeTruthy();
    expect(said(file)).toBe('after');
  });

  test('a database that something else has open, be it for reading', async () => {
    const shell = files.read(file);
    shell.prepare('SELECT count(*) FROM accounts').get();
    await expect(restore()).rejects.toMatchObject({
      about: 'place',
      message: expect.stringMatching(/has it open/),
    });
    files.closeAll();
    expect(said(file)).toBe('after');
    await restore();
    expect(said(file)).toBe('before');
  });

  test('another program’s database in the place', async () => {
    const place = another('CREATE TABLE notes (id)');
    await expect(restore(copy, null, place)).rejects.toMatchObject({ about: 'place' });
    expect(files.read(place).prepare('SELECT name FROM sqlite_master').pluck().all()).toEqual(['notes']);
    expect(readdirSync(files.folder).filter((name) => name.startsWith(basename(place)))).toEqual([
      basename(place),
    ]);
  });
});
