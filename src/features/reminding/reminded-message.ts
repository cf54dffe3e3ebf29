import { MOST_REMINDERS } from '../../domain/reminder-manners.ts';
import { cancelPreviewButton, remindButton } from '../../messages/buttons.ts';
import type { Message } from '../../messages/message.ts';
import { dateTimeText } from '../../texts/dates.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';

/** Whom «/remind» reaches, and whom not: each invited expert is in one of the counts. */
export interface Reminding {
  readonly round: number;
  readonly reminded: number;
  /** The end of the quiet hours, in which the reminders wait. */
  readonly waitsUntil: Date | null;
  /** Of those reminded, how many have had as many reminders in this round as the program itself would ever send. */
  readonly hadMost: number;
  readonly handedIn: number;
  /** Have put reminders off until tomorrow: left alone. */
  readonly putOff: number;
  /** Whom the facilitator has excused from reminders in this round. */
  readonly excused: number;
  /** Have blocked the bot, or cannot be written to. */
  readonly unreachable: number;
  readonly notJoined: number;
  /** Have declined the invitation. */
  readonly declined: number;
}

/** `/remind`: whom a reminder would reach, whom not and why, and the button that sends it. */
export function remindPreviewMessage(
  { previewId, title, reminding }: { previewId: number; title: string; reminding: Reminding },
  zone: string,
): Message {
  return {
    html: [
      html('round.remind.heading', { round: reminding.round, title: isolate(title) }),
      remindingText('preview', reminding, zone),
    ].join('\n\n'),
    buttons: [
      [
        { text: plain('label.sendReminder'), data: remindButton.write({ previewId }), style: 'success' },
        { text: plain('label.cancel'), data: cancelPreviewButton.write({ previewId }) },
      ],
    ],
  };
}

/** What `/remind` has set off. */
export function remindedMessage(reminding: Reminding, zone: string): Message {
  return { html: remindingText('done', reminding, zone) };
}

function remindingText(
  step: 'preview' | 'done',
  { reminded, waitsUntil, hadMost, ...others }: Reminding,
  zone: string,
): string {
  const { handedIn, putOff, excused, unreachable, notJoined, declined } = others;
  const lines = [
    waitsUntil
      ? html(`round.remind.${step}Quiet`, { reminded, until: dateTimeText(waitsUntil, zone) })
      : html(`round.remind.${step}`, { reminded }),
    hadMost > 0 ? html('round.remind.hadMost', { hadMost, most: MOST_REMINDERS }) : '',
    handedIn > 0 && step === 'preview' ? html('round.remind.handedIn', { handedIn }) : '',
    putOff > 0 ? html('round.remind.putOff', { putOff }) : '',
    excused > 0 ? html('round.remind.excused', { excused }) : '',
    unreachable > 0 ? html('round.notReached', { unreachable }) : '',
    notJoined > 0 ? html('round.remind.notJoined', { notJoined }) : '',
    declined > 0 ? html('round.remind.declined', { declined }) : '',
  ];
  return lines.filter((line) => line !== '').join('\n');
}
