import { and, asc, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Transaction } from './file/database.ts';
import { apartRoundCodes, experts, panelRoundExperts, panelRounds, rounds } from './schema.ts';

/** Every code ever used in a study: experts' own, separate ones, and those of one round and panel. */
export function loadTakenCodes(tx: Transaction, studyId: number): Set<string> {
  const own = tx.select({ code: experts.pseudonym }).from(experts).where(eq(experts.studyId, studyId)).all();
  const ofRounds = tx
    .select({ code: panelRoundExperts.code })
    .from(panelRoundExperts)
    .innerJoin(panelRounds, eq(panelRounds.id, panelRoundExperts.panelRoundId))
    .innerJoin(rounds, eq(rounds.id, panelRounds.roundId))
    .where(and(eq(rounds.studyId, studyId), isNotNull(panelRoundExperts.code)))
    .all();
  return new Set([...own, ...ofRounds, ...apartCodes(tx, studyId)].flatMap(({ code }) => code ?? []));
}

function apartCodes({ $client }: Transaction, studyId: number): { code: string }[] {
  return $client
    .prepare<[{ studyId: number }], { code: string }>(
      `SELECT t.apart_code AS code FROM tenures t JOIN experts x ON x.id = t.expert_id
       WHERE x.study_id = @studyId AND t.apart_code IS NOT NULL
       UNION SELECT a.apart_code FROM rounds r JOIN questionnaires q ON q.round_id = r.id
       JOIN answers a ON a.questionnaire_id = q.id AND a.apart_code IS NOT NULL WHERE r.study_id = @studyId
       UNION SELECT c.code FROM rounds r JOIN panel_rounds p ON p.round_id = r.id
       JOIN apart_round_codes c ON c.panel_round_id = p.id WHERE r.study_id = @studyId`,
    )
    .all({ studyId });
}

/** Answers of a panel-round kept apart from the expert's, each author with the code for that round and panel. */
export function loadApart(
  { $client }: Transaction,
  panelRoundId: number,
): { expertId: number; apartCode: string; code: string | null }[] {
  return $client
    .prepare<[number], { expertId: number; apartCode: string; code: string | null }>(
      `SELECT DISTINCT e.expert_id AS expertId, a.apart_code AS apartCode, c.code
       FROM panel_round_experts e JOIN panel_rounds p ON p.id = e.panel_round_id
       JOIN questionnaires q ON q.round_id = p.round_id AND q.expert_id = e.expert_id
       JOIN answers a ON a.questionnaire_id = q.id AND a.apart_code IS NOT NULL
       LEFT JOIN apart_round_codes c ON c.panel_round_id = p.id AND c.apart_code = a.apart_code
       WHERE e.panel_round_id = ? ORDER BY a.apart_code`,
    )
    .all(panelRoundId);
}

export function saveApartRoundCode(
  tx: Transaction,
  panelRoundId: number,
  apartCode: string,
  code: string,
): void {
  tx.insert(apartRoundCodes).values({ panelRoundId, apartCode, code }).run();
}

/** Experts of a panel-round who have no code for it yet. */
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
 * The code of each expert, and of each author of answers kept apart, for one panel-round.
 *
 * @throws where somebody has none: they are drawn before a round counts as judged
 */
export function needRoundCodes(
  tx: Transaction,
  panelRoundId: number,
): { id: { expertId: number; apartCode: string | null }; code: string }[] {
  const own = tx
    .select({ expertId: panelRoundExperts.expertId, code: panelRoundExperts.code })
    .from(panelRoundExperts)
    .where(eq(panelRoundExperts.panelRoundId, panelRoundId))
    .all()
    .map((each) => ({ ...each, apartCode: null }));
  return [...own, ...loadApart(tx, panelRoundId)].map(({ code, ...id }) => {
    if (code === null) throw new Error(`an expert of panel-round ${panelRoundId} has no code of it`);
    return { id, code };
  });
}
