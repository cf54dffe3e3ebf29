import type { Message } from '../../messages/message.ts';
import { type Expert, loadEnrolments } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { queueMessage } from '../../store/outbox.ts';
import { needStudy } from '../../store/studies.ts';
import { removedMessage } from './leave-message.ts';

/**
 * Tells an expert whom a workbook takes off: whoever had joined would else wait for rounds that do not come.
 *
 * @param expert as it was before
 */
export function tellOfRemoval(tx: Transaction, expert: Expert, at: Date): void {
  const { id: expertId, studyId, accountId, leftAt } = expert;
  if (accountId === null || leftAt !== null) return;
  const key = `expert-removed:${expertId}:${accountId}:${at.getTime()}`;
  queueMessage(tx, { kind: 'expert-removed', key, accountId, at, args: { studyId } });
}

/** Null where a later workbook has brought the expert back, who has joined again. */
export function composeRemoval(tx: Transaction, studyId: number, accountId: number): Message | null {
  if (loadEnrolments(tx, accountId).some((expert) => expert.studyId === studyId)) return null;
  return removedMessage(needStudy(tx, studyId));
}
