import type { StudyStage } from '../../domain/study-stage.ts';
import { liveStatusButton, panelStatusButton, statusButton } from '../../messages/buttons.ts';
import type { Button, Message } from '../../messages/message.ts';
import { MESSAGE_LIMIT, pageButtons, pageOf } from '../../messages/pages.ts';
import { panelTitle } from '../../messages/panel-title.ts';
import { shorten } from '../../messages/shorten.ts';
import { dateTimeText, spanText, timeText } from '../../texts/dates.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';
import { listed } from '../../texts/listed.ts';
import { nextStepText, type StudyStanding, standingHeading } from '../studies/study-standing-message.ts';

/** How far an expert is, by name; answers never stand beside it. */
export type Progress =
  | 'handedIn'
  | 'started'
  | 'silent'
  | 'joined'
  | 'notJoined'
  | 'declined'
  | 'unreachable'
  | 'left';

/** The order in which they are told; `joined` stands for the first three while no round is open. */
export const DURING_ROUND: readonly Progress[] = [
  'handedIn',
  'started',
  'silent',
  'notJoined',
  'declined',
  'unreachable',
  'left',
];
const OUTSIDE_ROUND: readonly Progress[] = ['joined', 'notJoined', 'declined', 'unreachable', 'left'];

export interface PanelProgress {
  readonly panelId: number;
  readonly code: string;
  readonly name: string;
  readonly experts: readonly { readonly name: string; readonly progress: Progress }[];
}

export interface OpenRoundStatus {
  readonly invited: number;
  readonly handedIn: number;
  readonly nextReminder: Date | null;
  /** How many were sent, and how many of these led to an answer or a hand-in within a day. */
  readonly reminders: { readonly sent: number; readonly answered: number };
  /** Hand-ins expected by the deadline; null: too early to tell. */
  readonly forecast: number | null;
  /** Median working time of those who handed in; null: too few have. */
  readonly minutes: number | null;
}

export interface Undelivered {
  readonly messages: number;
  /**
   * The messenger's own words; or `cutOff`: nobody knows whether it arrived; or `notRendered`: it could not be put into
   * words.
   */
  readonly reason: 'cutOff' | 'notRendered' | { readonly messenger: string };
}

export interface StudyStatus {
  readonly standing: StudyStanding;
  readonly round: OpenRoundStatus | null;
  readonly panels: readonly PanelProgress[];
  /** By name: who confirmed the orientation, who was at a meeting, and who did neither; null: there was none. */
  readonly orientation: Readonly<Record<'confirmed' | 'attended' | 'open', readonly string[]>> | null;
  /** Messages that failed for a reason other than the recipient's, by reason, the most frequent first. */
  readonly parked: readonly Undelivered[];
  readonly now: Date;
  readonly zone: string;
}

const GAP = '\n\n';
const PANELS_A_PAGE = 12;
const NAMES_A_PAGE = 40;
const LISTED_NAME = 60;
const BUTTON_NAME = 40;
const LONGEST_ORIENTED = 150;
const LISTED_REASONS = 3;
const LISTED_REASON = 120;

/**
 * Everybody by panel and progress, with names; where that is too long, counts, with each panel's names behind a button.
 */
export function statusMessage(status: StudyStatus, page: number): Message {
  const { studyId } = status.standing;
  const order = orderOf(status.standing.stage);
  const heading = headingText(status);
  const names = namesWithinRoom(status.panels, order, MESSAGE_LIMIT - heading.length - GAP.length);
  if (names !== null) {
    return {
      html: names === '' ? heading : heading + GAP + names,
      buttons: [...backRow(status), [refreshButton(statusButton.write({ studyId, page: 0 }))]],
    };
  }
  const shown = pageOf(status.panels, page, PANELS_A_PAGE);
  return {
    html: [heading, ...shown.things.map((panel) => countsText(panel, order))].join('\n\n'),
    buttons: [
      ...shown.things.map(({ panelId, code, name }) => [
        {
          text: panelTitle({ code, name: shorten(name, BUTTON_NAME) }),
          data: panelStatusButton.write({ studyId, panelId, page: 0 }),
        },
      ]),
      ...pageButtons(shown, (turned) => statusButton.write({ studyId, page: turned })),
      ...backRow(status),
      [refreshButton(statusButton.write({ studyId, page: shown.page }))],
    ],
  };
}

/** For an open round: a button back to its progress. */
function backRow({ standing: { stage, studyId } }: StudyStatus): Button[][] {
  if (stage.kind !== 'open') return [];
  return [[{ text: plain('live.button.back'), data: liveStatusButton.write({ studyId }) }]];
}

/** Every panel with its names; null where they do not fit, which is found out before most of them are rendered. */
export function namesWithinRoom(
  panels: readonly PanelProgress[],
  order: readonly Progress[],
  room: number,
): string | null {
  let text = '';
  for (const panel of panels) {
    if (text.length + panel.experts.length > room) return null;
    text += `${text === '' ? '' : GAP}${namesText(panel, order)}`;
  }
  return text.length <= room ? text : null;
}

