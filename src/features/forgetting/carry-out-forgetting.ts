import { setImmediate as nextTurn } from 'node:timers/promises';
import { backupNightAfter } from '../../domain/backup-night.ts';
import { waitsForNight } from '../../domain/scrubbing.ts';
import type { AskedJob } from '../../jobs/job-kind.ts';
import { NotYet } from '../../jobs/not-yet.ts';
import { replyToJob, workingKey } from '../../jobs/reply.ts';
import { type Database, type Transaction, transact } from '../../store/file/database.ts';
import type { Scrubbing } from '../../store/file/scrub-database.ts';
import { isStorageTrouble, storageFaultOf } from '../../store/file/storage-trouble.ts';
import { sweepFiles } from '../../store/files.ts';
import {
  type Forgetting,
  isSomethingUnderWay,
  loadUnscrubbed,
  needForgetting,
  updateForgetting,
} from '../../store/forgettings.ts';
import { queueMessage } from '../../store/outbox.ts';
import { loadUndrawn, redrawQuestionnaire } from '../../store/redraw-answers.ts';
import { loadStudyFacilitators, needStudy } from '../../store/studies.ts';
import { forgottenMessage, type ScrubWait, scrubWaitsMessage } from './forget-message.ts';
import { forgetRows, newIdsOf } from './forget-rows.ts';

export interface ForgettingParts {
  readonly db: Database;
  readonly now: () => Date;
  /** Milliseconds of a clock that only grows. */
  readonly elapsed: () => number;
  /** Whole numbers from 0 to below a limit, which nobody can foresee. */
  readonly randomBelow: (limit: number) => number;
  readonly zone: string;
  /** Leaves no byte of what was deleted in the database's files. */
  readonly scrub: (signal: AbortSignal) => Promise<Scrubbing>;
  /** Of the database's file. */
  readonly bytes: () => number;
  /** Tells whoever restores an older copy that names were removed since. */
  readonly keepList: () => void;
  /** How long they tell what was removed; null: none are made by themselves. */
  readonly copiesKeptDays: number | null;
}

/** A card or an answer that names an expert leaves first; one that has not left in a day will not. */
const WAITS_FOR_MS = 24 * 60 * 60 * 1000;
const LOOK_AGAIN_MS = 500;
/** A copy or an archive is being made. */
const READ_AGAIN_MS = 2000;
/** No copy or archive takes so long: a replicator, or a shell that was left open. */
const READ_TOO_LONG_MS = 10 * 60_000;
const ROOM_AGAIN_MS = 60_000;
const NIGHT_AGAIN_MS = 5 * 60_000;
/** Rows are changed for so long at a stretch: a press waits no longer. */
const AT_A_STRETCH_MS = 5;
const QUESTIONNAIRES_AT_ONCE = 20;

/**
 * The job `forget`. Ids of questionnaires and answers are drawn anew a few at a time; then all that names somebody goes
 * in one transaction; then what is left of them in the bytes of the files. Killed at any moment, it goes on from where
 * it was: the names are all there still, or all gone from the rows, and that they are gone is told at the very end.
 */
export async function carryOutForgetting(
  job: AskedJob,
  parts: ForgettingParts,
  signal: AbortSignal,
): Promise<(tx: Transaction) => void> {
  const { db, now } = parts;
  const forgettingId = Number(job.args['forgettingId']);
  const forgetting = needForgetting(db, forgettingId);
  if (forgetting.rowsAt === null) {
    refuseWhileUnderWay(job, forgetting, parts);
    await redrawAnswers(forgetting, parts, signal);
    if (signal.aborted) return () => {};
    transact(db, (tx) => forgetRows(tx, forgetting, { at: now(), randomBelow: parts.randomBelow }));
  }
  while (transact(db, sweepFiles) && !signal.aborted) await nextTurn();
  if (signal.aborted) return () => {};
  await scrubOnce(job, parts, signal);
  parts.keepList();
  return (tx) => tellForgotten(tx, job, needForgetting(tx, forgettingId), parts);
}

