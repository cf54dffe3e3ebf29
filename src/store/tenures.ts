import { and, asc, eq, gte, inArray, isNotNull } from 'drizzle-orm';
import type { Transaction } from './file/database.ts';
import { experts, questionnaires, type SetAside, tenures } from './schema.ts';

/** The period in which one account is an expert's. */
export type Tenure = typeof tenures.$inferSelect;

/** An expert's accounts, eldest first. */
export function loadTenures(tx: Transaction, expertId: number): Tenure[] {
  return tx.select().from(tenures).where(eq(tenures.expertId, expertId)).orderBy(asc(tenures.id)).all();
}

export function loadTenure(tx: Transaction, tenureId: number): Tenure | undefined {
  return tx.select().from(tenures).where(eq(tenures.id, tenureId)).get();
}

export function insertTenure(
  tx: Transaction,
  tenure: Pick<Tenure, 'expertId' | 'accountId' | 'since' | 'confirmedAt'> &
    Partial<Pick<Tenure, 'leftBefore' | 'apartCode' | 'questionnaireId' | 'setAside'>>,
): number {
  return tx.insert(tenures).values(tenure).returning({ id: tenures.id }).get().id;
}

export function confirmTenures(tx: Transaction, ids: readonly number[], confirmedAt: Date): void {
  tx.update(tenures)
    .set({ confirmedAt })
    .where(inArray(tenures.id, [...ids]))
    .run();
}

/** What was set aside when a tenure began has been put back, or is no longer needed. */
export function clearSetAside(tx: Transaction, tenureId: number): void {
  tx.update(tenures).set({ setAside: null, questionnaireId: null }).where(eq(tenures.id, tenureId)).run();
}

/** Deletes an expert's tenures, from one on. */
export function deleteTenures(tx: Transaction, expertId: number, fromId: number): void {
  tx.delete(tenures)
    .where(and(eq(tenures.expertId, expertId), gte(tenures.id, fromId)))
    .run();
}

/** What waits to be put back into the questionnaires of a round, the last set aside first. */
export function loadSetAside(
  tx: Transaction,
  roundId: number,
): { tenureId: number; questionnaireId: number; setAside: SetAside }[] {
  return tx
    .select({
      tenureId: tenures.id,
      questionnaireId: questionnaires.id,
      setAside: tenures.setAside,
    })
    .from(tenures)
    .innerJoin(questionnaires, eq(questionnaires.id, tenures.questionnaireId))
    .where(and(eq(questionnaires.roundId, roundId), isNotNull(tenures.questionnaireId)))
    .orderBy(asc(tenures.id))
    .all()
    .reverse()
    .map((row) => ({ ...row, setAside: row.setAside! }));
}

/** Notes from when on an expert's account may see what the expert did; null: everything. */
export function saveSeesFrom(tx: Transaction, expertId: number, seesFrom: Date | null): void {
  tx.update(experts).set({ seesFrom }).where(eq(experts.id, expertId)).run();
}
