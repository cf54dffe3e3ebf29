import { and, asc, eq, exists, sql } from 'drizzle-orm';
import type { Transaction } from './file/database.ts';
import {
  answers,
  panelRoundExperts,
  panelRoundItems,
  panelRounds,
  questionnaires,
  rounds,
} from './schema.ts';

/** A panel's round in which an expert has rated something. */
export interface TakenPart {
  readonly expertId: number;
  readonly panelId: number;
  readonly round: number;
}

/** Who has rated something where, in all rounds of a study, the open one too: beside whose code there is something to read. */
export function loadTakenPart(tx: Transaction, studyId: number): TakenPart[] {
  const rated = tx
    .select({ one: sql`1` })
    .from(questionnaires)
    .innerJoin(answers, eq(answers.questionnaireId, questionnaires.id))
    .innerJoin(
      panelRoundItems,
      and(eq(panelRoundItems.panelRoundId, panelRounds.id), eq(panelRoundItems.itemId, answers.itemId)),
    )
    .where(
      and(
        eq(questionnaires.roundId, panelRounds.roundId),
        eq(questionnaires.expertId, panelRoundExperts.expertId),
        eq(answers.kind, panelRounds.kind),
        eq(answers.state, 'rated'),
      ),
    );
  return tx
    .select({ expertId: panelRoundExperts.expertId, panelId: panelRounds.panelId, round: rounds.number })
    .from(rounds)
    .innerJoin(panelRounds, eq(panelRounds.roundId, rounds.id))
    .innerJoin(panelRoundExperts, eq(panelRoundExperts.panelRoundId, panelRounds.id))
    .where(and(eq(rounds.studyId, studyId), exists(rated)))
    .orderBy(asc(rounds.number), asc(panelRounds.panelId), asc(panelRoundExperts.expertId))
    .all();
}
