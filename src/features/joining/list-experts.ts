import { createHash } from 'node:crypto';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import type { Message } from '../../messages/message.ts';
import { isReachable } from '../../store/accounts.ts';
import { type Audience, countAudiences, WHOLE_STUDY } from '../../store/audiences.ts';
import { type Expert, loadExpert } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadPanel, loadPanels, loadPanelsOfExpert, type Panel } from '../../store/panels.ts';
import { type ListedExpert, loadSeatedRoster } from '../../store/rosters.ts';
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

/** A study's experts: panel by panel behind buttons, or at once where there is one panel. */
export function expertsScreen(tx: Transaction, study: Study, page: number): Message {
  const panels = loadPanels(tx, study.id);
  if (panels.length === 1) return seatsScreen(tx, panels[0]!, page, false);
  const audienceOf = countAudiences(tx, study.id);
  const { experts, joined } = audienceOf(WHOLE_STUDY);
  return expertsMessage({
    ...{ studyId: study.id, title: study.title, experts, joined, page },
    panels: panels.map((panel) => counted(panel, audienceOf(panel.id))),
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
  return { ok: true, message: seatsScreen(tx, panel, asked.page, hasOtherPanels) };
}

/** One expert. */
export function expertScreen(
  tx: Transaction,
  asked: { accountId: number; expertId: number; panelId: number; page: number },
): Outcome<{ message: Message }> {
  const found = expertOf(tx, asked.accountId, asked.expertId);
  if (!found.ok) return found;
  const { expert } = found;
  const { accountId } = expert;
  const isUnreachable = accountId !== null && !isReachable(tx, accountId);
  const message = expertMessage({
    expert: lineOf({ ...expert, isUnreachable }),
    panels: loadPanelsOfExpert(tx, expert.id),
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

function seatsScreen(tx: Transaction, panel: Panel, page: number, hasOtherPanels: boolean): Message {
  const { id, studyId } = panel;
  return panelExpertsMessage({
    ...{ studyId, page, hasOtherPanels },
    panel: counted(panel, countAudiences(tx, studyId)(id)),
    experts: (loadSeatedRoster(tx, studyId, id).get(id) ?? []).map(lineOf),
  });
}

function counted({ id: panelId, code, name }: Panel, { experts, joined }: Audience) {
  return { panelId, code, name, experts, joined };
}

function lineOf(expert: ListedExpert): ExpertLine {
  const { id: expertId, name, role } = expert;
  return { expertId, name, role, state: stateOf(expert) };
}

/** Whether an expert takes part, and can be reached. */
export function stateOf(
  expert: Pick<ListedExpert, 'accountId' | 'leftAt' | 'declinedAt' | 'isUnreachable'>,
): ExpertState {
  if (expert.leftAt) return 'left';
  if (!hasJoined(expert)) return expert.declinedAt ? 'declined' : 'notJoined';
  return expert.isUnreachable ? 'unreachable' : 'joined';
}
