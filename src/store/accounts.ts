import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Transaction } from './file/database.ts';
import { prepared } from './file/prepared.ts';
import { accounts } from './schema.ts';

export type Account = typeof accounts.$inferSelect;
export type Messenger = Account['messenger'];

const isOfPerson = and(
  eq(accounts.messenger, sql.placeholder('messenger')),
  eq(accounts.userId, sql.placeholder('userId')),
);

const ofPerson = prepared((tx) => tx.select().from(accounts).where(isOfPerson).prepare());

/** Somebody's account; undefined for a person not heard of before. */
export function loadAccountOf(tx: Transaction, messenger: Messenger, userId: number): Account | undefined {
  return ofPerson(tx).get({ messenger, userId });
}

const speaker = prepared((tx) =>
  tx
    .select({
      account: accounts,
      isFacilitator: sql<number>`EXISTS (SELECT 1 FROM facilitators f WHERE f.account_id = ${accounts.id})`,
    })
    .from(accounts)
    .where(isOfPerson)
    .prepare(),
);

/** The same, and whether it is a facilitator's: every update asks for both. */
export function loadSpeakerOf(
  tx: Transaction,
  messenger: Messenger,
  userId: number,
): { account: Account; isFacilitator: boolean } | undefined {
  const found = speaker(tx).get({ messenger, userId });
  return found && { account: found.account, isFacilitator: found.isFacilitator === 1 };
}

/** Somebody's account, created when first heard of. In a private chat the chat's id is the person's. */
export function ensureAccount(
  tx: Transaction,
  messenger: Messenger,
  userId: number,
  createdAt: Date,
): Account {
  const known = loadAccountOf(tx, messenger, userId);
  return known ?? tx.insert(accounts).values({ messenger, userId, createdAt }).returning().get();
}

export function loadAccount(tx: Transaction, accountId: number): Account | undefined {
  return tx.select().from(accounts).where(eq(accounts.id, accountId)).get();
}

/** Notes the language that an account asked for; null: Persian, or none. */
export function setLanguage(tx: Transaction, accountId: number, language: Account['language']): void {
  tx.update(accounts).set({ language }).where(eq(accounts.id, accountId)).run();
}

/** Whether messages arrive at an account, as far as it is known. */
export function isReachable(tx: Transaction, accountId: number): boolean {
  return loadAccount(tx, accountId)?.unreachableSince === null;
}

/**
 * Notes that nothing more can be sent to an account until the person writes again.
 *
 * @param reason in the messenger's words, such as `bot was blocked by the user`
 * @returns whether it was reachable until now
 */
export function markUnreachable(tx: Transaction, accountId: number, reason: string, since: Date): boolean {
  const { changes } = tx
    .update(accounts)
    .set({ unreachableSince: since, unreachableReason: reason })
    .where(and(eq(accounts.id, accountId), isNull(accounts.unreachableSince)))
    .run();
  return changes > 0;
}

/** Notes that a person was heard from. @returns whether the account was unreachable until now */
export function markReachable(tx: Transaction, accountId: number): boolean {
  const { changes } = tx
    .update(accounts)
    .set({ unreachableSince: null, unreachableReason: null })
    .where(and(eq(accounts.id, accountId), isNotNull(accounts.unreachableSince)))
    .run();
  return changes > 0;
}
