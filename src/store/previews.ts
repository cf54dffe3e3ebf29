import { eq } from 'drizzle-orm';
import type { Transaction } from './database.ts';
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

export function updatePreview(
  tx: Transaction,
  previewId: number,
  change: { args?: unknown; state?: Preview['state'] },
): void {
  tx.update(previews).set(change).where(eq(previews.id, previewId)).run();
}
