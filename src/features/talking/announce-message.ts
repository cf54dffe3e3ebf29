import {
  announceButton,
  audienceButton,
  audiencePageButton,
  cancelAnnouncementButton,
} from '../../messages/buttons.ts';
import { dialogPrompt } from '../../messages/dialog-prompt.ts';
import type { Button, Message } from '../../messages/message.ts';
import { pageButtons, pageOf } from '../../messages/pages.ts';
import { shorten } from '../../messages/shorten.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';

/** A group of experts that an announcement may go to. */
export interface Audience {
  /** 0: all experts. */
  readonly panelId: number;
  readonly name: string;
  /** Who has joined and can be written to. */
  readonly recipients: number;
  /** Who has not joined yet. */
  readonly missing: number;
  /** Who has joined, and has blocked the bot since. */
  readonly unreachable: number;
}

export interface AnnouncementPreview {
  readonly previewId: number;
  readonly title: string;
  readonly text: string;
  /** All experts first. */
  readonly audiences: readonly Audience[];
  readonly chosenPanelId: number;
  /** Of the panels' buttons. */
  readonly page: number;
  /** Quiet hours hold openings and reminders, not this. */
  readonly quiet: boolean;
}

const LONGEST_TITLE = 150;
const LONGEST_NAME = 80;
const BUTTON_NAME = 30;
const PANELS_A_PAGE = 8;
const CHOSEN = '✅';

/** The text as the experts will read it, how many get it, and buttons that choose among them. */
export function announcementPreviewMessage(preview: AnnouncementPreview): Message {
  const { previewId, audiences, chosenPanelId } = preview;
  const chosen = audiences.find(({ panelId }) => panelId === chosenPanelId) ?? audiences[0]!;
  const paragraphs = [
    html('announce.preview', { title: isolate(shorten(preview.title, LONGEST_TITLE)) }),
    recipientsText(chosen),
    preview.quiet ? html('announce.quiet') : '',
    `${html('announce.text')}\n${html('announce.message', messageArguments(preview))}`,
  ];
  const send: Button = {
    text: plain('announce.button.send', { recipients: chosen.recipients }),
    data: announceButton.write({ previewId }),
    style: 'success',
  };
  const cancel = { text: plain('label.cancel'), data: cancelAnnouncementButton.write({ previewId }) };
  return {
    html: paragraphs.filter((paragraph) => paragraph !== '').join('\n\n'),
    buttons: [...(chosen.recipients > 0 ? [[send]] : []), ...audienceButtons(preview, chosen), [cancel]],
  };
}

function recipientsText({ panelId, name, recipients, missing, unreachable }: Audience): string {
  const lines = [
    panelId === 0
      ? html('announce.toAll', { recipients })
      : html('announce.toPanel', { recipients, panel: isolate(shorten(name, LONGEST_NAME)) }),
    missing > 0 ? html('announce.notJoined', { missing }) : '',
    unreachable > 0 ? html('round.notReached', { unreachable }) : '',
  ];
  return lines.filter((line) => line !== '').join('\n');
}

/** With one panel there is nothing to choose. */
function audienceButtons({ previewId, audiences, page }: AnnouncementPreview, chosen: Audience): Button[][] {
  const [all, ...panels] = audiences;
  if (panels.length < 2) return [];
  const shown = pageOf(panels, page, PANELS_A_PAGE);
  const button = (audience: Audience, text: string): Button[] => [
    {
      text: audience.panelId === chosen.panelId ? `${CHOSEN} ${text}` : text,
      data: audienceButton.write({ previewId, panelId: audience.panelId, page: shown.page }),
    },
  ];
  const ofPanel = ({ name, recipients }: Audience) =>
    plain('announce.button.panel', { panel: shorten(name, BUTTON_NAME), recipients });
  return [
    button(all!, plain('announce.button.all', { recipients: all!.recipients })),
    ...shown.things.map((panel) => button(panel, ofPanel(panel))),
    ...pageButtons(shown, (turned) => audiencePageButton.write({ previewId, page: turned })),
  ];
}

export function writeAnnouncementMessage(title: string, startedAt: Date): Message {
  return dialogPrompt(html('announce.write', { title: isolate(shorten(title, LONGEST_TITLE)) }), startedAt);
}

/** What an expert reads. */
export function announcementMessage(announcement: {
  readonly title: string;
  readonly text: string;
}): Message {
  return { html: html('announce.message', messageArguments(announcement)) };
}

function messageArguments({ title, text }: { readonly title: string; readonly text: string }) {
  return { title: isolate(shorten(title, LONGEST_TITLE)), text: isolate(text) };
}
