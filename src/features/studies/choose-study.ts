import { type Outcome, refuse } from '../../domain/refusals.ts';
import type { Transaction } from '../../store/file/database.ts';
import { chooseStudy, loadStudy, runsStudy, type Study } from '../../store/studies.ts';

/** A study named by a button, where the presser runs it. */
export function studyOf(tx: Transaction, accountId: number, studyId: number): Outcome<{ study: Study }> {
  const study = loadStudy(tx, studyId);
  if (!study || !runsStudy(tx, accountId, studyId)) {
    return refuse({ code: 'study.notYours' });
  }
  return { ok: true, study };
}

/** From now on commands are about this study. */
export function chooseOwnStudy(
  tx: Transaction,
  choice: { accountId: number; studyId: number },
): Outcome<{ study: Study }> {
  const outcome = studyOf(tx, choice.accountId, choice.studyId);
  if (outcome.ok) chooseStudy(tx, choice.accountId, choice.studyId);
  return outcome;
}
