import { GrammyError } from 'grammy';
import type { Logger } from 'pino';
import { type Clock, wait, within } from '../clock.ts';
import { growingWait } from '../growing-wait.ts';

const LONGEST_WAIT_MS = 15_000;
/** Before that a start is not called slow. */
const TOLD_AFTER_MS = 10_000;

/** What asking again and again takes. */
export interface Asking {
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/**
 * Makes a call again and again until the messenger answers, as when the program starts before the network does.
 *
 * @returns the result; a refusal, which would stand however often it is asked; null where the signal ended it
 */
export async function untilAnswered<Result>(
  call: (signal: AbortSignal) => Promise<Result>,
  { clock, random, log, signal }: Asking,
): Promise<Result | GrammyError | null> {
  const began = clock.elapsed();
  let told = false;
  for (let failures = 1; !signal.aborted; failures += 1) {
    try {
      return await within(clock, LONGEST_WAIT_MS, call, signal);
    } catch (error) {
      if (error instanceof GrammyError && isFinal(error)) return error;
      if (!told && clock.elapsed() - began >= TOLD_AFTER_MS) {
        told = true;
        log.warn({ error }, 'the messenger does not answer yet');
      }
      const asked = error instanceof GrammyError ? (error.parameters.retry_after ?? 0) * 1000 : 0;
      const growing = growingWait(failures, random, { firstMs: 500, longestMs: LONGEST_WAIT_MS });
      await wait(clock, Math.max(asked, growing), signal);
    }
  }
  return null;
}

/**
 * Whether a refusal would stand however often it is asked. A wrong token may come as 401, 404 or, on Bale, 400; 501 says
 * that there is no such method.
 */
export function isFinal({ error_code: code }: GrammyError): boolean {
  return (code >= 400 && code < 500 && code !== 429 && code !== 420 && code !== 409) || code === 501;
}
