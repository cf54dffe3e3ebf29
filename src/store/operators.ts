import { eq, notInArray, sql } from 'drizzle-orm';
import { isFacilitator } from './facilitators.ts';
import type { Transaction } from './file/database.ts';
import { prepared } from './file/prepared.ts';
import { operators } from './schema.ts';

const ofAccount = prepared((tx) =>
  tx
    .select({ accountId: operators.accountId })
    .from(operators)
    .where(eq(operators.accountId, sql.placeholder('accountId')))
    .prepare(),
);

export function isOperator(tx: Transaction, accountId: number): boolean {
  return ofAccount(tx).get({ accountId }) !== undefined;
}

/** Facilitators, too, may ask for a copy of the database; they are only told where it is. */
export function mayAskForCopy(tx: Transaction, accountId: number): boolean {
  return isOperator(tx, accountId) || isFacilitator(tx, accountId);
}

export function loadOperators(tx: Transaction): number[] {
  return tx
    .select()
    .from(operators)
    .all()
    .map(({ accountId }) => accountId);
}

export function addOperator(tx: Transaction, accountId: number, since: Date): void {
  tx.insert(operators).values({ accountId, since }).onConflictDoNothing().run();
}

/** Takes the right from all other accounts. */
export function keepOperators(tx: Transaction, accountIds: readonly number[]): void {
  tx.delete(operators)
    .where(notInArray(operators.accountId, [...accountIds]))
    .run();
}
