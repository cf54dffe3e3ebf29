import { eq, sql } from 'drizzle-orm';
import type { Transaction } from './file/database.ts';
import { previews } from './schema.ts';

export type Preview = typeof previews.$inferSelect;

export function insertPreview(
  tx: Transaction,
  preview: {
    accountId: number;
    studyId: number | null;
    kind: Preview['kind'];
    args: unknown;
    createdAt: Date;
  },
): number {
  return tx
    .insert(previews)
    .values({ ...preview, state: 'shown' })
    .returning({ id: previews.id })
    .get().id;
}

export function loadPreview(tx: Transaction, previewId: number): Preview | undefined {
  return tx.select().from(previews).where(eq(previews.id, previewId)).get();
}

export function updatePreview(tx: Transaction, previewId: number, change: { args: unknown }): void {
  tx.update(previews).set(change).where(eq(previews.id, previewId)).run();
}

/**
 * Erases the workbook, form or text of a preview that was applied or cancelled: only that a second press comes too late
 * is kept.
 */
export function endPreview(tx: Transaction, previewId: number, state: 'done' | 'cancelled'): void {
  tx.update(previews)
    .set({
      state,
      args: sql`CASE WHEN ${previews.kind} IN ('workbook', 'announce', 'proposal', 'paper', 'briefing') THEN '{}' ELSE ${previews.args} END`,
    })
    .where(eq(previews.id, previewId))
    .run();
}
