import { OWING_GROUPS, type OwingGroup } from '../../domain/owing.ts';
import { liveStatusButton, owingButton, remindGroupButton, statusButton } from '../../messages/buttons.ts';
import type { Button, Message } from '../../messages/message.ts';
import { linesWithin, MESSAGE_LIMIT } from '../../messages/pages.ts';
import { panelTitle } from '../../messages/panel-title.ts';
import { shorten } from '../../messages/shorten.ts';
import { timeText } from '../../texts/dates.ts';
import { html, plain } from '../../texts/i18n.ts';
import { type StudyStanding, standingHeading } from '../studies/study-standing-message.ts';
import {
  countIn,
  countsLine,
  DURING_ROUND,
  namesWithinRoom,
  type OpenRoundStatus,
  type PanelProgress,
  parkedText,
  refreshButton,
  roundText,
  type Undelivered,
} from './status-message.ts';

/** How an open round is going. */
export interface LiveRound {
  readonly standing: StudyStanding;
  readonly deadline: Date;
  readonly round: OpenRoundStatus;
  readonly panels: readonly (PanelProgress & { readonly owing: number })[];
  /** Counts of those who owe it: silent for less than a day, for less than two, for longer. */
  readonly silence: readonly [number, number, number];
  /** How many can be reminded, and how many of these have not opened the questionnaire after two days. */
  readonly owing: number;
  readonly unopened: number;
  /** How many are excused from reminders. */
  readonly excused: number;
  readonly orientation: Readonly<Record<'confirmed' | 'attended' | 'open', number>> | null;
  readonly parked: readonly Undelivered[];
  readonly now: Date;
  readonly zone: string;
}

const BLOCKS = 10;
const DONE = '▰';
const BEGUN = '▨';
const REST = '▱';
const BUTTON_NAME = 30;
/** A keyboard of more buttons is a wall. */
const PANEL_BUTTONS = 10;
const MORE_ROOM = 40;

/** `/status` of an open round: one message that is kept up to date. */
export function liveStatusMessage(live: LiveRound): Message {
  const { standing, deadline, round, panels, parked, now, zone } = live;
  const head = [
    standingHeading(standing),
    roundText(deadline, round, live),
    silenceText(live),
    orientationText(live.orientation),
    parkedText(parked),
    html('live.asOf', { time: timeText(now, zone) }),
  ]
    .filter((text) => text !== '')
    .join('\n');
  const room = MESSAGE_LIMIT - head.length - MORE_ROOM;
  const { shown, left } = linesWithin(
    panels.map((panel) => `${panelText(panel)}\n`),
    room,
  );
  const counts = [
    head,
    ...shown.map((text) => text.trimEnd()),
    ...(left > 0 ? [html('live.morePanels', { left })] : []),
  ].join('\n\n');
  const folded = (text: string) => `${counts}\n\n<blockquote expandable>${text}</blockquote>`;
  // Where the names are too many they are behind their button alone.
  const names = namesWithinRoom(panels, DURING_ROUND, MESSAGE_LIMIT - folded('').length);
  return { html: names === null ? counts : folded(names), buttons: buttonsOf(live) };
}

function panelText(panel: LiveRound['panels'][number]): string {
  const others = OTHERS.filter((progress) => countIn(panel, progress) > 0);
  return [
    html('facilitator.status.panel', { panel: panelTitle(panel) }),
    barText(panel),
    ...(others.length > 0 ? [countsLine(panel, others)] : []),
  ].join('\n');
}

/** The groups told beside those who have handed in. */
const OTHERS = ['started', 'silent', 'notJoined', 'declined', 'unreachable', 'left'] as const;

/**
 * Shares of those who handed in and those who began, in ten blocks; a group that is not empty has at least one block.
 */
function barText(panel: PanelProgress): string {
  const all = panel.experts.length;
  const [handedIn, started] = [countIn(panel, 'handedIn'), countIn(panel, 'started')];
  const blocks = (some: number) => (some === 0 ? 0 : Math.max(1, Math.floor((some / all) * BLOCKS)));
  const done = blocks(handedIn);
  const begun = Math.min(BLOCKS - done, blocks(started));
  const bar = DONE.repeat(done) + BEGUN.repeat(begun) + REST.repeat(BLOCKS - done - begun);
  return html('live.bar', { bar, handedIn, experts: all });
}

function silenceText({ silence, unopened, excused }: LiveRound): string {
  const [day, two, longer] = silence;
  return [
    ...(day + two + longer > 0 ? [html('live.silence', { day, two, longer })] : []),
    ...(unopened > 0 ? [html('live.unopened', { unopened })] : []),
    ...(excused > 0 ? [html('live.excused', { excused })] : []),
  ].join('\n');
}

function orientationText(orientation: LiveRound['orientation']): string {
  return orientation ? html('live.orientation', orientation) : '';
}

function buttonsOf({ standing, panels, owing, unopened }: LiveRound): Button[][] {
  const { studyId } = standing;
  const remind = (group: OwingGroup, text: string): Button[] => [
    { text, data: remindGroupButton.write({ studyId, panelId: 0, group: OWING_GROUPS.indexOf(group) }) },
  ];
  return [
    ...(owing > 0 ? [remind('all', plain('live.button.remindAll', { owing }))] : []),
    ...(unopened > 0 ? [remind('unopened', plain('live.button.remindUnopened', { unopened }))] : []),
    ...panels
      .filter((panel) => panel.owing > 0)
      .slice(0, PANEL_BUTTONS)
      .map((panel) => [
        {
          text: plain('live.button.panel', {
            panel: panelTitle({ code: panel.code, name: shorten(panel.name, BUTTON_NAME) }),
            owing: panel.owing,
          }),
          data: owingButton.write({ studyId, panelId: panel.panelId, page: 0 }),
        },
      ]),
    [
      { text: plain('live.button.names'), data: statusButton.write({ studyId, page: 0 }) },
      refreshButton(liveStatusButton.write({ studyId })),
    ],
  ];
}
