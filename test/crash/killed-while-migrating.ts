import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import { type SeededRandom, seededRandom } from '../../src/statistics/seeded-random.ts';
import { Sqlite } from '../../src/store/file/sqlite.ts';
import { startMessenger, TOKEN } from '../dialogs/bot-api.ts';
import { migrationsWith } from '../store/file/made-up-migrations.ts';
import { readCopy } from './aftermath.ts';
import { type BuiltProgram, type ProgramRun, runProgram } from './built-program.ts';
import { createCrashStudy } from './crash-study.ts';

export interface MigrationFigures {
  /** While the migration's changes were on their way to the disk, and not committed. */
  readonly whileMigrating: number;
  readonly elsewhere: number;
  readonly rows: number;
  readonly faults: readonly string[];
}

/** Large enough for a migration to take some tenths of a second, and to write long before it commits. */
const ROWS = 300_000;

/**
 * Starts the program on a filled database that a newer version's migration is to rebuild, and kills it meanwhile, again
 * and again; in the end it is let through.
 */
export async function killedWhileMigrating(
  program: BuiltProgram,
  { kills, seed }: { kills: number; seed: number },
): Promise<MigrationFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'hamray-migrating-'));
  const file = join(folder, 'hamray.sqlite');
  const random = seededRandom(seed);
  const messenger = await startMessenger();
  const study = createCrashStudy(file, { experts: 8 });
  const start = () =>
    runProgram(program, {
      BOT_TOKEN: TOKEN,
      FACILITATOR_IDS: String(study.facilitator),
      BOT_API_ROOT: messenger.apiRoot,
      DATABASE_FILE: file,
      BACKUP_DIR: join(folder, 'backups'),
    });
  try {
    fill(file);
    const before = readCopy(file, rowsOfTables);
    const unchanged = join(folder, 'unchanged.sqlite');
    copyFileSync(file, unchanged);
    migrationsWith(rebuild('events', file), program.folder);
    const faults: string[] = [];
    const fell = { whileMigrating: 0, elsewhere: 0 };
    for (let tries = 0; fell.whileMigrating < kills && tries < 10 * kills; tries += 1) {
      await killOnTheWay(start(), file, random);
      const left = readCopy(file, (db) => ({ rows: rowsOfTables(db), applied: appliedMigrations(db) }));
      faults.push(...differences(before, left.rows));
      const isApplied = left.applied > before['__drizzle_migrations']!;
      if (walBytes(file) > 0 && !isApplied) fell.whileMigrating += 1;
      else fell.elsewhere += 1;
      // Too late: there is nothing left to interrupt.
      if (isApplied) putBack(unchanged, file);
    }
    faults.push(...(await letThrough(start(), file, before)));
    return { ...fell, rows: before['events']!, faults };
  } finally {
    await messenger.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function putBack(copy: string, file: string): void {
  for (const part of ['-wal', '-shm']) rmSync(file + part, { force: true });
  copyFileSync(copy, file);
}

/** Kills once some of the migration has been written, sooner or later. */
async function killOnTheWay(run: ProgramRun, file: string, random: SeededRandom): Promise<void> {
  const enoughBytes = 1 + random.below(6_000_000);
  let isThrough = false;
  run.polling.then(
    () => {
      isThrough = true;
    },
    () => {},
  );
  while (!isThrough && run.isRunning() && walBytes(file) < enoughBytes) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  run.kill();
  await run.ended;
}

async function letThrough(
  run: ProgramRun,
  file: string,
  before: Readonly<Record<string, number>>,
): Promise<string[]> {
  await run.polling;
  const code = await run.stop();
  const after = readCopy(file, (db) => ({
    rows: rowsOfTables(db),
    applied: appliedMigrations(db),
    sound: db.pragma('integrity_check', { simple: true }),
    broken: (db.pragma('foreign_key_check') as unknown[]).length,
  }));
  return [
    ...differences(before, after.rows),
    ...(code === 0 ? [] : [`ended with code ${code}`]),
    ...(after.applied === before['__drizzle_migrations']! + 1 ? [] : ['the migration was not applied once']),
    ...(after.sound === 'ok' && after.broken === 0 ? [] : ['the database is not sound']),
  ];
}

function walBytes(file: string): number {
  const wal = `${file}-wal`;
  return existsSync(wal) ? statSync(wal).size : 0;
}

function fill(file: string): void {
  const db = new Sqlite(file);
  const insert = db.prepare(
    `INSERT INTO events (study_id, at, actor, kind, details) VALUES (1, ?, 'program', 'filled', '{"n":1}')`,
  );
  db.transaction(() => {
    for (let at = 0; at < ROWS; at += 1) insert.run(at);
  })();
  db.close();
}

/** As drizzle-kit rebuilds a table that SQLite cannot change in place. */
function rebuild(table: string, file: string): string {
  const sql = readCopy(file, (db) =>
    db.prepare('SELECT sql FROM sqlite_master WHERE name = ?').pluck().get(table),
  ) as string;
  return [
    sql.replace(`\`${table}\``, `\`__new_${table}\``),
    `INSERT INTO \`__new_${table}\` SELECT * FROM \`${table}\``,
    `DROP TABLE \`${table}\``,
    `ALTER TABLE \`__new_${table}\` RENAME TO \`${table}\``,
  ].join(';--> statement-breakpoint\n');
}

function rowsOfTables(db: BetterSqlite3.Database): Record<string, number> {
  const tables = db
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    .pluck()
    .all() as string[];
  const count = (table: string) => db.prepare(`SELECT count(*) FROM "${table}"`).pluck().get() as number;
  return Object.fromEntries(tables.map((table) => [table, count(table)]));
}

function appliedMigrations(db: BetterSqlite3.Database): number {
  return db.prepare('SELECT count(*) FROM __drizzle_migrations').pluck().get() as number;
}

/** What the program adds by itself at a start is no difference. */
const OWN = new Set(['__drizzle_migrations', 'program_state']);

function differences(
  before: Readonly<Record<string, number>>,
  after: Readonly<Record<string, number>>,
): string[] {
  const tables = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...tables]
    .filter((table) => !OWN.has(table) && before[table] !== after[table])
    .map((table) => `${table} had ${before[table]} rows and has ${after[table]}`);
}
