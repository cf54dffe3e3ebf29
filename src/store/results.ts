import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Transaction } from './database.ts';
import { prepared } from './prepared.ts';
import {
  answers,
  itemResults,
  panelRoundExperts,
  panelRoundItems,
  panelRounds,
  questionnaires,
} from './schema.ts';

type PanelRound = typeof panelRounds.$inferSelect;
export type ItemResult = typeof itemResults.$inferSelect;

export function insertItemResult(tx: Transaction, result: ItemResult): void {
  tx.insert(itemResults)
    .values(result)
    .onConflictDoUpdate({
      target: [itemResults.panelRoundId, itemResults.itemId],
      set: result,
    })
    .run();
}

/** Takes back that an item was kept: an accepted proposal removed it after all. Its figures stay. */
export function setResultRemoved(tx: Transaction, panelRoundId: number, itemId: number): void {
  tx.update(itemResults)
    .set({ kept: false, why: 'removed' })
    .where(
      and(
        eq(itemResults.panelRoundId, panelRoundId),
        eq(itemResults.itemId, itemId),
        eq(itemResults.kept, true),
      ),
    )
    .run();
}

/** A panel-round's frozen figures in the order asked. */
export function loadItemResults(tx: Transaction, panelRoundId: number): ItemResult[] {
  return tx
    .select({ result: itemResults })
    .from(itemResults)
    .innerJoin(
      panelRoundItems,
      and(
        eq(panelRoundItems.panelRoundId, itemResults.panelRoundId),
        eq(panelRoundItems.itemId, itemResults.itemId),
      ),
    )
    .where(eq(itemResults.panelRoundId, panelRoundId))
    .orderBy(asc(panelRoundItems.position))
    .all()
    .map(({ result }) => result);
}

/** What the panel said of an item: shown as feedback. */
function loadItemResult(tx: Transaction, panelRoundId: number, itemId: number): ItemResult | undefined {
  return resultOfItem(tx).get({ panelRoundId, itemId });
}

const resultOfItem = prepared((tx) =>
  tx
    .select()
    .from(itemResults)
    .where(
      and(
        eq(itemResults.panelRoundId, sql.placeholder('panelRoundId')),
        eq(itemResults.itemId, sql.placeholder('itemId')),
      ),
    )
    .prepare(),
);

/**
 * Results that an expert is shown beside an item: one for each of the expert's panels that asked it in an earlier
 * round of the same kind.
 */
export function loadFeedback(
  tx: Transaction,
  roundId: number,
  expertId: number,
  itemId: number,
  kind: PanelRound['kind'],
): { panelId: number; result: ItemResult }[] {
  const sources = feedbackSources(tx).all({ roundId, expertId, itemId, kind });
  return sources.flatMap(({ panelId, feedbackFromId }) => {
    const result = feedbackFromId === null ? undefined : loadItemResult(tx, feedbackFromId, itemId);
    return result ? [{ panelId, result }] : [];
  });
}

const feedbackSources = prepared((tx) =>
  tx
    .select({ panelId: panelRounds.panelId, feedbackFromId: panelRounds.feedbackFromId })
    .from(panelRounds)
    .innerJoin(panelRoundExperts, eq(panelRoundExperts.panelRoundId, panelRounds.id))
    .innerJoin(panelRoundItems, eq(panelRoundItems.panelRoundId, panelRounds.id))
    .where(
      and(
        eq(panelRounds.roundId, sql.placeholder('roundId')),
        eq(panelRounds.kind, sql.placeholder('kind')),
        eq(panelRoundExperts.expertId, sql.placeholder('expertId')),
        eq(panelRoundItems.itemId, sql.placeholder('itemId')),
      ),
    )
    .orderBy(asc(panelRounds.id))
    .prepare(),
);

/** An answer that counts in a panel's round. */
export interface CountedAnswer {
  readonly expertId: number;
  readonly itemId: number;
  readonly state: 'open' | 'rated' | 'no_opinion';
  readonly value: number | null;
  readonly reason: string | null;
  readonly answeredAt: Date | null;
  readonly handedInAt: Date | null;
}

/**
 * Answers of some experts that count in a panel-round: given in its round, in its kind, to items it asked. Taken a few
 * experts at a time, so that a large panel does not stop the updates.
 */
export function loadCountedAnswers(
  tx: Transaction,
  panelRound: { id: number; roundId: number; kind: PanelRound['kind'] },
  expertIds: readonly number[],
): CountedAnswer[] {
  return tx
    .select({
      expertId: questionnaires.expertId,
      itemId: answers.itemId,
      state: answers.state,
      value: answers.value,
      reason: answers.reason,
      answeredAt: answers.answeredAt,
      handedInAt: questionnaires.handedInAt,
    })
    .from(questionnaires)
    .innerJoin(answers, eq(answers.questionnaireId, questionnaires.id))
    .innerJoin(
      panelRoundItems,
      and(eq(panelRoundItems.itemId, answers.itemId), eq(panelRoundItems.panelRoundId, panelRound.id)),
    )
    .where(
      and(
        eq(questionnaires.roundId, panelRound.roundId),
        inArray(questionnaires.expertId, [...expertIds]),
        eq(answers.kind, panelRound.kind),
      ),
    )
    .orderBy(asc(questionnaires.expertId), asc(panelRoundItems.position))
    .all();
}

/** Who of some experts handed in a round. */
export function loadHandedIn(tx: Transaction, roundId: number, expertIds: readonly number[]): Set<number> {
  const rows = tx
    .select({ expertId: questionnaires.expertId, handedInAt: questionnaires.handedInAt })
    .from(questionnaires)
    .where(and(eq(questionnaires.roundId, roundId), inArray(questionnaires.expertId, [...expertIds])))
    .all();
  return new Set(rows.filter(({ handedInAt }) => handedInAt !== null).map(({ expertId }) => expertId));
}
