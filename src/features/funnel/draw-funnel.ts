import { titledDocumentName } from '../../domain/document-name.ts';
import type { AskedJob, JobTools } from '../../jobs/job-kind.ts';
import { sendJobDocument } from '../../jobs/reply.ts';
import type { Transaction } from '../../store/file/database.ts';
import { queueJob } from '../../store/jobs.ts';
import { needStudy, type Study } from '../../store/studies.ts';
import { plain } from '../../texts/i18n.ts';
import { funnelCaption } from './funnel-message.ts';
import { loadFunnel } from './load-funnel.ts';

/** Asks for a study's funnel as a picture. @returns false where there is nothing to draw */
export function requestFunnelPicture(
  tx: Transaction,
  study: Study,
  { key, accountId, at: createdAt }: { key: string; accountId: number; at: Date },
): boolean {
  if (loadFunnel(tx, study).items.length === 0) return false;
  queueJob(tx, { key, kind: 'funnel-picture', accountId, studyId: study.id, args: {}, createdAt });
  return true;
}

/** The job `funnel-picture`: draws it and sends it as a document, so that no messenger compresses it. */
export async function drawFunnel(
  job: AskedJob,
  { db, run, now }: Pick<JobTools, 'db' | 'run' | 'now'>,
): Promise<((tx: Transaction) => void) | undefined> {
  if (job.studyId === null) return undefined;
  const study = needStudy(db, job.studyId);
  const document = {
    name: titledDocumentName(study.title, (title) => plain('funnel.picture.file', { title }), '.png'),
    bytes: await run('draw-funnel', { databaseFile: db.$client.name, studyId: study.id }),
    caption: funnelCaption(study.title),
  };
  return (tx) => sendJobDocument(tx, job, document, now());
}
