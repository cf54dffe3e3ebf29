import { type Api, GrammyError } from 'grammy';
import type { Update } from 'grammy/types';
import type { Logger } from 'pino';
import { type Clock, wait } from '../clock.ts';
import { growingWait } from '../growing-wait.ts';
import { grammySignal } from './grammy-signal.ts';
import { ALLOWED_UPDATES, type UpdateIntake } from './intake.ts';
import { botRefusal } from './outcome.ts';

/** Why polling ended by itself. */
export type PollingEnd = 'token-refused' | 'another-program';

export interface PollerOptions {
  readonly api: Api;
  readonly intake: UpdateIntake;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
  /** Polling cannot go on. */
  readonly ended: (why: PollingEnd) => void;
  /** The messenger refuses the bot, for now; told once, and with null once it no longer does. */
  readonly botRefused?: (reason: string | null) => void;
}

/**
 * Fetches updates and takes them in, in order. grammY's own `bot.start` is not used: it confirms an update whose
 * handler failed, and one whose handler still runs when the program stops; and its first poll has the offset 1, which
 * would confirm Bale's first update, whose id may be 0. Here the offset moves past an update only when that is taken,
 * and the messenger hears of it by the next poll: a kill in between brings updates again, and loses none.
 */
export interface Poller {
  /** Takes in what has been waiting since the last run; gives up at a network failure, or when the time is up. */
  drain(withinMs: number): Promise<void>;
  /** Polls until stopped. */
  start(): void;
  /** Ends the poll under way, lets the update under way end, and confirms what was taken. */
  stop(): Promise<void>;
  /**
   * The messenger answers others again, after so long: a poll that waits to be tried again, or that was lost
   * meanwhile, is made at once. Presses wait for it, and no messenger keeps them for long.
   */
  pollNow(afterMs: number): void;
  /** Milliseconds since the messenger last answered a poll; null before the first. */
  silentForMs(): number | null;
}

const POLL_SECONDS = 25;
const MOST_UPDATES = 100;
/** A poll that hangs is given up and made anew. */
const HANGING_AFTER_MS = 40_000;
/** A messenger that was away for less has not lost the poll that was under way. */
const LOSES_POLLS_AFTER_MS = 1000;
/** An empty answer that comes sooner comes from a server that ignores `timeout`: it would be asked without end. */
const EMPTY_POLL_MS = 1000;
const CONFIRM_MS = 1500;
/** What waited at the start has come by then, unless answers are still full. */
const DRAINED_MS = 500;
/** The former run of this program may still be polling when a new one starts. */
const CONFLICT_MS = 60_000;
const CONFLICT_PAUSE_MS = 3000;

