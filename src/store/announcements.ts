import { eq } from 'drizzle-orm';
import type { Transaction } from './file/database.ts';
import { announcements } from './schema.ts';

/** What a facilitator told the experts of a study, or of one panel. */
export type Announcement = typeof announcements.$inferSelect;

export function insertAnnouncement(
  tx: Transaction,
  announcement: Pick<Announcement, 'studyId' | 'panelId' | 'text' | 'sentAt'>,
): number {
  return tx.insert(announcements).values(announcement).returning({ id: announcements.id }).get().id;
}

export function loadAnnouncement(tx: Transaction, announcementId: number): Announcement | undefined {
  return tx.select().from(announcements).where(eq(announcements.id, announcementId)).get();
}
