import { type Api, GrammyError } from 'grammy';
import type { Clock } from '../../clock.ts';
import { grammySignal } from '../../messengers/grammy-signal.ts';

const PROBE_TIMEOUT_MS = 10_000;

/** Whether a messenger answers a call that does nothing. A refusal is an answer, a 5xx is none. */
export async function probeMessenger(api: Api, clock: Clock): Promise<boolean> {
  const controller = new AbortController();
  const callOff = clock.after(PROBE_TIMEOUT_MS, () => controller.abort());
  try {
    await api.getMe(grammySignal(controller.signal));
    return true;
  } catch (error) {
    return error instanceof GrammyError && !(error.error_code >= 500);
  } finally {
    callOff();
  }
}
