import {
  attendanceButton,
  attendedButton,
  briefButton,
  cancelBriefingButton,
  orientedButton,
} from '../../messages/buttons.ts';
import { dialogPrompt } from '../../messages/dialog-prompt.ts';
import type { Button, Message } from '../../messages/message.ts';
import { pageButtons, pageOf } from '../../messages/pages.ts';
import { shorten } from '../../messages/shorten.ts';
import { dateTimeText } from '../../texts/dates.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';

type Medium = 'text' | 'file' | 'video' | 'voice';

const LONGEST_TITLE = 150;
const LONGEST_NAME = 100;
const EXPERTS_A_PAGE = 12;
const BUTTON_NAME = 40;

/** The word by which each is confirmed. */
const WORDS = { text: 'read', file: 'read', video: 'seen', voice: 'heard' } as const;

const titled = (title: string) => ({ title: isolate(shorten(title, LONGEST_TITLE)) });
const paragraphs = (...all: readonly string[]) => all.filter((one) => one !== '').join('\n\n');

/** What follows `/briefing`. @param asked.isFirst none was sent before */
export function askForBriefing(asked: { title: string; isFirst: boolean; startedAt: Date }): Message {
  const again = asked.isFirst ? '' : html('briefing.askAgain');
  return dialogPrompt(paragraphs(html('briefing.ask', titled(asked.title)), again), asked.startedAt);
}

/** Attendance can be entered whether anything is sent or not. */
export function meetingOffer(studyId: number): Message {
  const data = attendanceButton.write({ studyId, page: 0 });
  return { html: html('briefing.meeting'), buttons: [[{ text: plain('briefing.button.meeting'), data }]] };
}

export function briefingPreviewMessage(preview: {
  readonly previewId: number;
  readonly title: string;
  readonly medium: Medium;
  readonly text: string;
  readonly fileName: string;
  readonly joined: number;
  readonly later: number;
  readonly replaces: boolean;
  readonly quietUntil: Date | null;
  readonly zone: string;
}): Message {
  const { previewId, medium, text, joined, later } = preview;
  const told = { text: isolate(text) };
  return {
    html: paragraphs(
      html('briefing.preview', titled(preview.title)),
      medium === 'text'
        ? ''
        : html(`briefing.medium.${medium}`, { name: isolate(shorten(preview.fileName, LONGEST_NAME)) }),
      html('briefing.to', { joined, later, word: plain(`label.${WORDS[medium]}`) }),
      preview.replaces ? html('briefing.replaces') : '',
      preview.quietUntil
        ? html('briefing.quiet', { until: dateTimeText(preview.quietUntil, preview.zone) })
        : '',
      text === '' ? '' : medium === 'text' ? html('briefing.text', told) : html('briefing.below', told),
    ),
    buttons: [
      [{ text: plain('label.send'), data: briefButton.write({ previewId }), style: 'success' }],
      [{ text: plain('label.cancel'), data: cancelBriefingButton.write({ previewId }) }],
    ],
  };
}

/** What an expert reads, or what stands below a file. */
export function briefingMessage(briefing: {
  readonly id: number;
  readonly medium: Medium;
  readonly title: string;
  readonly text: string;
}): Message {
  const { id: briefingId, medium, title, text } = briefing;
  return {
    html:
      text === ''
        ? html('briefing.caption', titled(title))
        : html('briefing.message', { ...titled(title), text: isolate(text) }),
    buttons: [[confirmation(briefingId, medium)]],
  };
}

/** The file is another messenger's, and its bytes were never fetched. */
export function briefingElsewhere({ briefingId, title }: { briefingId: number; title: string }): Message {
  return { html: html('briefing.elsewhere', titled(title)), buttons: [[confirmation(briefingId, 'text')]] };
}

function confirmation(briefingId: number, medium: Medium): Button {
  const text = plain(`label.${WORDS[medium]}`);
  return { text, data: orientedButton.write({ briefingId }), style: 'success' };
}

/** Who was at a meeting: each expert is a button. */
export function attendanceMessage(list: {
  readonly studyId: number;
  readonly title: string;
  readonly experts: readonly {
    readonly expertId: number;
    readonly name: string;
    readonly present: boolean;
  }[];
  readonly page: number;
}): Message {
  const { studyId, experts } = list;
  const page = pageOf(experts, list.page, EXPERTS_A_PAGE);
  const present = experts.filter((expert) => expert.present).length;
  return {
    html: html('briefing.attendance', { ...titled(list.title), present, experts: experts.length }),
    buttons: [
      ...page.things.map(({ expertId, name, present: isPresent }): Button[] => [
        {
          text: `${isPresent ? '✅' : '▫️'} ${shorten(name, BUTTON_NAME)}`,
          data: attendedButton.write({ expertId, chosen: isPresent ? 0 : 1, page: page.page }),
        },
      ]),
      ...pageButtons(page, (turned) => attendanceButton.write({ studyId, page: turned })),
    ],
  };
}
