import type { Surroundings } from '../../domain/quiet-hours.ts';
import type { Screened } from '../../jobs/background.ts';
import type { AskedJob, JobTools } from '../../jobs/job-kind.ts';
import { endProgress, replyToJob, resultKey } from '../../jobs/reply.ts';
import type { Message } from '../../messages/message.ts';
import { logEvent } from '../../store/events.ts';
import type { Transaction } from '../../store/file/database.ts';
import { queueJob } from '../../store/jobs.ts';
import { queueMessage } from '../../store/outbox.ts';
import type { Study } from '../../store/studies.ts';
import { measureStudy } from '../../store/study-size.ts';

/** What a screen is about beside its study: ids, pages. */
export type ScreenNumbers = Readonly<Record<string, number>>;

/** Composes a screen from all that was judged in a study. */
export type Screen = (
  tx: Transaction,
  study: Study,
  numbers: ScreenNumbers,
  surroundings: Surroundings,
) => Screened;

/** A larger study's screens take longer than a press may wait: 50 ms. */
const MOST = { places: 1000, ratings: 20_000 };

/** Whether a study's screens are composed beside the updates. */
export function isLarge(tx: Transaction, studyId: number): boolean {
  const { places, ratings } = measureStudy(tx, studyId, MOST.places + 1);
  return places > MOST.places || ratings > MOST.ratings;
}

/** Has a screen composed. @param asked.messageId in place of which it is shown; null: of none */
export function queueScreen(
  tx: Transaction,
  asked: {
    key: string;
    accountId: number;
    studyId: number;
    at: Date;
    name: string;
    messageId: number | null;
    numbers: ScreenNumbers;
  },
): void {
  const { key, accountId, studyId, at: createdAt, name: screen, messageId, numbers } = asked;
  const args = { screen, messageId, ...numbers };
  queueJob(tx, { key, kind: 'screen', accountId, studyId, args, createdAt });
}

/** What a screen shows; that it was looked at is logged where it is to be. */
export function messageOf(
  tx: Transaction,
  screened: Screened,
  asked: { studyId: number; accountId: number; at: Date },
): Message {
  if (!('message' in screened)) return screened;
  if (screened.event) logEvent(tx, { ...asked, ...screened.event, actor: 'facilitator' });
  return screened.message;
}

/** The job `screen`: has it composed beside the updates. */
export async function composeBeside(
  job: AskedJob,
  { db, now, zone, quietHours, run }: Pick<JobTools, 'db' | 'now' | 'zone' | 'quietHours' | 'run'>,
): Promise<((tx: Transaction) => void) | undefined> {
  const { accountId, studyId } = job;
  if (accountId === null || studyId === null) return undefined;
  const { screen, messageId, ...numbers } = job.args;
  const screened = await run('compose-screen', {
    ...{ databaseFile: db.$client.name, studyId, surroundings: { zone, quietHours } },
    ...{ screen: String(screen), numbers: numbers as ScreenNumbers },
  });
  const asked = { studyId, accountId, at: now() };
  if (typeof messageId !== 'number') {
    return (tx) => replyToJob(tx, job, messageOf(tx, screened, asked), now());
  }
  return (tx) => {
    const message = messageOf(tx, screened, asked);
    endProgress(tx, job, now());
    const args = { message, replacesMessageId: messageId, ...job.asker };
    queueMessage(tx, { kind: 'reply', key: resultKey(job.id), accountId, at: now(), args });
  };
}
