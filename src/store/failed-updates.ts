import { count } from 'drizzle-orm';
import type { Messenger } from './accounts.ts';
import type { Transaction } from './file/database.ts';
import { failedUpdates } from './schema.ts';

/** Keeps an update on which a bug struck, before it is confirmed to the messenger. */
export function saveFailedUpdate(
  tx: Transaction,
  failed: { messenger: Messenger; updateId: number; payload: unknown; error: string; at: Date },
): void {
  tx.insert(failedUpdates).values(failed).onConflictDoNothing().run();
}

/** Updates on which a bug struck, and that nobody has looked at yet. */
export function countFailedUpdates(tx: Transaction): number {
  return tx.select({ failed: count() }).from(failedUpdates).get()!.failed;
}
