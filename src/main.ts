import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import type { MessengerFault } from './bot/live-messenger.ts';
import { systemClock } from './clock.ts';
import { readEnvironment } from './environment.ts';
import { createLog } from './log.ts';
import { type Program, startProgram } from './program.ts';
import { startRehearsal } from './rehearsal/start-rehearsal.ts';
import { parseSettings, type Settings } from './settings.ts';
import type { Messenger } from './store/accounts.ts';
import { copyBeforeUpdate, NoCopyBeforeUpdate } from './store/copy-before-update.ts';
import { type Database, openDatabase } from './store/database.ts';
import { UnusableDatabase } from './store/database-fault.ts';
import { claimDatabase, type DatabaseUse } from './store/database-use.ts';
import { type CopyShelf, removeUnfinishedCopies } from './store/kept-copies.ts';
import { lockDatabaseFile, type ProgramLock } from './store/program-lock.ts';
import { createStudyClock } from './study-clock.ts';

/*
 * Reads the settings, builds everything, starts it and stops it. Nothing else in the program ends the process. Standard output is for people, standard error for the log and for the one line of a start
 * that failed.
 */

/** Contract: a signal ends the program within 5 s. */
const END_WITHIN_MS = 4500;
const TOKEN_SETTINGS: Readonly<Record<Messenger, string>> = { telegram: 'BOT_TOKEN', bale: 'BALE_TOKEN' };

/** Ends a start that cannot succeed. */
function giveUp(line: string): never {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function readSettings(): Settings {
  const parsed = parseSettings(readEnvironment());
  return parsed.ok ? parsed.settings : giveUp(parsed.line);
}

interface OwnDatabase {
  readonly db: Database;
  readonly lock: ProgramLock;
  readonly shelf: CopyShelf;
  /** It was made just now. */
  readonly fresh: boolean;
}

async function takeDatabase(shelf: CopyShelf, use: DatabaseUse, log: Logger): Promise<OwnDatabase> {
  const file = shelf.source;
  const fresh = !existsSync(file);
  const named = `DATABASE_FILE is \`${file}\``;
  try {
    const lock = lockDatabaseFile(file);
    if (!lock) giveUp(`${named}; another program is running on it, expected a file for this one alone`);
    removeUnfinishedCopies(shelf);
    const copy = await copyBeforeUpdate(shelf, new Date());
    if (copy) log.info({ copy }, 'the database was copied before it is brought up to date');
    const db = openDatabase(file);
    const other = claimDatabase(db, use);
    if (other) giveUp(`${named}; that is the database of a ${other} program, expected one of its own`);
    return { db, lock, shelf, fresh };
  } catch (error) {
    if (error instanceof UnusableDatabase) giveUp(`${named}; ${error.message}`);
    if (error instanceof NoCopyBeforeUpdate) giveUp(`BACKUP_DIR is \`${shelf.folder}\`; ${error.message}`);
    return giveUp(
      `${named}; it cannot be used (${(error as Error).message}), expected a file of this program`,
    );
  }
}

function faultLine(messenger: Messenger, fault: MessengerFault): string {
  const token = TOKEN_SETTINGS[messenger];
  switch (fault.kind) {
    case 'token-refused':
      return `${token} is refused by the messenger; expected the token that it gave out last`;
    case 'another-program':
      return `${token} is in use by another program that takes the bot's updates; expected a token for this one alone`;
    case 'webhook-refused':
      return `WEBHOOK_URL is refused by the messenger (${fault.description}); expected an address that it can reach`;
  }
}

/** What both kinds of starts share. */
function commonOptions(settings: Settings, { db }: OwnDatabase, log: Logger) {
  const { zone, quietHours } = settings;
  return {
    db,
    log,
    zone,
    quietHours,
    workerEntry: fileURLToPath(new URL('./worker.js', import.meta.url)),
    failed: (messenger: Messenger, fault: MessengerFault) => giveUp(faultLine(messenger, fault)),
  };
}

async function startLive(settings: Settings, own: OwnDatabase, log: Logger): Promise<() => Promise<void>> {
  const { messengers, facilitators, port } = settings;
  const webhook = settings.webhook && { ...settings.webhook, port };
  const backups = { shelf: own.shelf, nightly: true };
  const common = { ...commonOptions(settings, own, log), backups, clock: systemClock(), say };
  const program = await startProgram({ ...common, messengers, facilitators, webhook }).catch((error) => {
    if (error.code === 'EADDRINUSE') giveUp(`PORT is \`${port}\`, which is taken; expected a free one`);
    throw error;
  });
  return program.stop;
}

/** The same program, against a messenger of its own on this machine. */
async function startRehearsing(
  settings: Settings,
  own: OwnDatabase,
  log: Logger,
): Promise<() => Promise<void>> {
  const { zone, databaseFile, port, rehearsalPace: messagesPerSecond } = settings;
  const common = commonOptions(settings, own, log);
  const studyClock = createStudyClock(own.db, settings);
  const rehearsal = await startRehearsal({
    port,
    chatsFile: `${databaseFile}.chats.json`,
    fresh: own.fresh,
    zone,
    clock: {
      ...studyClock,
      moveTo(at) {
        studyClock.moveTo(at);
        program.clockMoved();
        rehearsal.clockChanged();
      },
    },
  });
  const { token, apiRoot, facilitatorId: userId } = rehearsal;
  const program: Program = await startProgram({
    ...common,
    // Its days pass at a press, and its experts are invented.
    backups: { shelf: own.shelf, nightly: false },
    clock: systemClock(studyClock.now),
    messengers: [{ messenger: 'telegram', token, apiRoot, proxy: null, messagesPerSecond }],
    facilitators: [{ messenger: 'telegram', userId }],
    webhook: null,
    // The page's address is the last line, and the only one.
    say: () => {},
  });
  say(rehearsal.pageUrl);
  return async () => {
    await program.stop();
    await rehearsal.stop();
  };
}

/** Ends in order, and once: npm passes a signal on that a terminal has given to everybody already. */
function endOnSignal(end: () => Promise<void>, log: Logger): void {
  let ending = false;
  const begin = () => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(0), END_WITHIN_MS);
    end()
      .catch((error: unknown) => log.error({ error }, 'the program did not end in order'))
      .finally(() => process.exit(0));
  };
  process.on('SIGTERM', begin);
  process.on('SIGINT', begin);
}

async function main(): Promise<void> {
  const settings = readSettings();
  const log = createLog(settings.logLevel);
  process.on('uncaughtException', (error) => {
    log.fatal({ error }, 'the program failed');
    process.exit(1);
  });
  const starting = begin(settings, log);
  endOnSignal(async () => {
    const stop = await starting;
    await stop();
  }, log);
  await starting;
}

/** @returns what ends it all */
async function begin(settings: Settings, log: Logger): Promise<() => Promise<void>> {
  const { messengers, databaseFile: source, backups, zone } = settings;
  const live = messengers.length > 0;
  const own = await takeDatabase({ ...backups, source, zone }, live ? 'live' : 'rehearsal', log);
  const stop = await (live ? startLive(settings, own, log) : startRehearsing(settings, own, log));
  return async () => {
    await stop();
    own.db.$client.close();
    own.lock.release();
  };
}

await main();