/** The names of one panel, in pages. */
export function panelStatusMessage(status: StudyStatus, panel: PanelProgress, page: number): Message {
  const { standing } = status;
  const { studyId } = standing;
  const order = orderOf(standing.stage);
  const sorted = order.flatMap((progress) => panel.experts.filter((expert) => expert.progress === progress));
  const shown = pageOf(sorted, page, NAMES_A_PAGE);
  const at = (turned: number) => panelStatusButton.write({ studyId, panelId: panel.panelId, page: turned });
  return {
    html: [standingHeading(standing), countsText(panel, order), groupsText(shown.things, order, false)].join(
      '\n\n',
    ),
    buttons: [
      ...pageButtons(shown, at),
      [
        { text: plain('facilitator.button.allPanels'), data: statusButton.write({ studyId, page: 0 }) },
        refreshButton(at(shown.page)),
      ],
    ],
  };
}

function headingText(status: StudyStatus): string {
  const { standing, parked, now, zone } = status;
  const { stage } = standing;
  const lines = [
    standingHeading(standing),
    whoText(status),
    ...(stage.kind === 'open' ? [] : [nextStepText(standing, { now, zone })]),
    orientationText(status),
    parkedText(parked),
    html('facilitator.status.asOf', { time: timeText(now, zone) }),
  ];
  return lines.filter((line) => line !== '').join('\n');
}

/** How many have handed in, or joined; empty where the next step before the first round says so already. */
function whoText(status: StudyStatus): string {
  const { stage, joined, experts } = status.standing;
  if (stage.kind === 'open' && status.round) return roundText(stage.deadline, status.round, status);
  if (stage.kind === 'preparing' && joined > 0) return '';
  return html('facilitator.status.joined', { joined, experts });
}

function orientationText({ orientation }: StudyStatus): string {
  if (!orientation) return '';
  const lines = (['confirmed', 'attended', 'open'] as const).flatMap((which) => {
    const names = orientation[which];
    const told = listed(names.map((name) => isolate(shorten(name, LISTED_NAME))));
    return names.length === 0
      ? []
      : [html(`briefing.status.${which}`, { total: names.length, names: shorten(told, LONGEST_ORIENTED) })];
  });
  return lines.join('\n');
}

export function parkedText(parked: readonly Undelivered[]): string {
  if (parked.length === 0) return '';
  const shown = parked.slice(0, LISTED_REASONS).map(({ messages, reason }) => {
    const words =
      typeof reason === 'object'
        ? plain('facilitator.status.parkedBy', { words: isolate(shorten(reason.messenger, LISTED_REASON)) })
        : plain(`facilitator.status.parkedWhy.${reason}`);
    return html('facilitator.status.parkedLine', { messages, reason: words });
  });
  const all = parked.reduce((sum, { messages }) => sum + messages, 0);
  return [html('facilitator.status.parked', { parked: all }), ...shown].join('\n');
}

export function roundText(
  deadline: Date,
  round: OpenRoundStatus,
  { now, zone }: { now: Date; zone: string },
): string {
  const { handedIn, invited, nextReminder, reminders, forecast, minutes } = round;
  return [
    html('facilitator.status.deadline', {
      deadline: dateTimeText(deadline, zone),
      left: spanText(deadline.getTime() - now.getTime()),
    }),
    nextReminder
      ? html('facilitator.status.nextReminder', { at: dateTimeText(nextReminder, zone) })
      : html('facilitator.status.noReminder'),
    reminders.sent === 0 ? '' : html('facilitator.status.reminders', reminders),
    html('facilitator.status.handedIn', { handedIn, invited }),
    minutes === null ? '' : html('facilitator.status.minutes', { minutes }),
    forecast === null ? '' : html('facilitator.status.forecast', { forecast }),
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function namesText(panel: PanelProgress, order: readonly Progress[]): string {
  return [
    html('facilitator.status.panel', { panel: panelTitle(panel) }),
    groupsText(panel.experts, order, true),
  ]
    .filter((text) => text !== '')
    .join('\n');
}

/** @param isWhole false: only a page of the panel, so counts would mislead */
function groupsText(experts: PanelProgress['experts'], order: readonly Progress[], isWhole: boolean): string {
  return order
    .flatMap((progress) => {
      const names = experts
        .filter((expert) => expert.progress === progress)
        .map(({ name }) => isolate(shorten(name, LISTED_NAME)));
      if (names.length === 0) return [];
      const state = plain(`facilitator.progress.${progress}`);
      const args = { state, names: listed(names) };
      return isWhole
        ? [html('facilitator.status.group', { ...args, number: names.length })]
        : [html('facilitator.status.groupOnPage', args)];
    })
    .join('\n');
}

function countsText(panel: PanelProgress, order: readonly Progress[]): string {
  const told = order.filter(
    (progress) => (progress !== 'left' && progress !== 'declined') || countIn(panel, progress) > 0,
  );
  return [html('facilitator.status.panel', { panel: panelTitle(panel) }), countsLine(panel, told)].join('\n');
}

export function countIn({ experts }: PanelProgress, wanted: Progress): number {
  return experts.filter(({ progress }) => progress === wanted).length;
}

/** How many of a panel are how far, in one line. */
export function countsLine(panel: PanelProgress, told: readonly Progress[]): string {
  return told
    .map((progress) => {
      const args = { state: plain(`facilitator.progress.${progress}`), number: countIn(panel, progress) };
      return plain('facilitator.status.count', args);
    })
    .join(' · ');
}

function orderOf(stage: StudyStage): readonly Progress[] {
  return stage.kind === 'open' ? DURING_ROUND : OUTSIDE_ROUND;
}

export function refreshButton(data: string): Button {
  return { text: plain('facilitator.button.refresh'), data };
}
