import { and, eq } from 'drizzle-orm';
import type { Messenger } from './accounts.ts';
import type { Transaction } from './file/database.ts';
import { prepared } from './file/prepared.ts';
import { handledUpdates } from './schema.ts';

const claim = prepared(({ $client }) =>
  $client.prepare(
    `INSERT INTO handled_updates (messenger, update_id, fingerprint, at)
     VALUES (@messenger, @updateId, @fingerprint, @at) ON CONFLICT DO NOTHING`,
  ),
);

/**
 * Marks an update as handled by this transaction. A messenger delivers an update again when the program was killed
 * before confirming it; ids alone do not identify it, as a messenger may start counting anew.
 *
 * @param fingerprint of the update's content
 * @returns false where this very update was handled before
 */
export function claimUpdate(
  tx: Transaction,
  update: { messenger: Messenger; updateId: number; fingerprint: string; at: Date },
): boolean {
  return claim(tx).run({ ...update, at: update.at.getTime() }).changes > 0;
}

/** Undoes a claim: the update was refused and changed nothing, so it may be decided again if it is redelivered. */
export function releaseUpdate(
  tx: Transaction,
  { messenger, updateId, fingerprint }: { messenger: Messenger; updateId: number; fingerprint: string },
): void {
  tx.delete(handledUpdates)
    .where(
      and(
        eq(handledUpdates.messenger, messenger),
        eq(handledUpdates.updateId, updateId),
        eq(handledUpdates.fingerprint, fingerprint),
      ),
    )
    .run();
}
