import type { Api } from 'grammy';
import type { Update } from 'grammy/types';
import type { Logger } from 'pino';
import type { Acknowledge } from '../bot/context.ts';
import type { Clock } from '../clock.ts';
import { plain } from '../texts/i18n.ts';
import { type AskedWaits, sendPastOutbox } from './send-past-outbox.ts';
import type { StorageAlarm } from './storage-alarm.ts';
import { messageWaitsMessage } from './storage-messages.ts';

export interface HeldUpNoticeParts {
  readonly api: Api;
  readonly acknowledge: Acknowledge;
  readonly waits: () => AskedWaits;
  readonly alarm: Pick<StorageAlarm, 'outages' | 'refusing'>;
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
  waits,
  acknowledge,
  alarm,
  clock,
  log,
}: HeldUpNoticeParts): (update: Update) => void {
  let told = new Set<number>();
  let outage = 0;

  const sayThatItWaits = async (chatId: number): Promise<void> => {
    const waiting = { chatId, message: messageWaitsMessage() };
    try {
      const sending = { api, waits: waits(), clock, callWithinMs: CALL_WITHIN_MS };
      await sendPastOutbox(waiting, sending, { isStillMeant: alarm.refusing });
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
