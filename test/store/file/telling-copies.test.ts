import { existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CopyKind } from '../../../src/domain/copy-name.ts';
import { copyDatabase } from '../../../src/store/file/copy-database.ts';
import { projectFolder } from '../../../src/store/file/database.ts';
import { type CopyShelf, placeOnShelf } from '../../../src/store/file/kept-copies.ts';
import { Sqlite } from '../../../src/store/file/sqlite.ts';
import { removeTellingCopies } from '../../../src/store/file/telling-copies.ts';
import { askToForget, carryOut, deliverAll, finish, forgettingJob } from '../../fixtures/forgetting.ts';
import { DAY, HOUR, TEHRAN, TestStudy } from '../../fixtures/study.ts';
import { DatabaseFiles } from './database-files.ts';
import { migrationsBefore } from './made-up-migrations.ts';

let files: DatabaseFiles;
let study: TestStudy;
let shelf: CopyShelf;
const experts = { مهرانگیز: 'A', بهرام: 'A' };
const migrations = projectFolder('migrations');

beforeEach(() => {
  files = new DatabaseFiles();
  study = new TestStudy({ experts, items: { x: 'A' } }, files.open('hamray.sqlite')).join();
  shelf = { source: files.path('hamray.sqlite'), folder: files.path('backups'), keep: 3, zone: TEHRAN };
});
afterEach(() => files.remove());

/** A copy of this moment. @returns its name */
async function copied(kind: CopyKind, at = study.at): Promise<string> {
  const target = placeOnShelf(shelf, kind, at);
  await copyDatabase({ source: shelf.source, target, migrations });
  return basename(target);
}

async function forgotten(name?: string): Promise<void> {
  if (name === undefined) finish(study);
  deliverAll(study);
  askToForget(study, name);
  await carryOut(study, shelf.folder);
}

const remove = () => removeTellingCopies(study.db, shelf, study.at);
const copies = () => readdirSync(shelf.folder).filter((name) => name.endsWith('.sqlite'));

describe('copies that tell names which were removed since', () => {
  test.each([['a study'], ['مهرانگیز']])(
    'of %s go at the last of the nights for which copies are kept, of whatever kind',
    async (whose) => {
      for (const kind of ['nightly', 'asked', 'before-update'] as const) await copied(kind);
      const replaced = files.path(basename(placeOnShelf(shelf, 'replaced', study.at)));
      renameSync(files.path('backups', await copied('replaced')), replaced);
      await forgotten(whose === 'a study' ? undefined : whose);
      // 10:00 on a Saturday; the third night to come is Tuesday's.
      study.pass(2 * DAY + 17.4 * HOUR);
      const later = await copied('asked');
      expect([remove(), copies().length, existsSync(replaced)]).toEqual([0, 4, true]);
      study.pass(0.1 * HOUR);
      expect([remove(), copies(), existsSync(replaced)]).toEqual([4, [later], false]);
      expect([remove(), copies()]).toEqual([0, [later]]);
    },
  );

  test('are told from those that do not by what is in them, not by their names', async () => {
    const empty = await copied('asked', new Date('2026-01-01T00:00:00Z'));
    // The study is not in it: another one has its number.
    const client = new Sqlite(files.path('backups', empty));
    client.exec('UPDATE studies SET created_at = 1');
    client.close();
    await forgotten();
    study.pass(30 * DAY);
    const later = await copied('asked');
    expect([remove(), copies().toSorted()]).toEqual([0, [empty, later].toSorted()]);
  });

  test('are also those that were made while the names were leaving', async () => {
    finish(study);
    deliverAll(study);
    askToForget(study);
    study.db.$client.prepare('UPDATE forgettings SET rows_at = ?').run(study.at.getTime());
    const leaving = await copied('asked');
    study.db.$client.exec('UPDATE forgettings SET rows_at = NULL');
    expect(forgettingJob(study.db)).toBeTruthy();
    await carryOut(study, shelf.folder);
    study.pass(4 * DAY);
    expect(copies()).toEqual([leaving]);
    expect([remove(), copies()]).toEqual([1, []]);
  });

  test('of an older version, or damaged, are found too; what is no copy is left alone', async () => {
    const older = migrationsBefore('forgetting', files.folder);
    const old = files.open('old.sqlite', older);
    const { createdAt } = study.study;
    const row = study.db.$client.prepare('SELECT * FROM studies').get() as Record<string, unknown>;
    const known = old.$client.pragma('table_info(studies)') as { name: string }[];
    const columns = known.map(({ name }) => name);
    old.$client
      .prepare(`INSERT INTO studies (${columns}) VALUES (${columns.map(() => '?')})`)
      .run(...columns.map((name) => row[name]));
    expect(row['created_at']).toBe(createdAt.getTime());
    files.closeAll();
    study = Object.assign(study, { db: files.open('hamray.sqlite') });
    const name = basename(placeOnShelf(shelf, 'before-update', study.at));
    await copied('nightly');
    renameSync(files.path('old.sqlite'), files.path('backups', name));
    const before = basename(placeOnShelf(shelf, 'asked', new Date(study.at.getTime() - HOUR)));
    for (const damaged of [before, 'notes.sqlite', 'other-2026-01-01-000000.sqlite']) {
      writeFileSync(files.path('backups', damaged), 'damaged');
    }
    await forgotten();
    study.pass(4 * DAY);
    const after = basename(placeOnShelf(shelf, 'asked', study.at));
    writeFileSync(files.path('backups', after), 'damaged');
    expect([remove(), copies().toSorted()]).toEqual([
      3,
      [after, 'notes.sqlite', 'other-2026-01-01-000000.sqlite'].toSorted(),
    ]);
  });
});
