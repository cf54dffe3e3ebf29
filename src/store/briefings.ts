import { and, desc, eq } from 'drizzle-orm';
import type { Messenger } from './accounts.ts';
import type { Transaction } from './file/database.ts';
import { prepared } from './file/prepared.ts';
import { type BriefingMedium, briefingFiles, briefings, orientations } from './schema.ts';

export type { BriefingMedium };

/** A study's orientation, without its file. */
export interface Briefing {
  readonly id: number;
  readonly studyId: number;
  readonly medium: BriefingMedium;
  readonly text: string;
  readonly fileName: string;
}

/** Stands for attendance at a meeting, in place of a briefing's id. */
export const MEETING = 0;

export function insertBriefing(
  tx: Transaction,
  briefing: Omit<Briefing, 'id'> & { bytes: Buffer | null; sentAt: Date },
): number {
  return tx.insert(briefings).values(briefing).returning({ id: briefings.id }).get().id;
}

/** The current orientation; undefined where none was sent. */
export function loadBriefing(tx: Transaction, studyId: number): Briefing | undefined {
  const { id, medium, text, fileName } = briefings;
  return tx
    .select({ id, studyId: briefings.studyId, medium, text, fileName })
    .from(briefings)
    .where(eq(briefings.studyId, studyId))
    .orderBy(desc(id))
    .get();
}

export function loadStudyOfBriefing(tx: Transaction, briefingId: number): number | null {
  const row = tx
    .select({ studyId: briefings.studyId })
    .from(briefings)
    .where(eq(briefings.id, briefingId))
    .get();
  return row?.studyId ?? null;
}

export function loadBriefingBytes(tx: Transaction, briefingId: number): Buffer | null {
  return tx.select({ bytes: briefings.bytes }).from(briefings).where(eq(briefings.id, briefingId)).get()!
    .bytes;
}

/** Notes a messenger's own id of an orientation's file. */
export function saveBriefingFile(
  tx: Transaction,
  briefingId: number,
  messenger: Messenger,
  fileId: string,
): void {
  tx.insert(briefingFiles).values({ briefingId, messenger, fileId }).onConflictDoNothing().run();
}

export function loadBriefingFile(tx: Transaction, briefingId: number, messenger: Messenger): string | null {
  const row = tx
    .select({ fileId: briefingFiles.fileId })
    .from(briefingFiles)
    .where(and(eq(briefingFiles.briefingId, briefingId), eq(briefingFiles.messenger, messenger)))
    .get();
  return row?.fileId ?? null;
}

/** @param briefingId `MEETING`: the expert attended a meeting */
export function saveOrientation(tx: Transaction, expertId: number, briefingId: number, at: Date): void {
  tx.insert(orientations).values({ expertId, briefingId, at }).onConflictDoNothing().run();
}

export function deleteOrientation(tx: Transaction, expertId: number, briefingId: number): void {
  tx.delete(orientations)
    .where(and(eq(orientations.expertId, expertId), eq(orientations.briefingId, briefingId)))
    .run();
}

/** Experts who confirmed an orientation, or were at a meeting. */
export function loadOriented(tx: Transaction, briefingId: number): Set<number> {
  return new Set(oriented(tx).all(briefingId));
}

const oriented = prepared(({ $client }) =>
  $client.prepare<[number], number>('SELECT expert_id FROM orientations WHERE briefing_id = ?').pluck(),
);
