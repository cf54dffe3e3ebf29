import { and, eq, gt, isNull, lte, or } from 'drizzle-orm';
import type { Transaction } from './file/database.ts';
import { liveStatuses } from './schema.ts';

export type LiveStatus = typeof liveStatuses.$inferSelect;

/** From now on this message follows the round; the former one stays as it is. */
export function saveLiveStatus(tx: Transaction, live: LiveStatus): void {
  const { accountId: _account, studyId: _study, ...set } = live;
  tx.insert(liveStatuses)
    .values(live)
    .onConflictDoUpdate({ target: [liveStatuses.accountId, liveStatuses.studyId], set })
    .run();
}

/** Messages not compared with their round since a moment; where a clock was set back, they count as due. */
export function loadLiveStatuses(tx: Transaction, since: Date, now: Date): LiveStatus[] {
  return tx
    .select()
    .from(liveStatuses)
    .where(or(lte(liveStatuses.checkedAt, since), gt(liveStatuses.checkedAt, now)))
    .all();
}

export function loadLiveStatus(tx: Transaction, accountId: number, studyId: number): LiveStatus | undefined {
  return tx
    .select()
    .from(liveStatuses)
    .where(and(eq(liveStatuses.accountId, accountId), eq(liveStatuses.studyId, studyId)))
    .get();
}

/** A message that shows something else now follows no round any more; `messageId` null: whichever message it is. */
export function dropLiveStatus(
  tx: Transaction,
  { accountId, studyId, messageId }: Pick<LiveStatus, 'accountId' | 'studyId' | 'messageId'>,
): void {
  const isIt =
    messageId === null
      ? undefined
      : or(eq(liveStatuses.messageId, messageId), isNull(liveStatuses.messageId));
  tx.delete(liveStatuses)
    .where(and(eq(liveStatuses.accountId, accountId), eq(liveStatuses.studyId, studyId), isIt))
    .run();
}
