import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Database, openDatabase, transact } from '../../../src/store/file/database.ts';
import { panels } from '../../../src/store/schema.ts';
import { loadProtocol, needStudy } from '../../../src/store/studies.ts';
import { newDatabase, openDatabaseFile } from '../../fixtures/database.ts';
import { TestStudy } from '../../fixtures/study.ts';
import { migrationsUpTo, migrationsWith } from './made-up-migrations.ts';

let folder: string;
let opened: Database[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hamray-'));
});

afterEach(() => {
  for (const db of opened) db.$client.close();
  opened = [];
  rmSync(folder, { recursive: true });
});

function open(file: string, migrations?: string): Database {
  const db = openDatabase(file, migrations);
  opened.push(db);
  return db;
}

const simply = (db: Database, pragma: string) => db.$client.pragma(pragma, { simple: true });

describe('every connection', () => {
  test('commits to the disk itself, and lets others read meanwhile', () => {
    const db = open(join(folder, 'study.sqlite'));
    expect(simply(db, 'journal_mode')).toBe('wal');
    expect(simply(db, 'synchronous')).toBe(2);
  });

  test('opened again keeps to that', () => {
    const file = join(folder, 'study.sqlite');
    open(file).$client.close();
    opened = [];
    const db = open(file);
    expect([simply(db, 'journal_mode'), simply(db, 'synchronous')]).toEqual(['wal', 2]);
  });

  test('refuses a row that points at a missing row', () => {
    const db = open(':memory:');
    expect(simply(db, 'foreign_keys')).toBe(1);
    const orphan = { studyId: 99, position: 0, code: 'A', name: 'پانل', status: 'active' } as const;
    expect(() => db.insert(panels).values(orphan).run()).toThrow(/FOREIGN KEY/);
  });

  test('makes the folders of its file', () => {
    const file = join(folder, 'new', 'deep', 'study.sqlite');
    open(file);
    expect(readFileSync(file).subarray(0, 15).toString()).toBe('SQLite format 3');
  });
});

test('the empty database that tests are handed is what opening one makes', () => {
  const whole = (db: Database) => ({
    schema: db.$client.prepare('SELECT sql FROM sqlite_schema ORDER BY name').pluck().all(),
    migrations: db.$client.prepare('SELECT hash FROM __drizzle_migrations').pluck().all(),
    pragmas: ['application_id', 'journal_mode', 'synchronous', 'busy_timeout', 'foreign_keys'].map((pragma) =>
      simply(db, pragma),
    ),
  });
  expect(whole(newDatabase())).toEqual(whole(open(':memory:')));
  const [file, copied] = [join(folder, 'study.sqlite'), join(folder, 'copied.sqlite')];
  const [made, handed] = [open(file), openDatabaseFile(copied)];
  opened.push(handed);
  expect(whole(handed)).toEqual(whole(made));
});

test('an action that throws leaves nothing behind', () => {
  const study = new TestStudy({ experts: { e1: 'A' }, items: { x: 'A' } });
  const failing = () =>
    transact(study.db, (tx) => {
      tx.update(panels).set({ name: 'دیگر' }).run();
      throw new Error('half way');
    });
  expect(failing).toThrow('half way');
  expect(study.panel('A').name).toBe('پانل A');
});

test('a file that is no database is refused', () => {
  const file = join(folder, 'study.sqlite');
  writeFileSync(file, 'not a database, though long enough to be taken for the head of one');
  expect(() => open(file)).toThrow(/not a database/);
});

/** Rebuilds a table as drizzle-kit does: SQLite cannot change a column in place. */
function rebuildOf(db: Database, table: string): string {
  const row = db.$client.prepare('SELECT sql FROM sqlite_master WHERE name = ?').get(table) as {
    sql: string;
  };
  return [
    'PRAGMA foreign_keys=OFF',
    row.sql.replace(`\`${table}\``, `\`__new_${table}\``),
    `INSERT INTO \`__new_${table}\` SELECT * FROM \`${table}\``,
    `DROP TABLE \`${table}\``,
    `ALTER TABLE \`__new_${table}\` RENAME TO \`${table}\``,
    'PRAGMA foreign_keys=ON',
  ].join(';--> statement-breakpoint\n');
}

function rowsOfEachTable(db: Database): Record<string, number> {
  const tables = db.$client
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_\\_%' ESCAPE '\\'")
    .all() as { name: string }[];
  const counted = tables.map(({ name }) => {
    const { rows } = db.$client.prepare(`SELECT count(*) AS rows FROM "${name}"`).get() as { rows: number };
    return [name, rows];
  });
  return Object.fromEntries(counted);
}

