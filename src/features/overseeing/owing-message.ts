import {
  excuseButton,
  liveStatusButton,
  owingButton,
  owingExpertButton,
  remindExpertButton,
  remindGroupButton,
  renewLinkButton,
} from '../../messages/buttons.ts';
import type { Message } from '../../messages/message.ts';
import { pageButtons, pageOf } from '../../messages/pages.ts';
import { panelTitle } from '../../messages/panel-title.ts';
import { shorten } from '../../messages/shorten.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';

/** An expert who owes the open round, as a facilitator is told of them. */
export interface OwingLine {
  readonly expertId: number;
  readonly name: string;
  readonly hasBegun: boolean;
  /** Whole days without any activity. */
  readonly silentDays: number;
  readonly isExcused: boolean;
  readonly isReachable: boolean;
}

interface OwingPanel {
  readonly panelId: number;
  readonly code: string;
  readonly name: string;
}

const EXPERTS_A_PAGE = 8;
const BUTTON_NAME = 34;

/** Who owes the round on a panel, with a button each. */
export function owingMessage(list: {
  readonly studyId: number;
  readonly round: number;
  readonly panel: OwingPanel;
  readonly experts: readonly OwingLine[];
  readonly page: number;
}): Message {
  const { studyId, round, panel, experts, page: wanted } = list;
  const { panelId } = panel;
  const page = pageOf(experts, wanted, EXPERTS_A_PAGE);
  const reached = experts.filter(({ isExcused, isReachable }) => !isExcused && isReachable).length;
  return {
    html: [
      html('live.owing.heading', { round, panel: panelTitle(panel) }),
      experts.length === 0 ? html('live.owing.none') : html('live.owing.press', { owing: experts.length }),
    ].join('\n\n'),
    buttons: [
      ...page.things.map((expert) => [
        {
          text: lineText(expert),
          data: owingExpertButton.write({ expertId: expert.expertId, panelId, page: page.page }),
        },
      ]),
      ...pageButtons(page, (turned) => owingButton.write({ studyId, panelId, page: turned })),
      ...(reached > 0
        ? [
            [
              {
                text: plain('live.button.remindPanel', { owing: reached }),
                data: remindGroupButton.write({ studyId, panelId, group: 0 }),
              },
            ],
          ]
        : []),
      [{ text: plain('live.button.back'), data: liveStatusButton.write({ studyId }) }],
    ],
  };
}

function lineText({ name, hasBegun, silentDays: days, isExcused, isReachable }: OwingLine): string {
  const state = isReachable ? (hasBegun ? 'begun' : 'unopened') : 'unreachable';
  return plain(isExcused ? 'live.owing.lineExcused' : `live.owing.line.${state}`, {
    ...{ name: isolate(shorten(name, BUTTON_NAME)), days },
  });
}

/** One of them: what has come so far, and what can be done with one tap. */
export function owingExpertMessage(
  shown: OwingLine & {
    readonly studyId: number;
    readonly round: number;
    readonly reminders: number;
    readonly linkMark: number;
    readonly place: { readonly panelId: number; readonly page: number };
  },
): Message {
  const { expertId, name, hasBegun, silentDays: days, isExcused, isReachable, reminders, place } = shown;
  const back = owingButton.write({ studyId: shown.studyId, ...place });
  const at = { expertId, ...place };
  return {
    html: [
      html('live.owing.one', { name: isolate(name), round: shown.round }),
      html(hasBegun ? 'live.owing.begun' : 'live.owing.notOpened', { days }),
      html('live.owing.reminders', { reminders }),
      ...(isReachable ? [] : [html('live.owing.unreachable')]),
      ...(isExcused ? [html('live.owing.excused')] : []),
    ].join('\n'),
    buttons: [
      ...(isExcused || !isReachable
        ? []
        : [[{ text: plain('live.button.remindOne'), data: remindExpertButton.write(at) }]]),
      [
        {
          text: plain('facilitator.button.renewLink'),
          data: renewLinkButton.write({ ...at, mark: shown.linkMark }),
        },
      ],
      [
        {
          text: plain(isExcused ? 'live.button.remindAgain' : 'live.button.excuse'),
          data: excuseButton.write({ ...at, chosen: isExcused ? 0 : 1 }),
        },
      ],
      [{ text: plain('facilitator.button.back'), data: back }],
    ],
  };
}
