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
