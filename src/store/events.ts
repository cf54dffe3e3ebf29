import { and, asc, desc, eq } from 'drizzle-orm';
import type { Transaction } from './file/database.ts';
import { events } from './schema.ts';

export type Event = typeof events.$inferSelect;

/** Adds a line to the log of what happened. No line ever holds a rating together with a name. */
export function logEvent(
  tx: Transaction,
  event: {
    studyId: number | null;
    at: Date;
    actor: Event['actor'];
    accountId?: number | null;
    kind: string;
    details?: Record<string, unknown>;
  },
): void {
  tx.insert(events)
    .values({ ...event, accountId: event.accountId ?? null, details: event.details ?? {} })
    .run();
}

export function loadEvents(tx: Transaction, studyId: number): Event[] {
  return tx.select().from(events).where(eq(events.studyId, studyId)).orderBy(asc(events.id)).all();
}

/** A study's events of one kind. */
export function loadEventsOf(tx: Transaction, studyId: number, kind: string): Event[] {
  return tx
    .select()
    .from(events)
    .where(and(eq(events.studyId, studyId), eq(events.kind, kind)))
    .orderBy(asc(events.id))
    .all();
}

/** When an event of one kind last happened in a study. */
export function loadLastEventAt(tx: Transaction, studyId: number, kind: string): Date | null {
  const row = tx
    .select({ at: events.at })
    .from(events)
    .where(and(eq(events.studyId, studyId), eq(events.kind, kind)))
    .orderBy(desc(events.id))
    .get();
  return row?.at ?? null;
}
