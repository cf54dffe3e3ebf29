import { type Api, GrammyError } from 'grammy';
import type { Logger } from 'pino';
import { type Clock, wait } from '../clock.ts';
import { Departure } from '../messengers/departure.ts';
import { grammySignal } from '../messengers/grammy-signal.ts';

/** Ends the spinners of presses. */
export interface Acknowledging {
  /** Sends an answer to a press; nobody waits for it, and it cannot fail. At most 200 characters. */
  acknowledge(callbackQueryId: string, answer: { text?: string; alert?: boolean }): void;
  /** Resolves when every answer is sent or given up. */
  settled(): Promise<void>;
}

interface Answer {
  readonly id: string;
  readonly text: string | undefined;
  readonly alert: boolean;
  readonly since: number;
}

/** A messenger forgets a press after some 15 s; an answer that is later than this helps nobody. */
const WORTH_SENDING_MS = 10_000;
const TRY_MS = 4000;
const TRIES = 3;
const PAUSE_MS = 500;
/** At once; the others wait their turn. */
const MOST_UNDER_WAY = 100;
/** Beyond these the eldest are past helping anyway. */
const MOST_WAITING = 5000;

/**
 * Answers to presses are not limited by the messengers, so they leave at once, before and apart from edits and sends.
 * What a press did is on disk by then; the answer itself is not worth keeping.
 */
export function createAcknowledging(api: Api, { clock, log }: { clock: Clock; log: Logger }): Acknowledging {
  const waiting: Answer[] = [];
  let underWay = 0;
  let idle: (() => void)[] = [];

  const next = () => {
    while (underWay < MOST_UNDER_WAY && waiting.length > 0) {
      underWay += 1;
      void send(waiting.shift()!).finally(() => {
        underWay -= 1;
        next();
      });
    }
    if (underWay > 0) return;
    for (const resolve of idle) resolve();
    idle = [];
  };
  const send = async (answer: Answer): Promise<void> => {
    for (let tries = 1; clock.elapsed() - answer.since < WORTH_SENDING_MS; tries += 1) {
      const error = await attempt(answer);
      if (!error) return;
      if (stands(error) || tries === TRIES) {
        log.debug({ error }, 'a press could not be answered');
        return;
      }
      await wait(clock, pauseAfter(error) ?? PAUSE_MS * tries);
    }
  };
  const attempt = async ({ id, text, alert }: Answer): Promise<unknown> => {
    const departure = new Departure();
    const callOff = clock.after(TRY_MS, () => departure.abort());
    try {
      const shown = text === undefined ? {} : { text, show_alert: alert };
      await api.answerCallbackQuery(id, shown, grammySignal(departure));
      return null;
    } catch (error) {
      return error;
    } finally {
      callOff();
    }
  };

  return {
    acknowledge(id, { text, alert = false }) {
      if (waiting.length >= MOST_WAITING) waiting.shift();
      waiting.push({ id, text, alert, since: clock.elapsed() });
      next();
    },
    settled: () => (underWay === 0 ? Promise.resolve() : new Promise((resolve) => void idle.push(resolve))),
  };
}

/** A refusal stands ("query is too old" is the usual one), unless the messenger is only overburdened or unwell. */
function stands(error: unknown): boolean {
  return error instanceof GrammyError && error.error_code !== 429 && error.error_code < 500;
}

/** The wait that a 429 asks for, in milliseconds. */
function pauseAfter(error: unknown): number | undefined {
  const seconds = error instanceof GrammyError ? error.parameters.retry_after : undefined;
  return seconds === undefined ? undefined : seconds * 1000;
}
