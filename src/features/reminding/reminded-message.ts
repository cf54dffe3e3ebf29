import { MOST_REMINDERS } from '../../domain/reminder-manners.ts';
import type { Message } from '../../messages/message.ts';
import { dateTimeText } from '../../texts/dates.ts';
import { html } from '../../texts/i18n.ts';

/** What `/remind` has set off, whom it left alone, and who has heard enough already. */
export function remindedMessage(
  done: { reminded: number; waitsUntil: Date | null; putOff: number; hadMost: number },
  zone: string,
): Message {
  const { reminded, waitsUntil, putOff, hadMost } = done;
  const lines = [
    waitsUntil
      ? html('round.remind.doneQuiet', { reminded, until: dateTimeText(waitsUntil, zone) })
      : html('round.remind.done', { reminded }),
    ...(putOff > 0 ? [html('round.remind.putOff', { putOff })] : []),
    ...(hadMost > 0 ? [html('round.remind.hadMost', { hadMost, most: MOST_REMINDERS })] : []),
  ];
  return { html: lines.join('\n') };
}
