import { and, eq, notInArray } from 'drizzle-orm';
import type { Transaction } from './database.ts';
import { facilitators } from './schema.ts';

export function isFacilitator(tx: Transaction, accountId: number): boolean {
  return tx.select().from(facilitators).where(eq(facilitators.accountId, accountId)).get() !== undefined;
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

/** Takes the right from accounts that the settings no longer name; who claimed it keeps it. */
export function keepFacilitatorsOfSettings(tx: Transaction, accountIds: readonly number[]): void {
  tx.delete(facilitators)
    .where(and(eq(facilitators.source, 'settings'), notInArray(facilitators.accountId, [...accountIds])))
    .run();
}
