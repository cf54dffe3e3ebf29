import type { Message } from '../messages/message.ts';
import type { Transaction } from '../store/file/database.ts';
import { hasLeft, queueMessage } from '../store/outbox.ts';
import { html } from '../texts/i18n.ts';
import { type DocumentWords, type KeptDocument, type QueuedDocument, queueDocument } from './document.ts';
import type { AskedJob } from './job-kind.ts';

/** Of the message that says that a job is at work; what it leads to takes its place. */
export function workingKey(jobId: number): string {
  return `job:${jobId}:working`;
}

/** Of the message that answers who asked for a job. */
export function resultKey(jobId: number): string {
  return `job:${jobId}:result`;
}

/** Answers the one who asked for a job, in place of the message that said it was at work. */
export function replyToJob(
  tx: Transaction,
  job: Pick<AskedJob, 'id' | 'accountId' | 'asker'>,
  message: Message,
  at: Date,
): void {
  if (job.accountId === null) return;
  queueMessage(tx, {
    kind: 'reply',
    key: resultKey(job.id),
    accountId: job.accountId,
    at,
    args: { message, replacesKey: workingKey(job.id), ...job.asker },
  });
}

/** Sends a document to the one who asked for a job, and says so where it was said that the job is at work. */
export function sendJobDocument(
  tx: Transaction,
  job: Pick<AskedJob, 'id' | 'accountId' | 'asker'>,
  document: QueuedDocument,
  at: Date,
): void {
  if (job.accountId === null) return;
  endProgress(tx, job, at);
  queueDocument(tx, document, { key: documentKey(job.id), accountId: job.accountId, at, ...job.asker });
}

/** The same of a document that was kept as it was made. */
export function sendKeptDocument(
  tx: Transaction,
  job: Pick<AskedJob, 'id' | 'accountId' | 'asker'>,
  { kept, words }: { kept: KeptDocument; words: DocumentWords },
  at: Date,
): void {
  if (job.accountId === null) return;
  endProgress(tx, job, at);
  kept.queue(tx, words, { key: documentKey(job.id), accountId: job.accountId, at, ...job.asker });
}

function documentKey(jobId: number): string {
  return `job:${jobId}:document`;
}

/** Where somebody was told that a job is at work: says in the same place that it is done. */
export function endProgress(
  tx: Transaction,
  job: Pick<AskedJob, 'id' | 'accountId' | 'asker'>,
  at: Date,
): void {
  const replacesKey = workingKey(job.id);
  if (job.accountId === null || !hasLeft(tx, replacesKey)) return;
  const args = { message: { html: html('facilitator.job.done') }, replacesKey, ...job.asker };
  queueMessage(tx, { kind: 'reply', key: `job:${job.id}:done`, accountId: job.accountId, at, args });
}
