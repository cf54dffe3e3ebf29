import { and, asc, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Transaction } from './file/database.ts';
import { experts, panelRoundExperts, panelRounds, rounds } from './schema.ts';

/** Every code that stands, or stood, for an expert of a study: the experts' own and those of one round and panel. */
export function loadTakenCodes(tx: Transaction, studyId: number): Set<string> {
  const own = tx.select({ code: experts.pseudonym }).from(experts).where(eq(experts.studyId, studyId)).all();
  const ofRounds = tx
    .select({ code: panelRoundExperts.code })
    .from(panelRoundExperts)
    .innerJoin(panelRounds, eq(panelRounds.id, panelRoundExperts.panelRoundId))
    .innerJoin(rounds, eq(rounds.id, panelRounds.roundId))
    .where(and(eq(rounds.studyId, studyId), isNotNull(panelRoundExperts.code)))
    .all();
  return new Set([...own, ...ofRounds].flatMap(({ code }) => code ?? []));
}

/** Experts of a panel's round who have no code of it. */
export function loadUncoded(tx: Transaction, panelRoundId: number): number[] {
  return tx
    .select({ expertId: panelRoundExperts.expertId })
    .from(panelRoundExperts)
    .where(and(eq(panelRoundExperts.panelRoundId, panelRoundId), isNull(panelRoundExperts.code)))
    .orderBy(asc(panelRoundExperts.expertId))
    .all()
    .map(({ expertId }) => expertId);
}

export function saveRoundCode(tx: Transaction, panelRoundId: number, expertId: number, code: string): void {
  tx.update(panelRoundExperts)
    .set({ code })
    .where(and(eq(panelRoundExperts.panelRoundId, panelRoundId), eq(panelRoundExperts.expertId, expertId)))
    .run();
}

/**
 * What stands for each expert in a panel's round alone.
 *
 * @throws where somebody has no code of it: they are drawn before a round counts as judged
 */
export function needRoundCodes(tx: Transaction, panelRoundId: number): { id: number; code: string }[] {
  return tx
    .select({ id: panelRoundExperts.expertId, code: panelRoundExperts.code })
    .from(panelRoundExperts)
    .where(eq(panelRoundExperts.panelRoundId, panelRoundId))
    .all()
    .map(({ id, code }) => {
      if (code === null) throw new Error(`an expert of panel-round ${panelRoundId} has no code of it`);
      return { id, code };
    });
}
