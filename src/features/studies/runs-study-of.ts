import type { Transaction } from '../../store/file/database.ts';
import { runsStudy } from '../../store/studies.ts';

/** Whether an account is a facilitator of the study that something is of; of nothing, nobody is. */
export function runsStudyOf(
  tx: Transaction,
  accountId: number,
  of: { readonly studyId: number } | undefined,
): boolean {
  return of !== undefined && runsStudy(tx, accountId, of.studyId);
}
