import { type Outcome, refuse } from '../domain/refusals.ts';
import type { Transaction } from '../store/database.ts';
import { logEvent } from '../store/events.ts';
import {
  addStudyFacilitator,
  chooseStudy,
  loadStudy,
  loadStudyFacilitators,
  type Study,
} from '../store/studies.ts';

/** A study named by a button, where the presser runs it. */
export function studyOf(tx: Transaction, accountId: number, studyId: number): Outcome<{ study: Study }> {
  const study = loadStudy(tx, studyId);
  if (!study || !loadStudyFacilitators(tx, studyId).includes(accountId)) {
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

/** Takes on a study that other facilitators of this bot run, and chooses it: its summaries come here too from now on. */
export function joinStudy(
  tx: Transaction,
  joining: { accountId: number; studyId: number; at: Date },
): Outcome<{ study: Study }> {
  const { accountId, studyId, at } = joining;
  const study = loadStudy(tx, studyId);
  if (!study) return refuse({ code: 'study.notYours' });
  if (!loadStudyFacilitators(tx, studyId).includes(accountId)) {
    addStudyFacilitator(tx, studyId, accountId, at);
    logEvent(tx, { studyId, at, actor: 'facilitator', accountId, kind: 'study.facilitatorJoined' });
  }
  chooseStudy(tx, accountId, studyId);
  return { ok: true, study };
}
