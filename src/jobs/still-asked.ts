import { isFacilitator } from '../store/facilitators.ts';
import type { Transaction } from '../store/file/database.ts';
import type { Job } from '../store/jobs.ts';
import { mayAskForCopy } from '../store/operators.ts';
import type { ForWhom } from '../store/outbox.ts';
import { runsStudy } from '../store/studies.ts';
import type { JobKind } from './job-kind.ts';

/** Whether whoever asked for a job may still have what it makes. */
export function isStillAsked(
  tx: Transaction,
  { accountId, studyId }: Job,
  { asker, mustEnd }: Pick<JobKind, 'asker' | 'mustEnd'>,
): boolean {
  if (accountId === null || mustEnd) return true;
  return asker.forFacilitator && studyId !== null
    ? runsStudy(tx, accountId, studyId)
    : isStill(tx, asker, accountId);
}

/** Whether an account is still what something is said to it as. */
export function isStill(
  tx: Transaction,
  { forFacilitator, forOperatorOrFacilitator }: ForWhom,
  accountId: number,
): boolean {
  if (forOperatorOrFacilitator) return mayAskForCopy(tx, accountId);
  return !forFacilitator || isFacilitator(tx, accountId);
}
