import type { Message } from '../../messages/message.ts';
import { loadEnrolments } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadChosenStudy, loadStudiesOfOthers, needStudy } from '../../store/studies.ts';
import { loadStanding } from '../studies/load-standing.ts';
import { welcomeMessage } from './welcome-message.ts';

/** The greeting of a facilitator, from the present state of the studies. */
export function composeWelcome(
  tx: Transaction,
  accountId: number,
  moment: { readonly now: Date; readonly zone: string },
): Message {
  const study = loadChosenStudy(tx, accountId);
  const expertOf = loadEnrolments(tx, accountId).map(({ studyId }) => needStudy(tx, studyId).title);
  const standing = study ? loadStanding(tx, study) : null;
  const colleagues = loadStudiesOfOthers(tx, accountId).length;
  return welcomeMessage({ standing, expertOf, colleagues, ...moment });
}