describe('a migration', () => {
  test('that rebuilds tables of a filled database loses no row', async () => {
    const file = join(folder, 'study.sqlite');
    const db = open(file);
    const study = new TestStudy({ experts: { e1: 'A', e2: 'A B' }, items: { x: 'A', y: 'A B' } }, db).join();
    await study.playRound(`
          x  y
      e1  5  4
      e2  4  -
    `);
    const before = rowsOfEachTable(db);
    expect(before).toMatchObject({ panels: 2, answers: 4, item_results: 3, questionnaires: 2 });
    const rebuilds = ['studies', 'panels', 'questionnaires', 'panel_rounds'].map((table) =>
      rebuildOf(db, table),
    );
    const migrations = migrationsWith(rebuilds.join(';--> statement-breakpoint\n'), folder);
    db.$client.close();
    opened = [];

    const migrated = open(file, migrations);
    expect(rowsOfEachTable(migrated)).toEqual(before);
    expect(simply(migrated, 'foreign_keys')).toBe(1);
  });

  test('that drops a table for a new one does not cascade', () => {
    const base = join(folder, 'base');
    mkdirSync(join(base, 'meta'), { recursive: true });
    const first = { idx: 0, version: '6', when: 1, tag: '0000_first', breakpoints: true };
    const journal = { version: '7', dialect: 'sqlite', entries: [first] };
    writeFileSync(join(base, 'meta', '_journal.json'), JSON.stringify(journal));
    const tables = [
      'CREATE TABLE `parents` (`id` integer PRIMARY KEY)',
      'CREATE TABLE `children` (`parent` integer REFERENCES `parents`(`id`) ON DELETE cascade)',
      'INSERT INTO `parents` VALUES (1)',
      'INSERT INTO `children` VALUES (1), (1)',
    ];
    writeFileSync(join(base, '0000_first.sql'), tables.join(';--> statement-breakpoint\n'));
    const file = join(folder, 'family.sqlite');
    const db = open(file, base);
    const migrations = migrationsWith(rebuildOf(db, 'parents'), folder, base);
    db.$client.close();
    opened = [];
    expect(rowsOfEachTable(open(file, migrations))).toEqual({ parents: 1, children: 2 });
  });

  test('that moves the protocols into a table of their own keeps what was locked', () => {
    const file = join(folder, 'study.sqlite');
    const older = open(file, migrationsUpTo(3, folder)).$client;
    const columns = older.pragma('table_info(studies)') as { name: string; type: string; pk: number }[];
    const insert = (protocol: string | null) => {
      const values = columns.map(({ name, type, pk }) => {
        if (name === 'protocol') return protocol;
        return pk ? null : /json|hours|audiences/.test(name) ? '[]' : type.toLowerCase() === 'text' ? 'x' : 1;
      });
      older.prepare(`INSERT INTO studies VALUES (${columns.map(() => '?')})`).run(values);
    };
    insert('{"a":1}');
    insert(null);
    older.close();
    opened = [];
    const db = open(file);
    expect(loadProtocol(db, 1)).toBe('{"a":1}');
    expect(loadProtocol(db, 2)).toBeUndefined();
    expect(needStudy(db, 1)).toMatchObject({ protocolSha256: 'x', reminderHours: [] });
  });

  test('that makes anonymity a level keeps what a study had, and what a workbook sent before says', () => {
    const file = join(folder, 'study.sqlite');
    const older = open(file, migrationsUpTo(9, folder)).$client;
    const columns = older.pragma('table_info(studies)') as { name: string; type: string; pk: number }[];
    for (const anonymous of [1, 0]) {
      const values = columns.map(({ name, type, pk }) => {
        if (name === 'anonymous') return anonymous;
        return pk ? null : /json|hours|audiences/.test(name) ? '[]' : type.toLowerCase() === 'text' ? 'x' : 1;
      });
      older.prepare(`INSERT INTO studies VALUES (${columns.map(() => '?')})`).run(values);
    }
    older.exec("INSERT INTO accounts (messenger, user_id, created_at) VALUES ('telegram', 1, 1)");
    const preview = older.prepare(
      "INSERT INTO previews (account_id, kind, args, state, created_at) VALUES (1, ?, ?, 'shown', 1)",
    );
    preview.run('workbook', JSON.stringify({ draft: { rules: { anonymous: false, title: 'x' } } }));
    preview.run('workbook', JSON.stringify({ draft: { rules: { anonymous: true } } }));
    preview.run('open', JSON.stringify({ number: 1 }));
    older.close();
    opened = [];
    const db = open(file);
    expect([1, 2].map((id) => needStudy(db, id).anonymity)).toEqual(['coded', 'named']);
    expect(
      db.$client
        .prepare('SELECT args FROM previews')
        .pluck()
        .all()
        .map((args) => JSON.parse(String(args))),
    ).toEqual([
      { draft: { rules: { title: 'x', anonymity: 'named' } } },
      { draft: { rules: { anonymity: 'coded' } } },
      { number: 1 },
    ]);
  });

  test('that leaves rows without the rows they point at stops the start, and is taken back', () => {
    const file = join(folder, 'study.sqlite');
    const db = open(file);
    new TestStudy({ experts: { e1: 'A' }, items: { x: 'A' } }, db);
    db.$client.close();
    opened = [];
    const migrations = migrationsWith('DELETE FROM `panels`', folder);
    expect(() => openDatabase(file, migrations)).toThrow('2 rows point at missing rows');
    expect(open(file).$client.prepare('SELECT count(*) FROM panels').pluck().get()).toBe(1);
  });

  test('that finds no room on the disk is taken back whole, and says why', () => {
    const file = join(folder, 'study.sqlite');
    const db = open(file);
    new TestStudy({ experts: { e1: 'A' }, items: { x: 'A' } }, db);
    db.$client.close();
    opened = [];
    const steps = [
      'CREATE TABLE `later` (`blob` blob)',
      'PRAGMA max_page_count = 1',
      'DELETE FROM `items`',
      'INSERT INTO `later` SELECT randomblob(1000000)',
    ];
    const migrations = migrationsWith(steps.join(';--> statement-breakpoint\n'), folder);
    expect(() => openDatabase(file, migrations)).toThrow(
      expect.objectContaining({ code: 'SQLITE_FULL' }) as Error,
    );
    const { $client: client } = open(file);
    expect(client.prepare('SELECT count(*) FROM items').pluck().get()).toBe(1);
    expect(client.prepare("SELECT 1 FROM sqlite_master WHERE name = 'later'").get()).toBeUndefined();
    expect(client.pragma('integrity_check', { simple: true })).toBe('ok');
  });
});
