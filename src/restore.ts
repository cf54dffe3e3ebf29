import { resolve } from 'node:path';
import { readEnvironment } from './environment.ts';
import { parseSettings, type Settings } from './settings.ts';
import type { DatabaseUse } from './store/database-use.ts';
import { lockDatabaseFile, lockFile } from './store/program-lock.ts';
import { type Restored, RestoreRefused, restoreDatabase, takeAfter } from './store/restore-database.ts';

/*
 * `npm run restore FILE`: puts a copy in the place of the database, and says in one line what it did, or why it did
 * nothing.
 */

type Environment = ReturnType<typeof readEnvironment>;

/** The line that says why nothing was done. */
class Refused extends Error {}

function readSettings(env: Environment): Settings {
  const parsed = parseSettings(env);
  if (!parsed.ok) throw new Refused(parsed.line);
  return parsed.settings;
}

/** What the database is for: where no token is set, and no file named, it is the rehearsal's. */
function useOf({ messengers }: Settings, env: Environment): DatabaseUse | null {
  if (messengers.length > 0) return 'live';
  return env['DATABASE_FILE']?.trim() ? null : 'rehearsal';
}

async function restore(env: Environment, written: string | undefined): Promise<string> {
  const settings = readSettings(env);
  const { databaseFile: file, zone } = settings;
  const named = `DATABASE_FILE is \`${file}\``;
  if (!written) {
    throw new Refused('FILE is missing; expected the path of a copy of the database: `npm run restore FILE`');
  }
  // npm runs scripts in the program's folder, wherever it was called.
  const copy = resolve(env['INIT_CWD'] ?? '.', written);
  const lock = lockDatabaseFile(file);
  if (!lock) throw new Refused(`${named}; the program is running on it, expected it to be stopped first`);
  try {
    takeAfter(lockFile(file), file);
    const restored = await restoreDatabase(
      { copy, file, use: useOf(settings, env) },
      { at: new Date(), zone },
    );
    return told(restored, file, copy, zone);
  } catch (error) {
    const { message } = error as Error;
    if (!(error instanceof RestoreRefused)) {
      throw new Refused(`${named}; the copy could not be put there (${message}), nothing has changed`);
    }
    throw new Refused(error.about === 'copy' ? `FILE is \`${copy}\`; ${message}` : `${named}; ${message}`);
  } finally {
    lock.release();
  }
}

function told({ until, overdueRounds, aside }: Restored, file: string, copy: string, zone: string): string {
  return [
    `${file} is restored from ${copy}`,
    until
      ? `it knows what was done until ${wallClock(until, zone)} (${zone})`
      : 'nothing has been done in it yet',
    aside ? `what stood there is kept as ${aside}` : 'nothing had stood there',
    ...(overdueRounds > 0
      ? [`rounds that close at the next start, for their deadline has passed: ${overdueRounds}`]
      : []),
  ].join('; ');
}

/** 2026-12-01 03:30 */
function wallClock(at: Date, zone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(
    at,
  );
}

try {
  process.stdout.write(`${await restore(readEnvironment(), process.argv[2])}\n`);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
