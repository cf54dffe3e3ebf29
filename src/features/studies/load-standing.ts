import { type Outcome, refuse } from '../../domain/refusals.ts';
import { mayBeAskedAgain } from '../../domain/round-opening.ts';
import { stageOf, whyNoneOpen } from '../../domain/study-stage.ts';
import { countAudiences, WHOLE_STUDY } from '../../store/audiences.ts';
import type { Expert } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadForgottenSums } from '../../store/forgettings.ts';
import { loadPanels } from '../../store/panels.ts';
import { loadOpenRound, loadRounds, type Round } from '../../store/rounds.ts';
import { loadRoundPlan, type Study } from '../../store/studies.ts';
import type { StudyStanding } from './study-standing-message.ts';

/** Where a study stands. */
export function loadStanding(tx: Transaction, study: Study): StudyStanding {
  const panels = loadPanels(tx, study.id);
  const { experts, joined } = countAudiences(tx, study.id)(WHOLE_STUDY);
  const sums = study.forgottenAt ? loadForgottenSums(tx, study.id) : null;
  const rounds = loadRounds(tx, study.id);
  const ahead = { ...study, rounds, plan: loadRoundPlan(tx, study.id) };
  // Who has nothing more to do keeps nobody waiting.
  const panelStatuses = panels
    .filter((panel) => panel.status !== 'active' || mayBeAskedAgain(ahead, panel))
    .map(({ status }) => status);
  return {
    studyId: study.id,
    title: study.title,
    stage: stageOf({ ...study, rounds, panelStatuses }),
    panels: panels.length,
    experts: sums ? sums.experts - sums.left : experts,
    joined: sums ? sums.joined - sums.left : joined,
  };
}

/**
 * Whether an expert has accepted the consent and can be written to: not one whose link was renewed since, or who left.
 */
export function hasJoined({ accountId, leftAt }: Pick<Expert, 'accountId' | 'leftAt'>): boolean {
  return accountId !== null && leftAt === null;
}

/** A study's open round, or why it has none. */
export function loadOpenRoundOf(tx: Transaction, study: Study): Outcome<{ round: Round }> {
  const round = loadOpenRound(tx, study.id);
  return round ? { ok: true, round } : refuse(whyNoneOpen(loadStanding(tx, study).stage));
}

/** The same where its deadline is yet to come. */
export function loadRunningRound(tx: Transaction, study: Study, at: Date): Outcome<{ round: Round }> {
  const open = loadOpenRoundOf(tx, study);
  if (!open.ok || at < open.round.deadline) return open;
  return refuse({ code: 'round.judging', number: open.round.number });
}
