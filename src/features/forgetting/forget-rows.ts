import { logEvent } from '../../store/events.ts';
import type { Transaction } from '../../store/file/database.ts';
import { forgetNames } from '../../store/forget-names.ts';
import { type Forgetting, updateForgetting } from '../../store/forgettings.ts';
import { type NewIds, reserveAnswerIds } from '../../store/redraw-answers.ts';

/** Where a removal of names draws the ids of questionnaires and answers from: set aside at its first step. */
export function newIdsOf(tx: Transaction, forgetting: Forgetting): NewIds {
  if (forgetting.newIds) return forgetting.newIds;
  const reserved = reserveAnswerIds(tx, forgetting);
  updateForgetting(tx, forgetting.id, reserved);
  return reserved.newIds;
}

/** Takes the names out of all rows, and notes that it was done. */
export function forgetRows(
  tx: Transaction,
  { id: forgettingId, studyId, expertId }: Forgetting,
  { at, randomBelow }: { at: Date; randomBelow: (limit: number) => number },
): void {
  forgetNames(tx, { forgettingId, studyId, expertId, at, randomBelow });
  const kind = expertId === null ? 'study.forgotten' : 'expert.forgotten';
  logEvent(tx, { studyId, at, actor: 'program', kind });
}
