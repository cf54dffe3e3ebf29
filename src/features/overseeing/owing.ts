import { isLongUnopened, OWING_GROUPS } from '../../domain/owing.ts';
import type { Surroundings } from '../../domain/quiet-hours.ts';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import type { Message } from '../../messages/message.ts';
import { logEvent } from '../../store/events.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadPanels } from '../../store/panels.ts';
import { loadRemindersHad, saveExcused } from '../../store/reminders.ts';
import { loadProgress, type ProgressOf, type Round } from '../../store/rounds.ts';
import type { Study } from '../../store/studies.ts';
import { expertOf, linkMark } from '../joining/list-experts.ts';
import { remindSome } from '../reminding/remind-now.ts';
import type { Reminding } from '../reminding/reminded-message.ts';
import { studyOf } from '../studies/choose-study.ts';
import { loadRunningRound } from '../studies/load-standing.ts';
import { type OwingExpert, owingIn } from './load-owing.ts';
import { type OwingLine, owingExpertMessage, owingMessage } from './owing-message.ts';

/** A facilitator's press, and when. */
interface Press extends Surroundings {
  readonly accountId: number;
  readonly at: Date;
}

/** Who owes the open round on a panel. */
export function owingScreen(
  tx: Transaction,
  place: { studyId: number; panelId: number; page: number },
  press: Press,
): Outcome<{ message: Message }> {
  const { panelId } = place;
  const running = runningOf(tx, studyOf(tx, press.accountId, place.studyId), { panelId }, press.at);
  if (!running.ok) return running;
  const { round, owing: experts } = running;
  const panel = loadPanels(tx, place.studyId).find(({ id }) => id === panelId);
  if (!panel) return refuse({ code: 'study.notYours' });
  return {
    ok: true,
    message: owingMessage({
      ...{ studyId: place.studyId, round: round.number, page: place.page },
      panel: { panelId: panel.id, code: panel.code, name: panel.name },
      experts: experts.map(lineOf),
    }),
  };
}

interface ExpertPlace {
  readonly expertId: number;
  readonly panelId: number;
  readonly page: number;
}

/** One expert who owes it; the panel's list where the expert has handed in or left meanwhile. */
export function owingExpertScreen(
  tx: Transaction,
  { expertId, ...place }: ExpertPlace,
  press: Press,
): Outcome<{ message: Message }> {
  const found = owes(tx, expertId, press);
  if (!found.ok) return found;
  const { study, round, owing, expert } = found;
  if (!owing) return owingScreen(tx, { studyId: study.id, ...place }, press);
  const had = loadRemindersHad(tx, [owing.questionnaireId]).get(owing.questionnaireId);
  return {
    ok: true,
    message: owingExpertMessage({
      ...lineOf(owing),
      ...{ studyId: study.id, round: round.number, place },
      reminders: had?.all ?? 0,
      linkMark: linkMark(expert),
    }),
  };
}

/** Reminds one expert. */
export function remindExpert(
  tx: Transaction,
  expertId: number,
  press: Press,
): Outcome<{ reminding: Reminding }> {
  const found = owes(tx, expertId, press);
  if (!found.ok) return found;
  return remindSome(tx, { ...press, study: found.study, expertIds: [expertId] });
}

/** Reminds a group of those who owe the round, on one panel or on all (panel 0). */
export function remindGroup(
  tx: Transaction,
  { studyId, panelId, group }: { studyId: number; panelId: number; group: number },
  press: Press,
): Outcome<{ reminding: Reminding }> {
  const of = panelId === 0 ? undefined : { panelId };
  const running = runningOf(tx, studyOf(tx, press.accountId, studyId), of, press.at);
  if (!running.ok) return running;
  const isMeant = (one: OwingExpert) => OWING_GROUPS[group] !== 'unopened' || isLongUnopened(one, press.at);
  const expertIds = running.owing.filter(isMeant).map(({ expertId }) => expertId);
  return remindSome(tx, { ...press, study: running.study, expertIds });
}

/** Turns reminders in this round off or on for an expert; the invitation to the round stays. */
export function excuseExpert(
  tx: Transaction,
  { expertId, excused }: { expertId: number; excused: boolean },
  press: Press,
): Outcome {
  const found = owes(tx, expertId, press);
  if (!found.ok) return found;
  const { owing, study, round } = found;
  if (!owing || owing.isExcused === excused) return { ok: true };
  const { accountId, at } = press;
  saveExcused(tx, owing.questionnaireId, excused ? at : null);
  logEvent(tx, {
    ...{ studyId: study.id, at, actor: 'facilitator', accountId },
    kind: excused ? 'expert.excused' : 'expert.unexcused',
    details: { expertId, round: round.number },
  });
  return { ok: true };
}

function owes(tx: Transaction, expertId: number, { accountId, at }: Press) {
  const found = expertOf(tx, accountId, expertId);
  if (!found.ok) return found;
  const running = runningOf(tx, found, { expertId }, at);
  return running.ok ? { ...found, ...running, owing: running.owing[0] } : running;
}

/** A study's running round, and who owes it: of a panel, one expert, or everybody. */
function runningOf(
  tx: Transaction,
  found: Outcome<{ study: Study }>,
  of: ProgressOf | undefined,
  at: Date,
): Outcome<{ study: Study; round: Round; owing: OwingExpert[] }> {
  if (!found.ok) return found;
  const { study } = found;
  const open = loadRunningRound(tx, study, at);
  if (!open.ok) return open;
  const owing = owingIn(loadProgress(tx, open.round.id, of), open.round, at);
  return { ...open, study, owing };
}

function lineOf({ expertId, name, isExcused, isReachable, begunAt, silentDays }: OwingExpert): OwingLine {
  return { expertId, name, isExcused, isReachable, silentDays, hasBegun: begunAt !== null };
}
