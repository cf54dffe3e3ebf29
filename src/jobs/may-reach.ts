import { loadExpert } from '../store/experts.ts';
import { isFacilitator } from '../store/facilitators.ts';
import type { Transaction } from '../store/file/database.ts';
import { needForgetting } from '../store/forgettings.ts';
import { askerOf, type Job } from '../store/jobs.ts';
import { mayAskForCopy } from '../store/operators.ts';
import type { ForWhom, Outgoing } from '../store/outbox.ts';
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
  reply: isStill,
  // An older version queued copies of the database by their path.
  document: (tx, args, accountId) =>
    'path' in args ? mayAskForCopy(tx, accountId) : isStill(tx, args, accountId),
  'backup-copy': (tx, _args, accountId) => mayAskForCopy(tx, accountId),
  // Takes something away.
  strip: () => true,
  'replaced-reminder': () => true,
  'round-opened': askedByItsComposer,
  reminder: askedByItsComposer,
  'deadline-moved': askedByItsComposer,
  'closing-letter': askedByItsComposer,
  'question-answer': askedByItsComposer,
  announcement: askedByItsComposer,
  'link-renewed': askedByItsComposer,
  'link-used': askedByItsComposer,
  'link-confirmed': askedByItsComposer,
  'link-refused': (tx, { expertId }, accountId) => runs(tx, accountId, loadExpert(tx, expertId)),
  'join-request': askedByItsComposer,
  'join-decided': (tx, _args, accountId) => isFacilitator(tx, accountId),
  summary: (tx, { roundId }, accountId) => runs(tx, accountId, loadRound(tx, roundId)),
  question: (tx, { questionId }, accountId) => runs(tx, accountId, loadQuestion(tx, questionId)),
  'expert-left': (tx, { expertId }, accountId) => runs(tx, accountId, loadExpert(tx, expertId)),
  'expert-unreachable': (tx, { expertId }, accountId) => runs(tx, accountId, loadExpert(tx, expertId)),
  'names-forgotten': (tx, { forgettingId }, accountId) =>
    runs(tx, accountId, needForgetting(tx, forgettingId)),
  'forgetting-soon': (tx, { studyId }, accountId) => runsStudy(tx, accountId, studyId),
  'backup-failed': (tx, _args, accountId) => mayAskForCopy(tx, accountId),
  'bot-refused': (tx, _args, accountId) => mayAskForCopy(tx, accountId),
};

/**
 * Whether a message may still reach its account. Rows wait for hours, in quiet hours or while a chat cannot be reached,
 * and whoever was a facilitator when one was queued may be none when it leaves.
 */
export function mayReach(tx: Transaction, { kind, args }: Outgoing, accountId: number): boolean {
  return (REACHES[kind] as Reach<typeof kind>)(tx, args as never, accountId);
}

/** Jobs that go on without who asked for them: a round that has begun to open, names that are to be removed. */
const GOES_ON: ReadonlySet<Job['kind']> = new Set(['open-round', 'forget']);

/** Whether whoever asked for a job may still have what it makes. */
export function isStillAsked(tx: Transaction, job: Job): boolean {
  const { accountId, studyId } = job;
  if (accountId === null || GOES_ON.has(job.kind)) return true;
  const asker = askerOf(job);
  return asker.forFacilitator && studyId !== null
    ? runsStudy(tx, accountId, studyId)
    : isStill(tx, asker, accountId);
}

/** Whether an account is still what something is said to it as. */
function isStill(
  tx: Transaction,
  { forFacilitator, forOperatorOrFacilitator }: ForWhom,
  accountId: number,
): boolean {
  if (forOperatorOrFacilitator) return mayAskForCopy(tx, accountId);
  return !forFacilitator || isFacilitator(tx, accountId);
}

function runs(tx: Transaction, accountId: number, of: { readonly studyId: number } | undefined): boolean {
  return of !== undefined && runsStudy(tx, accountId, of.studyId);
}
