import { and, asc, eq } from 'drizzle-orm';
import type { Transaction } from './file/database.ts';
import { type TellingArgs, tellings } from './schema.ts';

export type TellingKind = keyof TellingArgs;

/** Something that is told to many. */
export interface Telling<Kind extends TellingKind = TellingKind> {
  readonly studyId: number;
  readonly kind: Kind;
  readonly args: TellingArgs[Kind];
  /** When it was decided. */
  readonly at: Date;
}

export function insertTelling(tx: Transaction, telling: Telling, reachedExpertId: number): void {
  tx.insert(tellings)
    .values({ ...telling, reachedExpertId })
    .run();
}

/** The telling that was begun first, and how far it has come. */
export function loadFirstTelling(
  tx: Transaction,
): (Telling & { readonly id: number; readonly reachedExpertId: number }) | undefined {
  return tx.select().from(tellings).orderBy(asc(tellings.id)).limit(1).get();
}

/** Whether some of a study's experts are still to be told something of a kind. */
export function isBeingTold(tx: Transaction, studyId: number, kind: TellingKind): boolean {
  const isOne = and(eq(tellings.studyId, studyId), eq(tellings.kind, kind));
  return tx.select({ id: tellings.id }).from(tellings).where(isOne).get() !== undefined;
}

/** @param reachedExpertId null: all have been told */
export function saveReached(tx: Transaction, tellingId: number, reachedExpertId: number | null): void {
  const isIt = eq(tellings.id, tellingId);
  if (reachedExpertId === null) tx.delete(tellings).where(isIt).run();
  else tx.update(tellings).set({ reachedExpertId }).where(isIt).run();
}
