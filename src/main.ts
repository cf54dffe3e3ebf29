import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { systemClock } from './clock.ts';
import { collectWhenIdle } from './collect-when-idle.ts';
import { newSecret, systemDice } from './dice.ts';
import { LANGUAGES, type Language } from './domain/language.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { listeningFault } from './listening-fault.ts';
import { createLog } from './log.ts';
import { thisMachine } from './machine.ts';
import { type MessengerFault, messengerFaultLine } from './messengers/messenger-fault.ts';
import { type Program, startProgram } from './program.ts';
import { idleSettings, parseSettings, type Settings, settingNames, unknownSettings } from './settings.ts';
import type { Messenger } from './store/accounts.ts';
import { removeDatabase } from './store/file/copy-database.ts';
import type { Database } from './store/file/database.ts';
import { PRIVATE_UMASK } from './store/file/private-files.ts';
import { loadState, saveState } from './store/program-state.ts';
import { createStudyClock } from './study-clock.ts';
import { NoDatabase, type OwnDatabase, takeDatabase } from './take-database.ts';
import { LANGUAGE } from './texts/speaking.ts';

/*
 * Reads the settings, builds everything, starts it and stops it. Nothing else in the program ends the process. Standard
 * output is for people, standard error for the log and for the one line of a start that failed.
 */

/** Where a rehearsal's database keeps what it is known by. */
const RUN = 'rehearsal_run';
const RUN_LENGTH = 22;
const LANGUAGE_REHEARSED = 'rehearsal_language';
/** Contract: a signal ends the program within 5 s. */
const END_WITHIN_MS = 4500;

const wallClock = systemClock();
const dice = systemDice();

