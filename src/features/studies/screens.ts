import type { AskedJob, JobTools } from '../../jobs/job-kind.ts';
import { endProgress, replyToJob, resultKey } from '../../jobs/reply.ts';
import type { Message } from '../../messages/message.ts';
import type { Transaction } from '../../store/file/database.ts';
import { queueMessage } from '../../store/outbox.ts';
import type { Study } from '../../store/studies.ts';

/** What a screen is about beside its study: ids, pages. */
export type ScreenNumbers = Readonly<Record<string, number>>;

/** Composes a screen from all that was judged in a study. */
export type Screen = (tx: Transaction, study: Study, numbers: ScreenNumbers, zone: string) => Message;

/** The job `screen`: has it composed beside the updates. */
export async function composeBeside(
  job: AskedJob,
  { db, now, zone, run }: Pick<JobTools, 'db' | 'now' | 'zone' | 'run'>,
): Promise<((tx: Transaction) => void) | undefined> {
  const { accountId, studyId } = job;
  if (accountId === null || studyId === null) return undefined;
  const { screen, messageId, ...numbers } = job.args;
  const asked = { screen: String(screen), numbers: numbers as ScreenNumbers };
  const message = await run('compose-screen', { databaseFile: db.$client.name, studyId, zone, ...asked });
  if (typeof messageId !== 'number') return (tx) => replyToJob(tx, job, message, now());
  return (tx) => {
    endProgress(tx, job, now());
    const args = { message, replacesMessageId: messageId, ...job.asker };
    queueMessage(tx, { kind: 'reply', key: resultKey(job.id), accountId, at: now(), args });
  };
}
