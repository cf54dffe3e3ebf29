import { and, asc, desc, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Transaction } from './file/database.ts';
import { prepared } from './file/prepared.ts';
import { type ForgottenSums, type FormerIds, forgettings } from './schema.ts';

export type Forgetting = typeof forgettings.$inferSelect;

export function insertForgetting(
  tx: Transaction,
  forgetting: Pick<Forgetting, 'studyId' | 'expertId' | 'accountId' | 'askedAt'>,
): number {
  return tx.insert(forgettings).values(forgetting).returning({ id: forgettings.id }).get().id;
}

export function needForgetting(tx: Transaction, forgettingId: number): Forgetting {
  const found = tx.select().from(forgettings).where(eq(forgettings.id, forgettingId)).get();
  if (!found) throw new Error(`forgetting ${forgettingId} is not in the database`);
  return found;
}

export function updateForgetting(
  tx: Transaction,
  forgettingId: number,
  change: Partial<Pick<Forgetting, 'newIds' | 'formerIds' | 'rowsAt' | 'scrubbedAt' | 'sums'>>,
): void {
  tx.update(forgettings).set(change).where(eq(forgettings.id, forgettingId)).run();
}

/** A study's removals of names, the newest first. */
export function loadForgettings(tx: Transaction, studyId: number): Forgetting[] {
  return tx
    .select()
    .from(forgettings)
    .where(eq(forgettings.studyId, studyId))
    .orderBy(desc(forgettings.id))
    .all();
}

/** Whether the removal of a study's names, or of one expert's, was requested, carried out or not. */
export function isForgettingAsked(tx: Transaction, studyId: number, expertId: number | null): boolean {
  return loadForgettings(tx, studyId).some((one) => one.expertId === null || one.expertId === expertId);
}

/** Removals whose names are gone from the rows, eldest first. */
export function loadForgotten(tx: Transaction): Forgetting[] {
  return tx
    .select()
    .from(forgettings)
    .where(isNotNull(forgettings.rowsAt))
    .orderBy(asc(forgettings.id))
    .all();
}

/** Removals whose names are gone from the rows, but may still be in the files' bytes. */
export function loadUnscrubbed(tx: Transaction): Forgetting[] {
  return tx
    .select()
    .from(forgettings)
    .where(and(isNotNull(forgettings.rowsAt), isNull(forgettings.scrubbedAt)))
    .all();
}

/** Whether an id in a button, which no longer exists, belonged to somebody whose name was removed. */
export function wasForgotten(tx: Transaction, of: keyof FormerIds, id: number): boolean {
  return loadForgotten(tx).some(({ formerIds }) => {
    const span = formerIds?.[of];
    return span && span[0] <= id && id <= span[1];
  });
}

/** The number of experts of a study whose names were all removed together; null: they were not. */
export function loadForgottenSums(tx: Transaction, studyId: number): ForgottenSums | null {
  return loadForgettings(tx, studyId).find(({ sums }) => sums !== null)?.sums ?? null;
}

/** How much people wrote in a study, all of which stays after a removal of names. */
export function countWritten(
  tx: Transaction,
  studyId: number,
): { reasons: number; proposals: number; questions: number } {
  return written(tx).get({ studyId })!;
}

const written = prepared(({ $client }) =>
  $client.prepare<[{ studyId: number }], { reasons: number; proposals: number; questions: number }>(
    `SELECT
       (SELECT count(*) FROM items i JOIN answers a ON a.item_id = i.id AND a.reason_state IS NOT NULL
        WHERE i.study_id = @studyId) AS reasons,
       (SELECT count(*) FROM proposals WHERE study_id = @studyId) AS proposals,
       (SELECT count(*) FROM questions WHERE study_id = @studyId) AS questions`,
  ),
);

/** How a study's closing letters fared, those too that are still to be queued, for experts who have an account. */
export function countLetters(
  tx: Transaction,
  studyId: number,
  since: Date,
): { underWay: number; undelivered: number } {
  return letters(tx).get({ studyId, since: since.getTime() })!;
}

/** Experts who cannot be reached hold nobody up, nor does a messenger that no longer runs. */
const letters = prepared(({ $client }) =>
  $client.prepare<[{ studyId: number; since: number }], { underWay: number; undelivered: number }>(
    `SELECT
       coalesce(sum(o.state IN ('waiting', 'sending') AND a.unreachable_since IS NULL AND o.created_at > @since), 0)
         + (SELECT count(*) FROM tellings t JOIN experts e ON e.study_id = t.study_id AND e.id > t.reached_expert_id
            WHERE t.study_id = @studyId AND t.kind = 'closing-letter' AND e.account_id IS NOT NULL
              AND e.left_at IS NULL AND e.removed_at IS NULL) AS underWay,
       coalesce(sum(o.state IN ('waiting', 'sending', 'parked')), 0) AS undelivered
     FROM experts e JOIN accounts a ON a.id = e.account_id
     JOIN outbox o ON o.account_id = a.id AND o.kind = 'closing-letter' AND o.args ->> 'expertId' = e.id
     WHERE e.study_id = @studyId`,
  ),
);

/** Whether a message that names a person may still be on its way to somebody who can be reached. */
export function isSomethingUnderWay(
  tx: Transaction,
  { studyId, expertId, askedAt }: Pick<Forgetting, 'studyId' | 'expertId' | 'askedAt'>,
  { since, exceptKey }: { since: Date; exceptKey: string },
): boolean {
  const times = { until: askedAt.getTime(), since: since.getTime() };
  return underWay(tx).get({ studyId, expertId, exceptKey, ...times }) !== undefined;
}

const underWay = prepared(({ $client }) =>
  $client.prepare<
    [{ studyId: number; expertId: number | null; exceptKey: string; until: number; since: number }]
  >(
    `SELECT 1 FROM outbox o JOIN accounts a ON a.id = o.account_id AND a.unreachable_since IS NULL
     WHERE o.state IN ('waiting', 'sending') AND o.created_at <= @until AND o.created_at > @since
       AND o.key <> @exceptKey
       AND (o.priority = 0 OR (o.kind IN ('closing-letter', 'question-answer') AND @expertId IS NOT NULL))
       AND o.account_id IN (
         SELECT account_id FROM experts WHERE study_id = @studyId AND (@expertId IS NULL OR id = @expertId)
         UNION SELECT account_id FROM study_facilitators WHERE study_id = @studyId)
     LIMIT 1`,
  ),
);