/** Ends a start that cannot succeed. */
function giveUp(line: string): never {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function readSettings({ env }: Environment): Settings {
  const parsed = parseSettings(env);
  return parsed.ok ? parsed.settings : giveUp(parsed.lines[0]);
}

function environmentHere(): Environment {
  try {
    return readEnvironment();
  } catch (error) {
    return giveUp((error as Error).message);
  }
}

/** What both kinds of starts share. */
function commonOptions(settings: Settings, { db }: OwnDatabase, log: Logger) {
  const { zone, quietHours } = settings;
  return {
    db,
    dice,
    log,
    zone,
    quietHours,
    machine: thisMachine(fileURLToPath(new URL('./worker.js', import.meta.url)), wallClock),
    failed: (messenger: Messenger, fault: MessengerFault) =>
      giveUp(messengerFaultLine(fault, settingNames(messenger).token)),
  };
}

async function startLive(settings: Settings, own: OwnDatabase, log: Logger): Promise<() => Promise<void>> {
  const { messengers, facilitators, operators, webhook, listens } = settings;
  const backups = { shelf: own.shelf, nightly: true };
  const common = { ...commonOptions(settings, own, log), backups, clock: wallClock, say };
  const program = await startProgram({ ...common, messengers, facilitators, operators, webhook, listens });
  return () => program.stop().then(() => giveBack(own));
}

interface Rehearsing {
  readonly pageUrl: string;
  stop(): Promise<void>;
}

/** The same program, against a messenger of its own on this machine. */
async function startRehearsing(
  settings: Settings,
  own: OwnDatabase,
  log: Logger,
  beginAnew: (language: Language) => void,
): Promise<Rehearsing> {
  const { zone, databaseFile, port, rehearsalPace: messagesPerSecond } = settings;
  const common = commonOptions(settings, own, log);
  const { REHEARSED, startRehearsal } = await import('./rehearsal/start-rehearsal.ts');
  const studyClock = createStudyClock(own.db, wallClock.now, settings);
  const rehearsal = await startRehearsal({
    port,
    chatsFile: `${databaseFile}.chats.json`,
    fresh: own.fresh,
    run: runOf(own.db),
    language: languageRehearsed(own.db),
    beginAnew,
    zone,
    wallClock,
    dice,
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
    messengers: [{ messenger: REHEARSED, token, apiRoot, proxy: null, messagesPerSecond }],
    facilitators: [{ messenger: REHEARSED, userId }],
    operators: [],
    webhook: null,
    listens: null,
    // The page's address is the last line, and the only one.
    say: () => {},
  });
  return {
    pageUrl: rehearsal.pageUrl,
    async stop() {
      await program.stop();
      await rehearsal.stop();
    },
  };
}

/** What this rehearsal is known by, until it is begun anew on a database of its own. */
function runOf(db: Database): string {
  const run = loadState(db, RUN) ?? newSecret(dice, RUN_LENGTH);
  saveState(db, RUN, run);
  return run;
}

function languageRehearsed(db: Database): Language {
  const kept = loadState(db, LANGUAGE_REHEARSED);
  return LANGUAGES.find((language) => language === kept) ?? LANGUAGE;
}

/**
 * A rehearsal that can be begun anew: what it kept is removed, and it starts as at the first time, at its old address.
 */
async function keepRehearsing(
  settings: Settings,
  log: Logger,
  first: OwnDatabase,
  take: () => Promise<OwnDatabase | null>,
): Promise<() => Promise<void>> {
  const startOn = async (own: OwnDatabase, port: number): Promise<Rehearsing> => {
    const { pageUrl, stop } = await startRehearsing({ ...settings, port }, own, log, beginAnew);
    return { pageUrl, stop: () => stop().then(() => giveBack(own)) };
  };
  const beginAnew = (language: Language) => {
    running = running.then(async ({ pageUrl, stop }) => {
      await stop();
      removeDatabase(settings.databaseFile);
      const own = await take();
      if (!own) return { pageUrl, stop: async () => {} };
      saveState(own.db, LANGUAGE_REHEARSED, language);
      return startOn(own, Number(new URL(pageUrl).port));
    });
  };
  let running = startOn(first, settings.port);
  say((await running).pageUrl);
  return async () => (await running).stop();
}

function giveBack({ db, lock }: OwnDatabase): void {
  db.$client.close();
  lock.release();
}

/** Ends in order, and once: npm passes a signal on that a terminal has given to everybody already. */
function endOnSignal(end: () => Promise<void>, log: Logger): void {
  let ending = false;
  const begin = () => {
    if (ending) return;
    ending = true;
    wallClock.after(END_WITHIN_MS, () => process.exit(0));
    end()
      .catch((error: unknown) => log.error({ error }, 'the program did not end in order'))
      .finally(() => process.exit(0));
  };
  process.on('SIGTERM', begin);
  process.on('SIGINT', begin);
}

async function main(): Promise<void> {
  process.umask(PRIVATE_UMASK);
  const environment = environmentHere();
  const settings = readSettings(environment);
  const log = createLog(settings.logLevel);
  const unknown = unknownSettings(environment.inFile);
  if (unknown.length > 0) log.warn({ unknown }, 'the file .env names what is no setting');
  const idle = settings.messengers.length > 0 ? idleSettings(settings) : [];
  if (idle.length > 0) log.warn({ settings: idle }, 'ids of a messenger without a token have no effect');
  process.on('uncaughtException', (error) => {
    log.fatal({ error }, 'the program failed');
    process.exit(1);
  });
  const stopping = new AbortController();
  const starting = begin(settings, log, stopping.signal);
  endOnSignal(async () => {
    stopping.abort();
    const stop = await starting;
    await stop();
  }, log);
  await starting;
  collectWhenIdle(wallClock);
}

/** @returns what ends it all */
async function begin(settings: Settings, log: Logger, signal: AbortSignal): Promise<() => Promise<void>> {
  const { messengers, databaseFile: source, backups, zone } = settings;
  const live = messengers.length > 0;
  const shelf = { ...backups, source, zone };
  const waiting = { clock: wallClock, random: dice.fraction, log, signal };
  const take = () =>
    takeDatabase(shelf, live ? 'live' : 'rehearsal', waiting).catch((error: unknown) => {
      if (error instanceof NoDatabase) giveUp(error.message);
      throw error;
    });
  const own = await take();
  if (!own) return async () => {};
  const starting = live ? startLive(settings, own, log) : keepRehearsing(settings, log, own, take);
  return starting.catch((error: unknown) => {
    const line = listeningFault(error, settings);
    return line === null ? Promise.reject(error) : giveUp(line);
  });
}

await main();
