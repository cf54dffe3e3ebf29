import { type Outcome, refuse } from '../../domain/refusals.ts';
import type { AskedJob, JobTools } from '../../jobs/job-kind.ts';
import { sendJobDocument } from '../../jobs/reply.ts';
import { loadLastEventAt, logEvent } from '../../store/events.ts';
import type { Transaction } from '../../store/file/database.ts';
import { queueJob } from '../../store/jobs.ts';
import type { Study } from '../../store/studies.ts';

/** Asks for the workbook of personal links. @returns `again`: it was asked for before */
export function requestInvitations(
  tx: Transaction,
  request: { key: string; accountId: number; study: Study; at: Date },
): Outcome<{ again: boolean }> {
  const { key, accountId, study, at } = request;
  if (study.forgottenAt) return refuse({ code: 'study.forgotten' });
  if (study.state === 'finished') return refuse({ code: 'study.finished' });
  const again = loadLastEventAt(tx, study.id, 'study.invited') !== null;
  queueJob(tx, { key, kind: 'invite', accountId, studyId: study.id, args: {}, createdAt: at });
  logEvent(tx, { studyId: study.id, at, actor: 'facilitator', accountId, kind: 'study.invited' });
  return { ok: true, again };
}

/** The job `invite`: has the workbook written beside the updates. */
export async function prepareInvitations(
  job: AskedJob,
  { db, now, botNames, run }: Pick<JobTools, 'db' | 'now' | 'botNames' | 'run'>,
): Promise<((tx: Transaction) => void) | undefined> {
  const { studyId } = job;
  if (studyId === null) return undefined;
  const input = { databaseFile: db.$client.name, studyId, botNames: botNames() };
  const document = await run('write-invitations', input);
  return (tx) => sendJobDocument(tx, job, document, now());
}
