import { dirname, resolve } from 'node:path';
import { systemClock } from './clock.ts';
import { systemDice } from './dice.ts';
import { deadlineFrom, parseWhen } from './domain/when.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { forgetAnew } from './features/forgetting/forget-anew.ts';
import { keepOverdueOpen } from './features/rounds/extend-round.ts';
import { parseSettings, type Settings } from './settings.ts';
import type { Transaction } from './store/file/database.ts';
import type { DatabaseUse } from './store/file/database-use.ts';
import { PRIVATE_UMASK } from './store/file/private-files.ts';
import { lockDatabaseFile, lockFile } from './store/file/program-lock.ts';
import {
  type ForgettingAnew,
  type Restored,
  RestoreRefused,
  restoreDatabase,
  takeAfter,
} from './store/file/restore-database.ts';

/*
 * `npm run restore FILE [WHEN]`: puts a copy in the place of the database, and says in one line what it did, or why it
 * did nothing. WHEN is the new deadline of rounds whose own has passed since.
 */

type Variables = Environment['env'];

/** The line that says why nothing was done. */
class Refused extends Error {}

function readSettings(env: Variables): Settings {
  const parsed = parseSettings(env);
  if (!parsed.ok) throw new Refused(parsed.lines[0]);
  return parsed.settings;
}

/** What the database is for: where no token is set, and no file named, it is the rehearsal's. */
function useOf({ messengers }: Settings, env: Variables): DatabaseUse | null {
  if (messengers.length > 0) return 'live';
  return env['DATABASE_FILE']?.trim() ? null : 'rehearsal';
}

async function restore(env: Variables, [written, kept]: readonly string[]): Promise<string> {
  const settings = readSettings(env);
  const { databaseFile: file, backups, zone } = settings;
  const named = `DATABASE_FILE is \`${file}\``;
  if (!written) {
    throw new Refused('FILE is missing; expected the path of a copy of the database: `npm run restore FILE`');
  }
  const at = systemClock().now();
  const deadline = kept ? readDeadline(kept, at, zone) : null;
  // npm runs scripts in the program's folder, wherever it was called.
  const copy = resolve(env['INIT_CWD'] ?? '.', written);
  const lock = lockDatabaseFile(file);
  if (!lock) throw new Refused(`${named}; the program is running on it, expected it to be stopped first`);
  try {
    takeAfter(lockFile(file), file);
    const also = (tx: Transaction) => void (deadline && keepOverdueOpen(tx, { deadline, at }));
    const forgetting: ForgettingAnew = {
      folders: [backups.folder, dirname(copy)],
      remove: (tx, listed) => forgetAnew(tx, listed, systemDice().below),
    };
    const use = useOf(settings, env);
    const restored = await restoreDatabase({ copy, file, use, also, forgetting }, { at, zone });
    return [
      ...told(restored, file, copy, zone),
      ...ofForgotten(restored),
      ...ofOverdue(restored, deadline, zone),
    ].join('; ');
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

function readDeadline(kept: string, at: Date, zone: string): Date {
  const read = parseWhen(kept, { now: at, zone });
  const deadline = read.ok ? deadlineFrom(read.when, at) : null;
  if (deadline && deadline > at) return deadline;
  throw new Refused(
    `the time that overdue rounds are kept open is \`${kept}\`; expected such as \`24h\` or \`1405/09/10 18:00\``,
  );
}

function ofForgotten({ forgottenAnew }: Restored): string[] {
  return forgottenAnew === 0 ? [] : [`removals of names carried out anew: ${forgottenAnew}`];
}

function ofOverdue({ overdueRounds }: Restored, deadline: Date | null, zone: string): string[] {
  if (overdueRounds === 0) return [];
  const passed = `rounds whose deadline has passed: ${overdueRounds}`;
  return deadline
    ? [`${passed}, kept open until ${wallClock(deadline, zone)}`]
    : [`${passed}, closed at the next start (to keep them open: \`npm run restore FILE 24h\`)`];
}

function told({ until, aside }: Restored, file: string, copy: string, zone: string): string[] {
  return [
    `${file} is restored from ${copy}`,
    until
      ? `it knows what was done until ${wallClock(until, zone)} (${zone})`
      : 'nothing has been done in it yet',
    aside ? `what stood there is kept as ${aside}` : 'nothing had stood there',
  ];
}

/** 2026-12-01 03:30 */
function wallClock(at: Date, zone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(
    at,
  );
}

process.umask(PRIVATE_UMASK);
try {
  process.stdout.write(`${await restore(readEnvironment().env, process.argv.slice(2))}\n`);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
