import { type Outcome, refuse } from '../../domain/refusals.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadQueuedJobs, queueJob } from '../../store/jobs.ts';
import type { Study } from '../../store/studies.ts';

/** Asks for a study's rehearsal, unless one is under way. */
export function requestRehearsal(
  tx: Transaction,
  study: Study,
  { key, accountId, at: createdAt }: { key: string; accountId: number; at: Date },
): Outcome {
  const underWay = loadQueuedJobs(tx).some(
    ({ kind, studyId }) => kind === 'rehearse' && studyId === study.id,
  );
  if (underWay) return refuse({ code: 'rehearsal.underWay' });
  queueJob(tx, { key, kind: 'rehearse', accountId, studyId: study.id, args: {}, createdAt });
  return { ok: true };
}
