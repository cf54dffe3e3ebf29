import { and, desc, eq, isNotNull } from 'drizzle-orm';
import type { Transaction } from './file/database.ts';
import { sentTexts } from './schema.ts';

/** What a person's message became. */
export type SentText = typeof sentTexts.$inferSelect;

/** Notes what a message became, so that a correction of it is understood. @param sent.messageId undefined: not known */
export function saveSentText(
  tx: Transaction,
  { messageId, ...sent }: Omit<SentText, 'messageId' | 'text'> & { messageId: number | undefined },
): void {
  if (messageId === undefined) return;
  save(tx, { ...sent, messageId, text: null });
}

export function loadSentText(tx: Transaction, accountId: number, messageId: number): SentText | undefined {
  const which = and(eq(sentTexts.accountId, accountId), eq(sentTexts.messageId, messageId));
  return tx.select().from(sentTexts).where(which).get();
}

/** A text waiting for its writer to say what it is. */
export interface KeptText {
  readonly text: string;
  readonly messageId: number;
  /** What the buttons under it carry; unique among the texts of one account. */
  readonly keptAt: number;
}

/**
 * Keeps a message's text, replacing the text that the same message had before an edit. What the message had become, it
 * stays: a refused correction can be corrected again.
 */
export function keepText(
  tx: Transaction,
  { accountId, messageId, text, at }: { accountId: number; messageId: number; text: string; at: Date },
): KeptText {
  const before = loadSentText(tx, accountId, messageId);
  const { kind, subjectId } = before ?? { kind: 'kept', subjectId: 0 };
  const keptAt = before && before.text !== null ? before.at.getTime() : momentAfterAll(tx, accountId, at);
  save(tx, { accountId, messageId, kind, subjectId, at: new Date(keptAt), text });
  return { text, messageId, keptAt };
}

export function loadKeptText(tx: Transaction, accountId: number, keptAt: number): KeptText | undefined {
  const which = and(kept(accountId), eq(sentTexts.at, new Date(keptAt)));
  const found = tx.select().from(sentTexts).where(which).get();
  return found && { text: found.text ?? '', messageId: found.messageId, keptAt };
}

const kept = (accountId: number) => and(eq(sentTexts.accountId, accountId), isNotNull(sentTexts.text));

/** Texts written while the program was down come in within one millisecond. */
function momentAfterAll(tx: Transaction, accountId: number, at: Date): number {
  const last = tx.select().from(sentTexts).where(kept(accountId)).orderBy(desc(sentTexts.at)).limit(1).get();
  return Math.max(at.getTime(), (last?.at.getTime() ?? 0) + 1);
}

function save(tx: Transaction, row: SentText): void {
  tx.insert(sentTexts)
    .values(row)
    .onConflictDoUpdate({ target: [sentTexts.accountId, sentTexts.messageId], set: row })
    .run();
}
