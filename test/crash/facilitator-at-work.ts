import { setTimeout as pause } from 'node:timers/promises';
import type { ChatMessage } from '../../src/rehearsal/chats.ts';
import type { LocalMessenger } from '../../src/rehearsal/messenger.ts';

/**
 * A facilitator who gives a command, presses what its preview offers, and begins anew where nothing comes of it: the
 * program may be killed meanwhile.
 */
export interface FacilitatorAtWork {
  /** Resolves once it is so, however often it takes. */
  bringAbout(step: Step, isSo: () => boolean): Promise<void>;
}

/** A command, and the button of its preview by the beginning of its data. */
export interface Step {
  readonly command: string;
  readonly button: string | null;
}

export const OPEN: Step = { command: '/open 2m', button: 'ro:' };
export const OPEN_SHORTLY: Step = { command: '/open 0.4m', button: 'ro:' };
export const OPEN_LONG: Step = { command: '/open 5h', button: 'ro:' };
export const REMIND: Step = { command: '/remind', button: 'rr:' };
export const CLOSE: Step = { command: '/close', button: 'rc:' };
export const FINISH: Step = { command: '/finish', button: 'rf:' };

const PREVIEW_WITHIN_MS = 4000;
const EFFECT_WITHIN_MS = 3000;
const TRIES = 30;

export function facilitatorAtWork(messenger: LocalMessenger, person: number): FacilitatorAtWork {
  const untilSo = async (isSo: () => boolean): Promise<boolean> => {
    const end = performance.now() + EFFECT_WITHIN_MS;
    while (performance.now() < end) {
      if (isSo()) return true;
      await pause(25);
    }
    return isSo();
  };
  const tryOnce = async ({ command, button }: Step): Promise<void> => {
    const said = messenger.send(person, command);
    if (button === null) return;
    const preview = await messenger
      .until(() => offer(messenger.chat(person), said, button), PREVIEW_WITHIN_MS)
      .catch(() => null);
    if (preview) await messenger.pressData(person, preview.message.id, preview.data);
  };
  return {
    async bringAbout(step, isSo) {
      for (let tries = 0; tries < TRIES; tries += 1) {
        await tryOnce(step);
        if (await untilSo(isSo)) return;
      }
      throw new Error(`${step.command} came to nothing in ${TRIES} tries`);
    },
  };
}

function offer(
  chat: readonly ChatMessage[],
  after: number,
  button: string,
): { message: ChatMessage; data: string } | null {
  for (const message of chat) {
    if (message.id <= after) continue;
    const found = message.keyboard.flat().find(({ callback_data: data }) => data?.startsWith(button));
    if (found?.callback_data) return { message, data: found.callback_data };
  }
  return null;
}
