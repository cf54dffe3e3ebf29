import { type Api, GrammyError } from 'grammy';
import { type Clock, wait, within } from '../clock.ts';
import type { Message } from '../messages/message.ts';
import { messageOptions, textOf } from '../messengers/api-message.ts';
import { grammySignal } from '../messengers/grammy-signal.ts';

/** How long a chat is to be left alone because its messenger asked for it. */
export interface AskedWaits {
  /** 0: not at all. */
  waitMs(chatId: number): number;
  /** What was sent past the outbox was refused by a 429. */
  noteWait(chatId: number, waitMs: number): void;
}

export interface PastOutbox {
  readonly api: Api;
  readonly waits: AskedWaits;
  readonly clock: Clock;
  readonly callWithinMs: number;
}

/**
 * Sends a message that cannot go through the outbox, which is on a disk that refuses. What the messenger has asked to
 * wait in that chat is waited for.
 *
 * @param isStillMeant looked at when the wait is over
 * @throws what the messenger refused, or that it did not answer in time
 */
export async function sendPastOutbox(
  { chatId, message }: { chatId: number; message: Message },
  { api, waits, clock, callWithinMs }: PastOutbox,
  { signal, isStillMeant = () => true }: { signal?: AbortSignal; isStillMeant?: () => boolean } = {},
): Promise<void> {
  for (let ms = waits.waitMs(chatId); ms > 0 && !signal?.aborted; ms = waits.waitMs(chatId)) {
    await wait(clock, ms, signal);
  }
  if (signal?.aborted || !isStillMeant()) return;
  try {
    await within(clock, callWithinMs, (inTime) =>
      api.sendMessage(chatId, textOf(message), messageOptions(message), grammySignal(inTime)),
    );
  } catch (error) {
    const asked = error instanceof GrammyError ? error.parameters.retry_after : undefined;
    if (asked !== undefined) waits.noteWait(chatId, asked * 1000);
    throw error;
  }
}
