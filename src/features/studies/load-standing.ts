import { stageOf } from '../../domain/study-stage.ts';
import { type Expert, loadExperts } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadForgottenSums } from '../../store/forgettings.ts';
import { loadPanels } from '../../store/panels.ts';
import { loadRounds } from '../../store/rounds.ts';
import type { Study } from '../../store/studies.ts';
import type { StudyStanding } from './study-standing-message.ts';

/** Where a study stands. */
export function loadStanding(tx: Transaction, study: Study): StudyStanding {
  const panels = loadPanels(tx, study.id);
  const experts = loadExperts(tx, study.id).filter(({ leftAt }) => leftAt === null);
  const sums = study.forgottenAt ? loadForgottenSums(tx, study.id) : null;
  const panelStatuses = panels.map(({ status }) => status);
  return {
    studyId: study.id,
    title: study.title,
    stage: stageOf({ ...study, rounds: loadRounds(tx, study.id), panelStatuses }),
    panels: panels.length,
    experts: sums ? sums.experts - sums.left : experts.length,
    joined: sums ? sums.joined - sums.left : experts.filter(hasJoined).length,
  };
}

/** Whether an expert has accepted the consent and can be written to: not one whose link was renewed since, or who left. */
export function hasJoined({ accountId, leftAt }: Pick<Expert, 'accountId' | 'leftAt'>): boolean {
  return accountId !== null && leftAt === null;
}
