import { and, eq } from 'drizzle-orm';
import type { Transaction } from './database.ts';
import { accounts } from './schema.ts';

export type Account = typeof accounts.$inferSelect;
export type Messenger = Account['messenger'];

/** Somebody's account, stored when it is first heard of. In a private chat the chat's id is the person's. */
export function ensureAccount(
  tx: Transaction,
  messenger: Messenger,
  userId: number,
  createdAt: Date,
): Account {
  const known = tx
    .select()
    .from(accounts)
    .where(and(eq(accounts.messenger, messenger), eq(accounts.userId, userId)))
    .get();
  return known ?? tx.insert(accounts).values({ messenger, userId, createdAt }).returning().get();
}

export function loadAccount(tx: Transaction, accountId: number): Account | undefined {
  return tx.select().from(accounts).where(eq(accounts.id, accountId)).get();
}
