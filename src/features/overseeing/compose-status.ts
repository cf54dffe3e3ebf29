import { forecastHandedIn } from '../../domain/forecast.ts';
import type { Surroundings } from '../../domain/quiet-hours.ts';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import { medianMinutes } from '../../domain/workload.ts';
import type { Message } from '../../messages/message.ts';
import { loadBriefing, loadOriented, MEETING } from '../../store/briefings.ts';
import type { Transaction } from '../../store/file/database.ts';
import { CUT_OFF, loadParked, NOT_RENDERED } from '../../store/outbox.ts';
import { loadPanels } from '../../store/panels.ts';
import { loadSecondsAtWork } from '../../store/questionnaires.ts';
import { loadReminderEffect } from '../../store/reminders.ts';
import { loadRoster, loadSeatedRoster } from '../../store/rosters.ts';
import { type ExpertProgress, loadOpenRound, loadProgress, type Round } from '../../store/rounds.ts';
import type { Study } from '../../store/studies.ts';
import { escapeHtml, plain } from '../../texts/i18n.ts';
import { refusalText } from '../../texts/refusal-text.ts';
import { stateOf } from '../joining/list-experts.ts';
import { nextReminderAt } from '../reminding/send-reminders.ts';
import { loadStanding } from '../studies/load-standing.ts';
import { standingHeading } from '../studies/study-standing-message.ts';
import {
  type OpenRoundStatus,
  type PanelProgress,
  type Progress,
  panelStatusMessage,
  type StudyStatus,
  statusMessage,
  type Undelivered,
} from './status-message.ts';

/** When and where a status is looked at. */
export interface StatusMoment extends Surroundings {
  readonly now: Date;
}

/** Who has handed in, begun, joined: by panel, with names. */
export function statusScreen(
  tx: Transaction,
  study: Study,
  page: number,
  surroundings: StatusMoment,
): Message {
  if (study.forgottenAt) return forgottenStatus(tx, study);
  return statusMessage(loadStatus(tx, study, surroundings), page);
}

/** For a study whose names were removed, only that it has ended: its summaries tell how many took part. */
function forgottenStatus(tx: Transaction, study: Study): Message {
  const told = escapeHtml(refusalText({ code: 'study.forgotten' }));
  return { html: [standingHeading(loadStanding(tx, study)), told].join('\n\n') };
}

/** The same for one panel, whose names fill pages of their own. */
export function panelStatusScreen(
  tx: Transaction,
  study: Study,
  place: { panelId: number; page: number },
  surroundings: StatusMoment,
): Outcome<{ message: Message }> {
  if (study.forgottenAt) return refuse({ code: 'study.forgotten' });
  const status = loadStatus(tx, study, surroundings);
  const panel = status.panels.find(({ panelId }) => panelId === place.panelId);
  if (!panel) return refuse({ code: 'study.notYours' });
  return { ok: true, message: panelStatusMessage(status, panel, place.page) };
}

function loadStatus(tx: Transaction, study: Study, surroundings: StatusMoment): StudyStatus {
  const round = loadOpenRound(tx, study.id);
  const progress = round ? loadProgress(tx, round.id) : [];
  const { now, zone } = surroundings;
  return {
    standing: loadStanding(tx, study),
    round: round ? loadRoundStatus(tx, round, progress, surroundings) : null,
    panels: round ? panelsInRound(tx, study, progress) : panelsOutsideRound(tx, study),
    orientation: loadOrientation(tx, study.id),
    parked: loadParked(tx, study.id).map(({ messages, reason }) => ({ messages, reason: reasonOf(reason) })),
    now,
    zone,
  };
}

/** Who has confirmed the orientation, who was at a meeting, and who did neither; null where there was none. */
export function loadOrientation(tx: Transaction, studyId: number): StudyStatus['orientation'] {
  const briefing = loadBriefing(tx, studyId);
  const confirmed = briefing ? loadOriented(tx, briefing.id) : new Set<number>();
  const attended = loadOriented(tx, MEETING);
  if (!briefing && attended.size === 0) return null;
  const experts = loadRoster(tx, studyId).filter(({ leftAt }) => leftAt === null);
  const namesOf = (isOne: (id: number) => boolean) =>
    experts.filter(({ id }) => isOne(id)).map(({ name }) => name);
  const there = {
    confirmed: namesOf((id) => confirmed.has(id)),
    attended: namesOf((id) => attended.has(id)),
  };
  if (!briefing && there.attended.length === 0) return null;
  return { ...there, open: namesOf((id) => !confirmed.has(id) && !attended.has(id)) };
}

/** The messenger's words are passed on as they are. */
export function reasonOf(reason: string): Undelivered['reason'] {
  if (reason === CUT_OFF) return 'cutOff';
  return reason === NOT_RENDERED ? 'notRendered' : { messenger: reason };
}

export function loadRoundStatus(
  tx: Transaction,
  round: Round,
  progress: readonly ExpertProgress[],
  surroundings: StatusMoment,
): OpenRoundStatus {
  const experts = new Map(progress.map((row) => [row.expertId, row.handedInAt !== null]));
  const handedIn = [...experts.values()].filter(Boolean).length;
  const { now } = surroundings;
  const whole = round.deadline.getTime() - round.openedAt.getTime();
  const share = whole > 0 ? (now.getTime() - round.openedAt.getTime()) / whole : 1;
  return {
    invited: experts.size,
    handedIn,
    nextReminder: nextReminderAt(tx, round, now, surroundings),
    reminders: loadReminderEffect(tx, round.id),
    forecast: forecastHandedIn(experts.size, handedIn, share),
    minutes: medianMinutes(loadSecondsAtWork(tx, round.id)),
  };
}

/** The panels with their experts as seated when the round opened. */
export function panelsInRound(
  tx: Transaction,
  study: Study,
  progress: readonly ExpertProgress[],
): PanelProgress[] {
  const byPanel = new Map<number, { name: string; progress: Progress }[]>();
  for (const row of progress) {
    const listed = byPanel.get(row.panelId) ?? [];
    if (listed.length === 0) byPanel.set(row.panelId, listed);
    const name = row.name === '' ? plain('forget.nameless') : row.name;
    listed.push({ name, progress: progressOf(row) });
  }
  return loadPanels(tx, study.id).flatMap(({ id: panelId, code, name }) => {
    const experts = byPanel.get(panelId);
    return experts ? [{ panelId, code, name, experts }] : [];
  });
}

function progressOf(row: ExpertProgress): Progress {
  // An expert whom a later workbook took off is as gone as one who left.
  const state = row.isGone ? 'left' : stateOf(row);
  if (state === 'left') return state;
  if (row.handedInAt) return 'handedIn';
  if (state !== 'joined') return state;
  return row.begunAt ? 'started' : 'silent';
}

function panelsOutsideRound(tx: Transaction, study: Study): PanelProgress[] {
  const seated = loadSeatedRoster(tx, study.id);
  return loadPanels(tx, study.id).map(({ id: panelId, code, name }) => ({
    panelId,
    code,
    name,
    experts: (seated.get(panelId) ?? []).map((expert) => ({ name: expert.name, progress: stateOf(expert) })),
  }));
}