export function createPoller(options: PollerOptions): Poller {
  const { api, intake, clock, random, log, ended } = options;
  const stopping = new AbortController();
  /** Undefined until the first update is taken: all that wait are wanted. */
  let offset: number | undefined;
  let confirmed: number | undefined;
  let running: Promise<void> | null = null;
  let answeredAt: number | null = null;
  let failures = 0;
  let conflictSince: number | null = null;
  let heldUp = 0;
  /** Ends the wait after a failure. */
  let endWait = () => {};
  /** Gives up the poll under way; it is no failure. */
  let giveUpPoll = () => {};
  let gaveUp = false;
  let refused = false;

  const fetchUpdates = async (timeout: number, giveUpMs: number): Promise<Update[]> => {
    const controller = new AbortController();
    const abort = () => controller.abort();
    const callOff = clock.after(giveUpMs, abort);
    stopping.signal.addEventListener('abort', abort);
    giveUpPoll = () => {
      gaveUp = true;
      abort();
    };
    const asked = offset;
    try {
      const updates = await api.getUpdates(
        {
          ...(asked !== undefined && { offset: asked }),
          limit: MOST_UPDATES,
          timeout,
          allowed_updates: ALLOWED_UPDATES,
        },
        grammySignal(controller.signal),
      );
      confirmed = asked;
      return updates;
    } finally {
      giveUpPoll = () => {};
      callOff();
      stopping.signal.removeEventListener('abort', abort);
    }
  };

  /** @returns whether all were taken */
  const takeAll = async (updates: readonly Update[]): Promise<boolean> => {
    const goOn = () => !stopping.signal.aborted;
    const taken = await intake.takeAll(updates, { elapsed: clock.elapsed, goOn });
    const last = updates[taken - 1];
    if (last) offset = last.update_id + 1;
    return taken === updates.length;
  };

  const pollOnce = async (): Promise<void> => {
    const began = clock.elapsed();
    const updates = await fetchUpdates(POLL_SECONDS, HANGING_AFTER_MS);
    gaveUp = false;
    noteAnswer();
    if (await takeAll(updates)) heldUp = 0;
    else if (!stopping.signal.aborted) {
      heldUp += 1;
      await pause(growingWait(heldUp, random, { firstMs: 250, longestMs: 5000 }));
    }
    const tooSoon = EMPTY_POLL_MS - (clock.elapsed() - began);
    if (updates.length === 0 && tooSoon > 0) await pause(tooSoon);
  };

  const noteAnswer = () => {
    answeredAt = clock.elapsed();
    conflictSince = null;
    if (failures > 1) log.info({ failures }, 'updates come in again');
    failures = 0;
    if (refused) options.botRefused?.(null);
    refused = false;
  };

  /** @returns whether polling goes on, after a while */
  const afterFailure = async (error: unknown): Promise<boolean> => {
    if (stopping.signal.aborted) return false;
    if (gaveUp) {
      gaveUp = false;
      return true;
    }
    const code = error instanceof GrammyError ? error.error_code : null;
    if (code === 401 || code === 404) return end('token-refused');
    if (code === 409) return afterConflict(error as GrammyError);
    failures += 1;
    if (failures === 2) log.warn({ error }, 'no updates come in: the messenger does not answer');
    const refusal = botRefusal(error);
    if (failures > 1 && refusal !== null && !refused) {
      refused = true;
      options.botRefused?.(refusal);
    }
    const asked = error instanceof GrammyError ? (error.parameters.retry_after ?? 0) * 1000 : 0;
    await pause(asked);
    await pauseUnlessHurried(growingWait(failures, random, { longestMs: 30_000 }) - asked);
    return true;
  };

  const afterConflict = async ({ description }: GrammyError): Promise<boolean> => {
    conflictSince ??= clock.elapsed();
    if (clock.elapsed() - conflictSince >= CONFLICT_MS) return end('another-program');
    if (/webhook/i.test(description)) {
      await api.deleteWebhook(undefined, grammySignal(stopping.signal)).catch(() => {});
    } else log.warn('another program takes this bot’s updates');
    await pause(CONFLICT_PAUSE_MS);
    return true;
  };

  const end = (why: PollingEnd): false => {
    ended(why);
    return false;
  };

  const pause = (ms: number) => wait(clock, ms, stopping.signal);

  const pauseUnlessHurried = async (ms: number): Promise<void> => {
    if (ms <= 0) return;
    const hurried = new AbortController();
    endWait = () => hurried.abort();
    await wait(clock, ms, AbortSignal.any([stopping.signal, hurried.signal]));
    endWait = () => {};
  };

  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        await pollOnce();
      } catch (error) {
        if (!(await afterFailure(error))) return;
      }
    }
  };

  const confirm = async (): Promise<void> => {
    if (offset === undefined || offset === confirmed) return;
    const controller = new AbortController();
    const callOff = clock.after(CONFIRM_MS, () => controller.abort());
    await api
      .getUpdates({ offset, limit: 1, timeout: 0 }, grammySignal(controller.signal))
      .catch((error: unknown) => log.debug({ error }, 'the last updates could not be confirmed'));
    callOff();
  };

  return {
    async drain(withinMs) {
      const began = clock.elapsed();
      const until = began + withinMs;
      try {
        while (!stopping.signal.aborted && clock.elapsed() < until) {
          const updates = await fetchUpdates(0, Math.max(1, until - clock.elapsed()));
          noteAnswer();
          if (!(await takeAll(updates)) || updates.length === 0) return;
          // Where people press without a break, there is always something new.
          if (updates.length < MOST_UPDATES && clock.elapsed() - began >= DRAINED_MS) return;
        }
      } catch (error) {
        log.debug({ error }, 'what waited could not be fetched yet');
      }
    },
    start() {
      running ??= loop();
    },
    async stop() {
      stopping.abort();
      await running;
      await confirm();
    },
    pollNow(afterMs) {
      if (afterMs >= LOSES_POLLS_AFTER_MS) giveUpPoll();
      endWait();
    },
    silentForMs: () => (answeredAt === null ? null : clock.elapsed() - answeredAt),
  };
}
