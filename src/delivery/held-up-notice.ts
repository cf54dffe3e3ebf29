import type { Api } from 'grammy';
import type { Update } from 'grammy/types';
import type { Logger } from 'pino';
import type { Acknowledge } from '../bot/context.ts';
import { type Clock, within } from '../clock.ts';
import { messageOptions, textOf } from '../messengers/api-message.ts';
import { grammySignal } from '../messengers/grammy-signal.ts';
import { plain } from '../texts/i18n.ts';
import type { StorageAlarm } from './storage-alarm.ts';
import { messageWaitsMessage } from './storage-messages.ts';

export interface HeldUpNoticeParts {
  readonly api: Api;
  readonly acknowledge: Acknowledge;
  readonly alarm: Pick<StorageAlarm, 'outages'>;
  readonly clock: Clock;
  readonly log: Logger;
}

const CALL_WITHIN_MS = 10_000;

/**
 * Tells whoever pressed or wrote something that the disk does not take: a press by an alert, for it may be too old by
 * the time there is room; a message, which waits, by one message an outage. Neither can go through the outbox.
 */
export function createHeldUpNotice({
  api,
  acknowledge,
  alarm,
  clock,
  log,
}: HeldUpNoticeParts): (update: Update) => void {
  let told = new Set<number>();
  let outage = 0;

  const sayThatItWaits = async (chatId: number): Promise<void> => {
    const message = messageWaitsMessage();
    try {
      await within(clock, CALL_WITHIN_MS, (signal) =>
        api.sendMessage(chatId, textOf(message), messageOptions(message), grammySignal(signal)),
      );
    } catch (error) {
      log.debug({ error }, 'somebody could not be told that a message waits');
    }
  };

  return ({ callback_query: press, message }) => {
    if (press) return acknowledge(press.id, { text: plain('refusal.answer.notSaved'), alert: true });
    if (message?.chat.type !== 'private') return;
    if (outage !== alarm.outages()) told = new Set();
    outage = alarm.outages();
    if (told.has(message.chat.id)) return;
    told.add(message.chat.id);
    void sayThatItWaits(message.chat.id);
  };
}
