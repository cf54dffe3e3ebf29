import { and, eq, notExists, or } from 'drizzle-orm';
import type { Account, Messenger } from './accounts.ts';
import type { Transaction } from './file/database.ts';
import { accounts, facilitators, operators } from './schema.ts';

/** Notes whose commands the menu of an account's chat shows. */
export function noteMenu(tx: Transaction, accountId: number, menu: Account['menu']): void {
  tx.update(accounts).set({ menu }).where(eq(accounts.id, accountId)).run();
}

/** Accounts of a messenger whose own menu shows commands of a role that they no longer have, or is an expert's. */
export function loadFormerMenus(tx: Transaction, messenger: Messenger): Account[] {
  const facilitates = tx.select().from(facilitators).where(eq(facilitators.accountId, accounts.id));
  const operates = tx.select().from(operators).where(eq(operators.accountId, accounts.id));
  return tx
    .select()
    .from(accounts)
    .where(
      and(
        eq(accounts.messenger, messenger),
        or(
          and(eq(accounts.menu, 'facilitator'), notExists(facilitates)),
          and(eq(accounts.menu, 'operator'), notExists(operates)),
          eq(accounts.menu, 'expert'),
        ),
      ),
    )
    .all();
}
