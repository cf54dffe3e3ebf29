import {
  expertButton,
  expertsButton,
  letInButton,
  panelExpertsButton,
  renewLinkButton,
} from '../../messages/buttons.ts';
import type { Button, Message } from '../../messages/message.ts';
import { namesWithin, pageButtons, pageOf } from '../../messages/pages.ts';
import { type PanelName, panelTitle } from '../../messages/panel-title.ts';
import { shorten } from '../../messages/shorten.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain, type TextKey } from '../../texts/i18n.ts';
import { spokenDigits } from '../../texts/numerals.ts';

/** Whether an expert takes part, and can be reached. Nothing of what was answered stands beside a name. */
export type ExpertState = 'joined' | 'notJoined' | 'declined' | 'unreachable' | 'left';

export interface ExpertLine {
  readonly expertId: number;
  readonly name: string;
  readonly role: string;
  readonly state: ExpertState;
}

interface PanelCount extends PanelName {
  readonly panelId: number;
  readonly experts: number;
  readonly joined: number;
}

const PANELS_A_PAGE = 20;
const EXPERTS_A_PAGE = 20;
const NUMBERS_A_ROW = 5;
const LISTED_NAME = 60;
const LISTED_PANELS = 12;
const BUTTON_NAME = 30;

/** The panels, each with its experts behind a button. */
export function expertsMessage(list: {
  readonly studyId: number;
  readonly title: string;
  readonly experts: number;
  readonly joined: number;
  readonly panels: readonly PanelCount[];
  readonly page: number;
}): Message {
  const { studyId, panels, experts, joined } = list;
  const page = pageOf(panels, list.page, PANELS_A_PAGE);
  return {
    html: html('facilitator.experts.heading', { title: isolate(list.title), experts, joined }),
    buttons: [
      ...page.things.map((panel) => [panelButton(panel)]),
      ...pageButtons(page, (turned) => expertsButton.write({ studyId, page: turned })),
    ],
  };
}

function panelButton({ panelId, code, name, experts, joined }: PanelCount): Button {
  const panel = panelTitle({ code, name: shorten(name, BUTTON_NAME) });
  return {
    text: plain('facilitator.experts.panelButton', { panel, joined, experts }),
    data: panelExpertsButton.write({ panelId, page: 0 }),
  };
}

/** The experts of one panel, each behind its number. */
export function panelExpertsMessage(list: {
  readonly studyId: number;
  readonly panel: PanelCount;
  readonly experts: readonly ExpertLine[];
  readonly page: number;
  /** Whether there are other panels to go back to. */
  readonly hasOtherPanels: boolean;
}): Message {
  const { studyId, panel, experts } = list;
  const page = pageOf(experts, list.page, EXPERTS_A_PAGE);
  const number = (at: number) => page.page * EXPERTS_A_PAGE + at + 1;
  const numbers = page.things.map(({ expertId }, at) => ({
    text: spokenDigits(String(number(at))),
    data: expertButton.write({ expertId, panelId: panel.panelId, page: page.page }),
  }));
  const back = {
    text: plain('facilitator.button.allPanels'),
    data: expertsButton.write({ studyId, page: 0 }),
  };
  return {
    html: [
      html('facilitator.experts.panelHeading', {
        panel: panelTitle(panel),
        experts: panel.experts,
        joined: panel.joined,
      }),
      page.things.map((expert, at) => expertText(expert, number(at))).join('\n'),
      html('facilitator.experts.pressNumber'),
    ].join('\n\n'),
    buttons: [
      ...rowsOf(numbers, NUMBERS_A_ROW),
      ...pageButtons(page, (turned) => panelExpertsButton.write({ panelId: panel.panelId, page: turned })),
      ...(list.hasOtherPanels ? [[back]] : []),
    ],
  };
}

function expertText({ name, state }: ExpertLine, number: number): string {
  return html('facilitator.experts.line', {
    number,
    name: isolate(shorten(name, LISTED_NAME)),
    state: plain(`facilitator.expertState.${state}`),
  });
}

/** When a new link is of use. */
const RENEWING: Readonly<Record<ExpertState, TextKey>> = {
  notJoined: 'facilitator.experts.renewUnused',
  declined: 'facilitator.experts.hasDeclined',
  joined: 'facilitator.experts.renewUsed',
  unreachable: 'facilitator.experts.renewUsed',
  left: 'leave.facilitator.renew',
};

/** One expert, and the button that makes the personal link anew. */
export function expertMessage(expert: {
  readonly expert: ExpertLine;
  readonly panels: readonly PanelName[];
  /** Of the link in force: a press on an outdated button renews nothing. */
  readonly linkMark: number;
  /** A new link was made for who has joined, and is not used yet. */
  readonly linkPending: boolean;
  /** The open round that the expert came too late for; null: there is none. */
  readonly missedRound: { readonly id: number; readonly number: number } | null;
  readonly backTo: { readonly panelId: number; readonly page: number };
}): Message {
  const { expertId, name, role, state } = expert.expert;
  const { missedRound: missed } = expert;
  const lines = [
    html('facilitator.experts.one', {
      name: isolate(name),
      state: plain(`facilitator.expertState.${state}`),
    }),
    role === '' ? '' : html('facilitator.experts.role', { role: isolate(role) }),
    html('facilitator.experts.seats', { panels: namesWithin(expert.panels.map(panelTitle), LISTED_PANELS) }),
  ];
  return {
    html: [
      lines.filter((line) => line !== '').join('\n'),
      missed ? html('facilitator.experts.missed', { round: missed.number }) : '',
      html(expert.linkPending ? 'facilitator.experts.renewPending' : RENEWING[state]),
    ]
      .filter((paragraph) => paragraph !== '')
      .join('\n\n'),
    buttons: [
      ...(missed
        ? [
            [
              {
                text: plain('facilitator.button.letIn', { round: missed.number }),
                data: letInButton.write({ ...expert.backTo, expertId, roundId: missed.id }),
              },
            ],
          ]
        : []),
      [
        {
          text: plain('facilitator.button.renewLink'),
          data: renewLinkButton.write({ ...expert.backTo, expertId, mark: expert.linkMark }),
        },
      ],
      [{ text: plain('facilitator.button.back'), data: panelExpertsButton.write(expert.backTo) }],
    ],
  };
}

function rowsOf<Thing>(list: readonly Thing[], perRow: number): Thing[][] {
  return Array.from({ length: Math.ceil(list.length / perRow) }, (_, at) =>
    list.slice(at * perRow, (at + 1) * perRow),
  );
}
