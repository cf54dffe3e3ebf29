import type { Logger } from 'pino';
import type { Clock } from '../../clock.ts';
import { growingWait } from '../../growing-wait.ts';

/** Whether a messenger answers at all. */
export interface Outage {
  lasting(): boolean;
  /** A call came back without an answer: nothing more leaves until the messenger is seen to answer. */
  suspect(reason: string): void;
  /** A call was answered. */
  answered(): void;
  /** The messenger was heard from in another way: it is asked at once whether it answers. */
  heardFrom(): void;
  stop(): void;
}

/** Shorter ones are not worth a line in the log. */
const WORTH_A_LINE_MS = 1000;

/**
 * Keeps an outage from spoiling more than the calls already under way: while it lasts, a call that does nothing
 * (`getMe`) is tried with growing waits, and no send whose outcome nobody would know.
 *
 * @param probe whether the messenger answers
 * @param onEnd work may go on, and how long it could not
 */
export function createOutage(
  probe: () => Promise<boolean>,
  onEnd: (lastedMs: number) => void,
  { clock, random, log }: { clock: Clock; random: () => number; log: Logger },
): Outage {
  let since: number | null = null;
  let told = false;
  let failures = 0;
  let trying = false;
  let callOff = () => {};

  const end = () => {
    if (since === null) return;
    const lastedMs = Math.round(clock.elapsed() - since);
    if (told) log.info({ lastedMs }, 'the messenger answers again');
    since = null;
    callOff();
    onEnd(lastedMs);
  };
  const tryOnce = async () => {
    const began = since;
    callOff();
    trying = true;
    const answers = await probe();
    trying = false;
    if (since === null || since !== began) return;
    if (answers) return end();
    failures += 1;
    if (!told && clock.elapsed() - since >= WORTH_A_LINE_MS) {
      told = true;
      log.warn('the messenger does not answer');
    }
    callOff = clock.after(growingWait(failures, random, { firstMs: 500, longestMs: 15_000 }), tryOnce);
  };

  return {
    lasting: () => since !== null,
    suspect(reason) {
      if (since !== null) return;
      since = clock.elapsed();
      told = false;
      failures = 0;
      log.debug({ reason }, 'a call was not answered');
      void tryOnce();
    },
    answered: end,
    heardFrom() {
      if (since !== null && !trying) void tryOnce();
    },
    stop() {
      since = null;
      callOff();
    },
  };
}
