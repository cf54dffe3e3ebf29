import { type Outcome, refuse } from '../../domain/refusals.ts';
import type { AskedJob } from '../../jobs/job-kind.ts';
import { sendJobDocument } from '../../jobs/reply.ts';
import type { Database, Transaction } from '../../store/file/database.ts';
import { queueJob } from '../../store/jobs.ts';
import { loadHistory } from './compose-history.ts';
import { historyCaption, historyFileName } from './history-message.ts';

/** Asks for the file of an expert's own answers. */
export function requestHistoryFile(
  tx: Transaction,
  request: { key: string; studyId: number; accountId: number; at: Date },
): Outcome<object> {
  const { key, studyId, accountId, at } = request;
  if (!loadHistory(tx, accountId, studyId)) return refuse({ code: 'leave.noStudy' });
  // Not among the study's jobs: it does not wait for an export, nor an export for it.
  queueJob(tx, {
    ...{ key, kind: 'history-file', accountId, studyId: null, args: { studyId }, createdAt: at },
  });
  return { ok: true };
}

/** The job `history-file`: the answers of the account that asked, as they stand when it is made. */
export async function sendHistoryFile(
  job: AskedJob,
  { db, now, zone }: { db: Database; now: () => Date; zone: string },
): Promise<((tx: Transaction) => void) | undefined> {
  const { accountId } = job;
  const history = accountId === null ? null : loadHistory(db, accountId, Number(job.args['studyId']));
  if (!history) return undefined;
  const { historyXlsx } = await import('./history-xlsx.ts');
  const document = {
    name: historyFileName(history.title),
    bytes: await historyXlsx(history, zone),
    caption: historyCaption(history.title),
  };
  return (tx) => sendJobDocument(tx, job, document, now());
}
