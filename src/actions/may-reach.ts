import type { Transaction } from '../store/database.ts';
import { loadExpert } from '../store/experts.ts';
import { isFacilitator } from '../store/facilitators.ts';
import { isFacilitatorsJob, type Job } from '../store/jobs.ts';
import type { Outgoing } from '../store/outbox.ts';
import { loadQuestion } from '../store/questions.ts';
import { loadRound } from '../store/rounds.ts';
import { runsStudy } from '../store/studies.ts';

type Reach<Kind extends Outgoing['kind']> = (
  tx: Transaction,
  args: Extract<Outgoing, { kind: Kind }>['args'],
  accountId: number,
) => boolean;

/** Whether the expert is still the account's is asked where the message is put into words, by the questionnaire. */
const askedByItsComposer = () => true;

/** Who may still get a message when it leaves, by its kind. */
const REACHES: { readonly [Kind in Outgoing['kind']]: Reach<Kind> } = {
  reply: (tx, { forFacilitator }, accountId) => !forFacilitator || isFacilitator(tx, accountId),
  document: (tx, { forFacilitator }, accountId) => !forFacilitator || isFacilitator(tx, accountId),
  // Takes something away.
  strip: () => true,
  'replaced-reminder': () => true,
  'round-opened': askedByItsComposer,
  reminder: askedByItsComposer,
  'deadline-moved': askedByItsComposer,
  'closing-letter': askedByItsComposer,
  'question-answer': askedByItsComposer,
  announcement: askedByItsComposer,
  summary: (tx, { roundId }, accountId) => runs(tx, accountId, loadRound(tx, roundId)),
  question: (tx, { questionId }, accountId) => runs(tx, accountId, loadQuestion(tx, questionId)),
  'expert-left': (tx, { expertId }, accountId) => runs(tx, accountId, loadExpert(tx, expertId)),
  'expert-unreachable': (tx, { expertId }, accountId) => runs(tx, accountId, loadExpert(tx, expertId)),
  'backup-failed': (tx, _args, accountId) => isFacilitator(tx, accountId),
};

/**
 * Whether a message may still reach its account. Rows wait for hours, in quiet hours or while a chat cannot be reached,
 * and whoever was a facilitator when one was queued may be none when it leaves.
 */
export function mayReach(tx: Transaction, { kind, args }: Outgoing, accountId: number): boolean {
  return (REACHES[kind] as Reach<typeof kind>)(tx, args as never, accountId);
}

/** Whether whoever asked for a job may still have what it makes. A round that has begun to open goes on without them. */
export function isStillAsked(tx: Transaction, job: Job): boolean {
  const { accountId, studyId } = job;
  if (accountId === null || job.kind === 'open-round' || !isFacilitatorsJob(job)) return true;
  return studyId === null ? isFacilitator(tx, accountId) : runsStudy(tx, accountId, studyId);
}

function runs(tx: Transaction, accountId: number, of: { readonly studyId: number } | undefined): boolean {
  return of !== undefined && runsStudy(tx, accountId, of.studyId);
}
