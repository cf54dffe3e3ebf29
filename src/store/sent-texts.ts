import { and, eq } from 'drizzle-orm';
import type { Transaction } from './file/database.ts';
import { sentTexts } from './schema.ts';

/** What a person's message became. */
export type SentText = typeof sentTexts.$inferSelect;

/** Notes what a message became, so that a correction of it is understood. @param sent.messageId undefined: it is not known */
export function saveSentText(
  tx: Transaction,
  { messageId, ...sent }: Omit<SentText, 'messageId'> & { messageId: number | undefined },
): void {
  if (messageId === undefined) return;
  tx.insert(sentTexts)
    .values({ ...sent, messageId })
    .onConflictDoUpdate({ target: [sentTexts.accountId, sentTexts.messageId], set: sent })
    .run();
}

export function loadSentText(tx: Transaction, accountId: number, messageId: number): SentText | undefined {
  const which = and(eq(sentTexts.accountId, accountId), eq(sentTexts.messageId, messageId));
  return tx.select().from(sentTexts).where(which).get();
}
