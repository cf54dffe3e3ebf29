import { createHash } from 'node:crypto';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import type { Message } from '../../messages/message.ts';
import { type Expert, loadExpert, loadExperts, loadSeats, loadUnreachable } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadPanel, loadPanels, type Panel } from '../../store/panels.ts';
import type { Study } from '../../store/studies.ts';
import { studyOf } from '../studies/choose-study.ts';
import { hasJoined } from '../studies/load-standing.ts';
import {
  type ExpertLine,
  type ExpertState,
  expertMessage,
  expertsMessage,
  panelExpertsMessage,
} from './experts-message.ts';
import { loadMissedRound } from './load-missed-round.ts';

/** A study's experts as its lists tell them. */
interface Roster {
  readonly experts: readonly Expert[];
  readonly seats: ReadonlyMap<number, readonly number[]>;
  readonly unreachable: ReadonlySet<number>;
}

function loadRoster(tx: Transaction, studyId: number): Roster {
  return {
    experts: loadExperts(tx, studyId),
    seats: loadSeats(tx, studyId),
    unreachable: loadUnreachable(tx, studyId),
  };
}

/** A study's experts: panel by panel behind buttons, or at once where there is one panel. */
export function expertsScreen(tx: Transaction, study: Study, page: number): Message {
  const panels = loadPanels(tx, study.id);
  const roster = loadRoster(tx, study.id);
  if (panels.length === 1) return seatsScreen(roster, panels[0]!, page, false);
  const taking = roster.experts.filter(({ leftAt }) => leftAt === null);
  return expertsMessage({
    studyId: study.id,
    title: study.title,
    experts: taking.length,
    joined: taking.filter(hasJoined).length,
    panels: panels.map((panel) => countSeats(roster, panel)),
    page,
  });
}

/** The experts of one panel. */
export function panelExpertsScreen(
  tx: Transaction,
  asked: { accountId: number; panelId: number; page: number },
): Outcome<{ message: Message }> {
  const panel = loadPanel(tx, asked.panelId);
  if (!panel) return refuse({ code: 'study.notYours' });
  const found = studyOf(tx, asked.accountId, panel.studyId);
  if (!found.ok) return found;
  if (found.study.forgottenAt) return refuse({ code: 'study.forgotten' });
  const hasOtherPanels = loadPanels(tx, panel.studyId).length > 1;
  return { ok: true, message: seatsScreen(loadRoster(tx, panel.studyId), panel, asked.page, hasOtherPanels) };
}

/** One expert. */
export function expertScreen(
  tx: Transaction,
  asked: { accountId: number; expertId: number; panelId: number; page: number },
): Outcome<{ message: Message }> {
  const found = expertOf(tx, asked.accountId, asked.expertId);
  if (!found.ok) return found;
  const { expert } = found;
  const { seats, unreachable } = loadRoster(tx, expert.studyId);
  const message = expertMessage({
    expert: lineOf(expert, unreachable),
    panels: loadPanels(tx, expert.studyId).filter(({ id }) => seats.get(expert.id)?.includes(id)),
    linkMark: linkMark(expert),
    linkPending: hasJoined(expert) && expert.token !== null,
    missedRound: loadMissedRound(tx, expert)?.round ?? null,
    backTo: { panelId: asked.panelId, page: asked.page },
  });
  return { ok: true, message };
}

/** An expert named by a button, where the presser runs the study. */
export function expertOf(
  tx: Transaction,
  accountId: number,
  expertId: number,
): Outcome<{ expert: Expert; study: Study }> {
  const expert = loadExpert(tx, expertId);
  if (!expert || expert.removedAt || expert.forgotten) return refuse({ code: 'expert.gone' });
  const found = studyOf(tx, accountId, expert.studyId);
  return found.ok ? { ok: true, expert, study: found.study } : found;
}

/** A number that changes whenever the expert's link does, or is used up. */
export function linkMark({ token, accountId }: Pick<Expert, 'token' | 'accountId'>): number {
  const digest = createHash('sha256').update(`${token}:${accountId}`).digest();
  return digest.readUIntBE(0, 6);
}

function seatsScreen(roster: Roster, panel: Panel, page: number, hasOtherPanels: boolean): Message {
  return panelExpertsMessage({
    studyId: panel.studyId,
    panel: countSeats(roster, panel),
    experts: seatedOn(roster, panel).map((expert) => lineOf(expert, roster.unreachable)),
    page,
    hasOtherPanels,
  });
}

function countSeats(roster: Roster, panel: Panel) {
  const seated = seatedOn(roster, panel).filter(({ leftAt }) => leftAt === null);
  const { id: panelId, code, name } = panel;
  return { panelId, code, name, experts: seated.length, joined: seated.filter(hasJoined).length };
}

function seatedOn({ experts, seats }: Roster, panel: Panel): Expert[] {
  return experts.filter(({ id }) => seats.get(id)?.includes(panel.id));
}

function lineOf(expert: Expert, unreachable: ReadonlySet<number>): ExpertLine {
  const { id: expertId, name, role } = expert;
  return { expertId, name, role, state: stateOf(expert, unreachable) };
}

/** Whether an expert takes part, and can be reached. */
export function stateOf(expert: Expert, unreachable: ReadonlySet<number>): ExpertState {
  if (expert.leftAt) return 'left';
  if (!hasJoined(expert)) return expert.declinedAt ? 'declined' : 'notJoined';
  return unreachable.has(expert.id) ? 'unreachable' : 'joined';
}
