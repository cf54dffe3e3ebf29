import { and, desc, eq } from 'drizzle-orm';
import type { Transaction } from './file/database.ts';
import { joinRequests } from './schema.ts';

/** A facilitator's wish to join a study of others. */
export type JoinRequest = typeof joinRequests.$inferSelect;

export function insertJoinRequest(
  tx: Transaction,
  request: Pick<JoinRequest, 'studyId' | 'accountId' | 'name' | 'askedAt'>,
): JoinRequest {
  return tx
    .insert(joinRequests)
    .values({ ...request, state: 'waiting' })
    .returning()
    .get();
}

export function loadJoinRequest(tx: Transaction, requestId: number): JoinRequest | undefined {
  return tx.select().from(joinRequests).where(eq(joinRequests.id, requestId)).get();
}

/** An account's newest request to join a study. */
export function loadLastJoinRequest(
  tx: Transaction,
  studyId: number,
  accountId: number,
): JoinRequest | undefined {
  return tx
    .select()
    .from(joinRequests)
    .where(and(eq(joinRequests.studyId, studyId), eq(joinRequests.accountId, accountId)))
    .orderBy(desc(joinRequests.id))
    .get();
}

/** Decides a request; the asker's name is not kept. */
export function decideJoinRequest(
  tx: Transaction,
  requestId: number,
  decided: { state: 'accepted' | 'rejected'; decidedAt: Date },
): void {
  tx.update(joinRequests)
    .set({ ...decided, name: '' })
    .where(eq(joinRequests.id, requestId))
    .run();
}
