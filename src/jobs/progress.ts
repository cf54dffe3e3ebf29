import { hasLeft, queueMessage, sentMessageId } from '../store/outbox.ts';
import { html, plain } from '../texts/i18n.ts';
import type { TellProgress } from './background.ts';
import type { AskedJob, JobTools } from './job-kind.ts';
import { workingKey } from './reply.ts';

/** Between two edits of one message, so that a chat's limits are left to what people wait for. */
const EVERY_MS = 3000;
/** What is over sooner needs no word. */
const SILENT_FOR_MS = 2000;

/**
 * Tells how far a job is: the message that says it is at work is edited, at most every three seconds. A killed job that
 * is taken up again edits the same message.
 *
 * @param job.accountId who waits for it; null: nobody
 */
export function progressOf(
  job: Pick<AskedJob, 'id' | 'accountId' | 'asker'>,
  { db, now, elapsed, wake, log }: Pick<JobTools, 'db' | 'now' | 'elapsed' | 'wake' | 'log'>,
): TellProgress {
  const key = workingKey(job.id);
  const begunAt = elapsed();
  let last = { key, at: begunAt + SILENT_FOR_MS - EVERY_MS };
  const tell: TellProgress = ({ step, steps, what }) => {
    const { accountId } = job;
    if (accountId === null || elapsed() - last.at < EVERY_MS) return;
    const isFirst = !hasLeft(db, key);
    // An edit that still waits would only hold up the next one.
    if (!isFirst && sentMessageId(db, last.key) === null) return;
    const message = { html: html('facilitator.job.step', { step, steps, what: plain(what) }) };
    last = { key: isFirst ? key : `${key}:${now().getTime()}`, at: elapsed() };
    const args = { message, ...(!isFirst && { replacesKey: key }), ...job.asker };
    if (queueMessage(db, { kind: 'reply', key: last.key, accountId, at: now(), args })) wake();
  };
  return (progress) => {
    try {
      tell(progress);
    } catch (error) {
      log.warn({ error, jobId: job.id }, 'could not say how far a job is');
    }
  };
}
