import { and, eq, notInArray, sql } from 'drizzle-orm';
import type { Transaction } from './file/database.ts';
import { prepared } from './file/prepared.ts';
import { facilitators } from './schema.ts';

const ofAccount = prepared((tx) =>
  tx
    .select({ accountId: facilitators.accountId })
    .from(facilitators)
    .where(eq(facilitators.accountId, sql.placeholder('accountId')))
    .prepare(),
);

export function isFacilitator(tx: Transaction, accountId: number): boolean {
  return ofAccount(tx).get({ accountId }) !== undefined;
}

export function hasFacilitators(tx: Transaction): boolean {
  return tx.select().from(facilitators).limit(1).get() !== undefined;
}

export function loadFacilitators(tx: Transaction): number[] {
  return tx
    .select()
    .from(facilitators)
    .all()
    .map(({ accountId }) => accountId);
}

export function addFacilitator(
  tx: Transaction,
  accountId: number,
  source: 'settings' | 'claim',
  since: Date,
): void {
  tx.insert(facilitators).values({ accountId, source, since }).onConflictDoNothing().run();
}

/**
 * Takes the right from accounts that the settings no longer name; who claimed it keeps it.
 *
 * @returns whom it was taken from
 */
export function keepFacilitatorsOfSettings(tx: Transaction, accountIds: readonly number[]): number[] {
  return tx
    .delete(facilitators)
    .where(and(eq(facilitators.source, 'settings'), notInArray(facilitators.accountId, [...accountIds])))
    .returning({ accountId: facilitators.accountId })
    .all()
    .map(({ accountId }) => accountId);
}
