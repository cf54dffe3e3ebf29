import { eq } from 'drizzle-orm';
import type { Transaction } from './file/database.ts';
import { prepared } from './file/prepared.ts';
import { dialogs } from './schema.ts';

export type Dialog = typeof dialogs.$inferSelect;

/** Says what an account's next typed text is for; an earlier dialog ends. */
export function startDialog(tx: Transaction, dialog: Dialog): void {
  tx.insert(dialogs)
    .values(dialog)
    .onConflictDoUpdate({
      target: dialogs.accountId,
      set: { kind: dialog.kind, args: dialog.args, startedAt: dialog.startedAt },
    })
    .run();
}

export function loadDialog(tx: Transaction, accountId: number): Dialog | undefined {
  return tx.select().from(dialogs).where(eq(dialogs.accountId, accountId)).get();
}

const end = prepared(({ $client }) => $client.prepare('DELETE FROM dialogs WHERE account_id = ?'));

export function endDialog(tx: Transaction, accountId: number): void {
  end(tx).run(accountId);
}
