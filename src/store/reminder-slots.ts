import { and, eq, isNull } from 'drizzle-orm';
import type { Transaction } from './file/database.ts';
import { reminderSlots } from './schema.ts';

/** Reminder slots that a round has used up. */
export function loadSentSlots(tx: Transaction, roundId: number): number[] {
  return tx
    .select({ hours: reminderSlots.hours })
    .from(reminderSlots)
    .where(and(eq(reminderSlots.roundId, roundId), isNull(reminderSlots.reachedExpertId)))
    .all()
    .map(({ hours }) => hours);
}

/** How far a slot's reminders are queued: up to the expert with this id; 0: none yet. */
export function loadSlotProgress(tx: Transaction, roundId: number, hours: number): number {
  const slot = tx
    .select({ reached: reminderSlots.reachedExpertId })
    .from(reminderSlots)
    .where(and(eq(reminderSlots.roundId, roundId), eq(reminderSlots.hours, hours)))
    .get();
  return slot?.reached ?? 0;
}

/** @param reachedExpertId null: the slot is used up */
export function saveSlot(
  tx: Transaction,
  slot: { roundId: number; hours: number; sentAt: Date; reachedExpertId: number | null },
): void {
  const { reachedExpertId } = slot;
  tx.insert(reminderSlots)
    .values(slot)
    .onConflictDoUpdate({ target: [reminderSlots.roundId, reminderSlots.hours], set: { reachedExpertId } })
    .run();
}
