import { GrammyError } from 'grammy';
import type { Logger } from 'pino';
import { type Clock, wait } from '../clock.ts';
import { growingWait } from '../growing-wait.ts';

const LONGEST_WAIT_MS = 15_000;
/** Before that a start is not called slow. */
const TOLD_AFTER_MS = 10_000;

/**
 * Makes a call again and again until the messenger answers, as when the program starts before the network does.
 *
 * @returns the result; a refusal, which would stand however often it is asked; null where the signal ended it
 */
export async function untilAnswered<Result>(
  call: (signal: AbortSignal) => Promise<Result>,
  { clock, random, log, signal }: { clock: Clock; random: () => number; log: Logger; signal: AbortSignal },
): Promise<Result | GrammyError | null> {
  const began = clock.elapsed();
  let told = false;
  for (let failures = 1; !signal.aborted; failures += 1) {
    try {
      return await call(AbortSignal.any([signal, AbortSignal.timeout(LONGEST_WAIT_MS)]));
    } catch (error) {
      if (error instanceof GrammyError && isFinal(error)) return error;
      if (!told && clock.elapsed() - began >= TOLD_AFTER_MS) {
        told = true;
        log.warn({ error }, 'the messenger does not answer yet');
      }
      await wait(clock, growingWait(failures, random, { firstMs: 500, longestMs: LONGEST_WAIT_MS }), signal);
    }
  }
  return null;
}

/** A wrong token may come as 401, 404 or, on Bale, 400. */
function isFinal({ error_code: code }: GrammyError): boolean {
  return code >= 400 && code < 500 && code !== 429 && code !== 420 && code !== 409;
}
