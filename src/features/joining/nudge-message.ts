import { cancelPreviewButton, nudgeButton, sendNudgeButton } from '../../messages/buttons.ts';
import type { Message } from '../../messages/message.ts';
import { namesWithin } from '../../messages/pages.ts';
import { shorten } from '../../messages/shorten.ts';
import { dateTimeText } from '../../texts/dates.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';

const LONGEST_NAME = 60;
const LISTED_NAMES = 30;

/** Beside the workbook of `/invite`: how many have not answered yet, and the way to remind them. */
export function nudgeOffer({ studyId, waiting }: { studyId: number; waiting: number }): Message {
  return {
    html: html('facilitator.nudge.offer', { waiting }),
    buttons: [[{ text: plain('facilitator.nudge.button'), data: nudgeButton.write({ studyId }) }]],
  };
}

/** Whom the bot would remind, and whom only the facilitator can write to. */
export function nudgePreviewMessage(preview: {
  readonly previewId: number;
  readonly title: string;
  /** Have opened the link, and not answered the consent. */
  readonly opened: number;
  /** Have not opened it: their names. */
  readonly notOpened: readonly string[];
  /** The end of the quiet hours, in which reminders wait. */
  readonly waitsUntil: Date | null;
  readonly zone: string;
}): Message {
  const { previewId, title, opened, notOpened, waitsUntil, zone } = preview;
  const names = notOpened.map((name) => isolate(shorten(name, LONGEST_NAME)));
  const paragraphs = [
    html('facilitator.nudge.heading', { title: isolate(title) }),
    opened > 0 ? html('facilitator.nudge.opened', { opened }) : html('facilitator.nudge.noneOpened'),
    notOpened.length > 0
      ? html('facilitator.nudge.notOpened', {
          notOpened: notOpened.length,
          names: namesWithin(names, LISTED_NAMES),
        })
      : '',
    opened > 0 && waitsUntil
      ? html('facilitator.nudge.quiet', { until: dateTimeText(waitsUntil, zone) })
      : '',
  ];
  const send = {
    ...{ text: plain('label.sendReminder'), data: sendNudgeButton.write({ previewId }) },
    style: 'success' as const,
  };
  const cancel = { text: plain('label.cancel'), data: cancelPreviewButton.write({ previewId }) };
  return {
    html: paragraphs.filter((paragraph) => paragraph !== '').join('\n\n'),
    buttons: opened > 0 ? [[send, cancel]] : [],
  };
}
