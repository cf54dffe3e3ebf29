import { eq } from 'drizzle-orm';
import type { Transaction } from './file/database.ts';
import { programState } from './schema.ts';

export function loadState(tx: Transaction, key: string): string | undefined {
  return tx.select().from(programState).where(eq(programState.key, key)).get()?.value;
}

export function saveState(tx: Transaction, key: string, value: string): void {
  tx.insert(programState)
    .values({ key, value })
    .onConflictDoUpdate({ target: programState.key, set: { value } })
    .run();
}

export function deleteState(tx: Transaction, key: string): void {
  tx.delete(programState).where(eq(programState.key, key)).run();
}
