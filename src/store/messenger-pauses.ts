import { and, eq, gt, lte } from 'drizzle-orm';
import type { Messenger } from './accounts.ts';
import type { Transaction } from './file/database.ts';
import { messengerPauses } from './schema.ts';

/** A wait that a messenger asked for. Chat 0: the whole messenger. */
export interface MessengerPause {
  readonly chatId: number;
  readonly until: Date;
}

export function savePause(tx: Transaction, messenger: Messenger, { chatId, until }: MessengerPause): void {
  tx.insert(messengerPauses)
    .values({ messenger, chatId, until })
    .onConflictDoUpdate({ target: [messengerPauses.messenger, messengerPauses.chatId], set: { until } })
    .run();
}

/** A messenger's present waits; those that are over are deleted. */
export function loadPauses(tx: Transaction, messenger: Messenger, at: Date): MessengerPause[] {
  tx.delete(messengerPauses)
    .where(and(eq(messengerPauses.messenger, messenger), lte(messengerPauses.until, at)))
    .run();
  return tx
    .select({ chatId: messengerPauses.chatId, until: messengerPauses.until })
    .from(messengerPauses)
    .where(and(eq(messengerPauses.messenger, messenger), gt(messengerPauses.until, at)))
    .all();
}