/** What names a person and is on its way is not deleted under the sender's hands: it arrives first. */
function refuseWhileUnderWay(job: AskedJob, forgetting: Forgetting, { db, now }: ForgettingParts): void {
  const since = new Date(now().getTime() - WAITS_FOR_MS);
  const which = { since, exceptKey: workingKey(job.id) };
  if (isSomethingUnderWay(db, forgetting, which)) {
    throw new NotYet('messages that name experts are on their way', LOOK_AGAIN_MS);
  }
}

async function redrawAnswers(
  forgetting: Forgetting,
  { db, elapsed, randomBelow }: ForgettingParts,
  signal: AbortSignal,
): Promise<void> {
  const newIds = transact(db, (tx) => newIdsOf(tx, forgetting));
  for (let more = true; more && !signal.aborted; ) {
    more = transact(db, (tx) => {
      const begunAt = elapsed();
      const undrawn = loadUndrawn(tx, forgetting, newIds, QUESTIONNAIRES_AT_ONCE);
      for (const questionnaireId of undrawn) {
        redrawQuestionnaire(tx, questionnaireId, newIds, randomBelow);
        if (elapsed() - begunAt > AT_A_STRETCH_MS) break;
      }
      return undrawn.length > 0;
    });
    await nextTurn();
  }
}

/** One scrubbing is enough for all whose names had left the rows before it. */
async function scrubOnce(job: AskedJob, parts: ForgettingParts, signal: AbortSignal): Promise<void> {
  const { db, now, zone, bytes, scrub } = parts;
  const waiting = loadUnscrubbed(db);
  if (!waiting.some(({ id }) => id === Number(job.args['forgettingId']))) return;
  if (waitsForNight(bytes(), now(), zone)) {
    transact(db, (tx) => tellWaiting(tx, job, 'night', now()));
    throw new NotYet('the file is too large to be written anew by day', NIGHT_AGAIN_MS);
  }
  const outcome = await scrub(signal).catch((error: unknown): Scrubbing => {
    if (signal.aborted || !isStorageTrouble(error)) throw error;
    return storageFaultOf(error) === 'full' ? 'full' : 'read';
  });
  if (outcome === 'read') {
    const { rowsAt } = needForgetting(db, Number(job.args['forgettingId']));
    if (now().getTime() - rowsAt!.getTime() > READ_TOO_LONG_MS) {
      transact(db, (tx) => tellWaiting(tx, job, 'read', now()));
    }
    throw new NotYet('the database is being read', READ_AGAIN_MS);
  }
  if (outcome === 'full') {
    transact(db, (tx) => tellWaiting(tx, job, 'full', now()));
    throw new NotYet('the disk has no room to write the file anew', ROOM_AGAIN_MS);
  }
  transact(db, (tx) => {
    for (const { id } of waiting) updateForgetting(tx, id, { scrubbedAt: now() });
  });
}

/** Once a reason; what comes of it takes the message's place. */
function tellWaiting(tx: Transaction, job: AskedJob, why: ScrubWait, at: Date): void {
  if (job.accountId === null) return;
  queueMessage(tx, {
    kind: 'reply',
    key: `job:${job.id}:waits:${why}`,
    accountId: job.accountId,
    at,
    args: { message: scrubWaitsMessage(why), replacesKey: workingKey(job.id), forFacilitator: true },
  });
}

function tellForgotten(
  tx: Transaction,
  job: AskedJob,
  { id: forgettingId, studyId, expertId, scrubbedAt }: Forgetting,
  { now, zone, copiesKeptDays }: Pick<ForgettingParts, 'now' | 'zone' | 'copiesKeptDays'>,
): void {
  const at = now();
  const { title } = needStudy(tx, studyId);
  const until = copiesKeptDays === null ? null : backupNightAfter(scrubbedAt ?? at, copiesKeptDays, zone);
  const copiesUntil = until && { at: until, zone };
  replyToJob(tx, job, forgottenMessage({ title, whole: expertId === null }, copiesUntil), at);
  for (const accountId of loadStudyFacilitators(tx, studyId)) {
    if (accountId === job.accountId) continue;
    const key = `names-forgotten:${forgettingId}:${accountId}`;
    queueMessage(tx, { kind: 'names-forgotten', key, accountId, at, args: { forgettingId } });
  }
}
