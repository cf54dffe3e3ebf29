import type { Messenger } from './accounts.ts';
import type { Transaction } from './file/database.ts';
import { failedUpdates } from './schema.ts';

/** Keeps an update that a bug stopped, before the messenger is told that it was taken. */
export function saveFailedUpdate(
  tx: Transaction,
  failed: { messenger: Messenger; updateId: number; payload: unknown; error: string; at: Date },
): void {
  tx.insert(failedUpdates).values(failed).onConflictDoNothing().run();
}
