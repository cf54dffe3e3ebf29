import { type Api, GrammyError } from 'grammy';
import type { Logger } from 'pino';
import { type Clock, wait } from '../clock.ts';
import { growingWait } from '../growing-wait.ts';
import type { Message } from '../messages/message.ts';
import { loadAccount, type Messenger } from '../store/accounts.ts';
import { loadFacilitators } from '../store/facilitators.ts';
import type { Database } from '../store/file/database.ts';
import { isLocked, isStorageTrouble, storageFaultOf } from '../store/file/storage-trouble.ts';
import { loadOperators } from '../store/operators.ts';
import { saveState } from '../store/program-state.ts';
import { type AskedWaits, type PastOutbox, sendPastOutbox } from './send-past-outbox.ts';
import { storageFaultMessage, storageSoundMessage } from './storage-messages.ts';

/** Watches whether the disk takes what is written, and tells operators and facilitators where it does not. */
export interface StorageAlarm {
  /** Something failed; where it was the disk or the database, that is noted. @returns whether it was */
  notice(error: unknown): boolean;
  /** Whether the last that was written was refused. */
  refusing(): boolean;
  /** Whether another program holds the file, and not for long yet: no outage has begun. */
  locked(): boolean;
  /** Counts outages: whoever is to be told once in each remembers it. */
  outages(): number;
  stop(): void;
}

export interface StorageAlarmParts {
  readonly db: Database;
  readonly apiOf: (messenger: Messenger) => Api | undefined;
  readonly waitsOf: (messenger: Messenger) => AskedWaits;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
}

/** Something is written so often while the disk refuses, to see when it no longer does … */
const TRY_EVERY_MS = 2000;
/** … large enough to need new pages: what only changes an old one succeeds on a full disk too. */
const TRIED_CHARACTERS = 64 * 1024;
/** The same while another program holds the file, where a small write does … */
const TRY_LOCKED_EVERY_MS = 250;
/** … which is an outage from then on. */
const LOCKED_TOO_LONG_MS = 5000;
/** A disk that is full again sooner than this is still full: nobody is told twice. */
const SOUND_FOR_MS = 30_000;
const CALL_WITHIN_MS = 15_000;
const TRIES = 8;

/**
 * An outage begins with the first write that is refused (where another program holds the file, once it has held it for
 * five seconds: a look into it or a copy by other means needs less, and only makes presses wait), and is over when writes have succeeded for half a minute. Its
 * beginning cannot go through the outbox, which is on that disk: it is told directly, and again where nobody knows
 * whether it arrived, for of this more depends on hearing it than on hearing it once.
 */
export function createStorageAlarm({
  db,
  apiOf,
  waitsOf,
  clock,
  random,
  log,
}: StorageAlarmParts): StorageAlarm {
  const stopping = new AbortController();
  let outages = 0;
  let lasting = false;
  let soundSince: number | null = null;
  let lockedSince: number | null = null;
  let callOff = () => {};

  const tryLater = () => {
    callOff = clock.after(TRY_EVERY_MS, tryToWrite);
  };
  const tryToWrite = () => {
    try {
      saveState(db, 'storage_tried', '-'.repeat(TRIED_CHARACTERS));
      saveState(db, 'storage_tried', clock.now().toISOString());
      soundSince ??= clock.elapsed();
      if (clock.elapsed() - soundSince >= SOUND_FOR_MS) return end();
    } catch (error) {
      soundSince = null;
      if (!isStorageTrouble(error)) log.error({ error }, 'a write that only tries the disk failed');
    }
    tryLater();
  };
  const waitForLock = () => {
    callOff = clock.after(TRY_LOCKED_EVERY_MS, () => {
      try {
        saveState(db, 'storage_tried', clock.now().toISOString());
        lockedSince = null;
      } catch (error) {
        if (!isLocked(error) || clock.elapsed() - lockedSince! >= LOCKED_TOO_LONG_MS) begin(error);
        else waitForLock();
      }
    });
  };
  const begin = (error: unknown) => {
    callOff();
    lockedSince = null;
    lasting = true;
    outages += 1;
    log.error({ error }, 'the disk or the database refuses what is written');
    tellThem(storageFaultMessage(storageFaultOf(error)));
    tryLater();
  };
  const end = () => {
    lasting = false;
    soundSince = null;
    log.info('the disk takes what is written again');
    tellThem(storageSoundMessage());
  };

  const tellThem = (message: Message) => {
    try {
      for (const accountId of new Set([...loadOperators(db), ...loadFacilitators(db)])) {
        const account = loadAccount(db, accountId);
        const api = account && apiOf(account.messenger);
        if (!account || !api || account.unreachableSince !== null) continue;
        const waits = waitsOf(account.messenger);
        const sending = { api, waits, clock, callWithinMs: CALL_WITHIN_MS };
        void tell(sending, { chatId: account.userId, message });
      }
    } catch (error) {
      log.error({ error }, 'nobody could be told of the disk');
    }
  };
  const tell = async (sending: PastOutbox, told: { chatId: number; message: Message }): Promise<void> => {
    const { signal } = stopping;
    for (let tries = 1; tries <= TRIES && !signal.aborted; tries += 1) {
      try {
        return await sendPastOutbox(told, sending, { signal });
      } catch (error) {
        const isRefusal = error instanceof GrammyError && error.error_code !== 429 && error.error_code < 500;
        if (isRefusal) return log.warn({ error }, 'somebody could not be told of the disk');
        await wait(clock, growingWait(tries, random), signal);
      }
    }
  };

  return {
    notice(error) {
      if (!isStorageTrouble(error)) return false;
      soundSince = null;
      if (lasting || (isLocked(error) && lockedSince !== null)) return true;
      if (!isLocked(error)) begin(error);
      else {
        lockedSince = clock.elapsed();
        log.info({ error }, 'another program holds the database');
        waitForLock();
      }
      return true;
    },
    refusing: () => lockedSince !== null || (lasting && soundSince === null),
    locked: () => lockedSince !== null,
    outages: () => outages,
    stop() {
      stopping.abort();
      callOff();
    },
  };
}
