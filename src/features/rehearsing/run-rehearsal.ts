import type { RehearsalProgress, Rehearsed } from '../../jobs/background.ts';
import { queueDocument } from '../../jobs/document.ts';
import type { AskedJob, JobTools } from '../../jobs/job-kind.ts';
import { replyToJob, workingKey } from '../../jobs/reply.ts';
import { type Transaction, transact } from '../../store/file/database.ts';
import { insertFile } from '../../store/files.ts';
import { hasLeft, queueMessage } from '../../store/outbox.ts';
import { needStudy } from '../../store/studies.ts';
import { loadInventedDraft } from './invented-draft.ts';
import { progressMessage } from './rehearsed-message.ts';

/** A fresh sight of how far it is comes no sooner: a chat takes about an edit a second. */
const PROGRESS_EVERY_MS = 5000;
const SEEDS = 2 ** 31;

/**
 * The job `rehearse`: a process of its own plays the study in memory, and only what it tells is written. A killed run
 * begins anew.
 */
export async function runRehearsal(
  job: AskedJob,
  tools: JobTools,
  signal: AbortSignal,
): Promise<((tx: Transaction) => void) | undefined> {
  const { db, now, zone, randomBelow, runApart } = tools;
  const { accountId, studyId } = job;
  if (accountId === null || studyId === null) return undefined;
  const draft = loadInventedDraft(db, needStudy(db, studyId));
  const request = { draft, seed: randomBelow(SEEDS), now: now(), zone };
  const rehearsed = await runApart('rehearse-study', request, signal, progressTeller(job, tools));
  return (tx) => sendRehearsed(tx, { ...job, accountId, studyId }, rehearsed, now());
}

/** Shows in the chat how far it is, in place of the message that says that it is at work. */
function progressTeller(job: AskedJob, { db, now, elapsed, wake, log }: JobTools) {
  let toldAt = elapsed();
  let told = 0;
  return (progress: RehearsalProgress) => {
    if (elapsed() - toldAt < PROGRESS_EVERY_MS) return;
    toldAt = elapsed();
    told += 1;
    const key = `${workingKey(job.id)}:${toldAt}:${told}`;
    try {
      transact(db, (tx) => {
        if (!hasLeft(tx, workingKey(job.id))) return;
        const args = { message: progressMessage(progress), replacesKey: workingKey(job.id), ...job.asker };
        queueMessage(tx, { kind: 'reply', key, accountId: job.accountId!, at: now(), args });
      });
      wake();
    } catch (error) {
      log.warn({ error }, 'the progress of a rehearsal could not be told');
    }
  };
}

function sendRehearsed(
  tx: Transaction,
  job: AskedJob & { accountId: number; studyId: number },
  rehearsed: Rehearsed,
  at: Date,
): void {
  if ('refused' in rehearsed) return replyToJob(tx, job, rehearsed.refused, at);
  const { accountId, studyId } = job;
  const key = (part: string) => `job:${job.id}:${part}`;
  replyToJob(tx, job, rehearsed.told, at);
  for (const [place, { message, png }] of rehearsed.cards.entries()) {
    const name = `rehearsal-${place + 1}.png`;
    const fileId = png && insertFile(tx, { name, bytes: png, createdAt: at });
    const args = { studyId, message, fileId };
    queueMessage(tx, { kind: 'rehearsal-card', key: key(`card:${place}`), accountId, at, args });
  }
  // Not as a job's only outcome: what was at work has become how it went.
  queueDocument(tx, rehearsed.archive, { key: key('document'), accountId, at, ...job.asker });
  const args = { message: rehearsed.check, ...job.asker };
  queueMessage(tx, { kind: 'reply', key: key('check'), accountId, at, args });
}
