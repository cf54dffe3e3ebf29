import { and, asc, count, eq, exists, inArray, isNotNull, isNull, ne, type SQL, sql } from 'drizzle-orm';
import type { LetThroughReason } from '../domain/others-reasons.ts';
import type { Transaction } from './database.ts';
import { prepared } from './prepared.ts';
import {
  answers,
  itemPanels,
  items,
  panelRoundExperts,
  type panelRounds,
  questionnaires,
  rounds,
} from './schema.ts';

/** A reason that waits for the facilitator: whose it is stays out. */
export interface NewReason {
  readonly answerId: number;
  readonly itemId: number;
  readonly text: string;
  readonly roundId: number;
  readonly roundNumber: number;
}

/**
 * Reasons that wait for the facilitator, of closed rounds and of items that some panel still judges. By item and text:
 * the order of answers would follow the order in which experts began. While a round is open its reasons may change,
 * and who watches them come in beside `/status` would know whose they are.
 */
export function loadNewReasons(tx: Transaction, studyId: number, page: { from: number; most: number }) {
  return selectReasons(tx, waiting(tx, studyId))
    .orderBy(asc(rounds.number), asc(items.position), asc(items.id), asc(answers.reason), asc(answers.id))
    .limit(page.most)
    .offset(page.from)
    .all()
    .map(({ text, ...row }): NewReason => ({ ...row, text: text ?? '' }));
}

export function countNewReasons(tx: Transaction, studyId: number): number {
  return countReasons(tx, waiting(tx, studyId));
}

/** The same of one round. */
export function countNewReasonsOf(tx: Transaction, studyId: number, roundId: number): number {
  return countReasons(tx, and(waiting(tx, studyId), eq(rounds.id, roundId)));
}

function countReasons(tx: Transaction, condition: SQL | undefined): number {
  const row = tx
    .select({ reasons: count() })
    .from(answers)
    .innerJoin(questionnaires, eq(questionnaires.id, answers.questionnaireId))
    .innerJoin(rounds, eq(rounds.id, questionnaires.roundId))
    .where(condition)
    .get();
  return row?.reasons ?? 0;
}

/** A reason of a closed round, decided or not; undefined where there is none. */
export function loadReason(
  tx: Transaction,
  answerId: number,
):
  | { studyId: number; roundNumber: number; itemId: number; state: 'new' | 'accepted' | 'rejected' }
  | undefined {
  const row = tx
    .select({
      studyId: rounds.studyId,
      roundNumber: rounds.number,
      itemId: answers.itemId,
      state: answers.reasonState,
    })
    .from(answers)
    .innerJoin(questionnaires, eq(questionnaires.id, answers.questionnaireId))
    .innerJoin(rounds, eq(rounds.id, questionnaires.roundId))
    .where(and(eq(answers.id, answerId), ne(rounds.state, 'open')))
    .get();
  return row && row.state !== null ? { ...row, state: row.state } : undefined;
}

export function decideReason(tx: Transaction, answerId: number, state: 'accepted' | 'rejected'): void {
  tx.update(answers).set({ reasonState: state }).where(eq(answers.id, answerId)).run();
}

/** Lets all waiting reasons of one round through. @returns how many there were */
export function acceptReasonsOf(tx: Transaction, studyId: number, roundId: number): number {
  const ids = selectReasons(tx, and(waiting(tx, studyId), eq(rounds.id, roundId)))
    .all()
    .map(({ answerId }) => answerId);
  for (let from = 0; from < ids.length; from += IDS_A_STATEMENT) {
    const slice = ids.slice(from, from + IDS_A_STATEMENT);
    tx.update(answers).set({ reasonState: 'accepted' }).where(inArray(answers.id, slice)).run();
  }
  return ids.length;
}

const IDS_A_STATEMENT = 500;

/** Whether an open round holds reasons that the facilitator will read when it has closed. */
export function hasReasonsToCome(tx: Transaction, studyId: number): boolean {
  const row = tx
    .select({ id: answers.id })
    .from(answers)
    .innerJoin(questionnaires, eq(questionnaires.id, answers.questionnaireId))
    .innerJoin(rounds, eq(rounds.id, questionnaires.roundId))
    .where(and(eq(answers.reasonState, 'new'), eq(rounds.studyId, studyId), eq(rounds.state, 'open')))
    .limit(1)
    .get();
  return row !== undefined;
}

/** Reasons let through that a panel gave for an item in one of its rounds, each with its rating; not one expert's own. */
export function loadLetThrough(
  tx: Transaction,
  panelRound: Pick<typeof panelRounds.$inferSelect, 'id' | 'roundId' | 'kind'>,
  itemId: number,
  exceptExpertId: number,
): LetThroughReason[] {
  const rows = letThrough(tx).all({ ...panelRound, itemId, exceptExpertId });
  return rows.flatMap(({ value, text }) => (value === null || text === null ? [] : [{ value, text }]));
}

const letThrough = prepared((tx) =>
  tx
    .select({ value: answers.value, text: answers.reason })
    .from(answers)
    .innerJoin(questionnaires, eq(questionnaires.id, answers.questionnaireId))
    .innerJoin(
      panelRoundExperts,
      and(
        eq(panelRoundExperts.panelRoundId, sql.placeholder('id')),
        eq(panelRoundExperts.expertId, questionnaires.expertId),
      ),
    )
    .where(
      and(
        eq(answers.reasonState, 'accepted'),
        eq(answers.itemId, sql.placeholder('itemId')),
        eq(answers.kind, sql.placeholder('kind')),
        eq(questionnaires.roundId, sql.placeholder('roundId')),
        ne(questionnaires.expertId, sql.placeholder('exceptExpertId')),
      ),
    )
    .prepare(),
);

function selectReasons(tx: Transaction, condition: SQL | undefined) {
  return tx
    .select({
      answerId: answers.id,
      itemId: answers.itemId,
      text: answers.reason,
      roundId: rounds.id,
      roundNumber: rounds.number,
    })
    .from(answers)
    .innerJoin(questionnaires, eq(questionnaires.id, answers.questionnaireId))
    .innerJoin(rounds, eq(rounds.id, questionnaires.roundId))
    .innerJoin(items, eq(items.id, answers.itemId))
    .where(condition);
}

function waiting(tx: Transaction, studyId: number) {
  const judged = tx
    .select({ itemId: itemPanels.itemId })
    .from(itemPanels)
    .where(and(eq(itemPanels.itemId, answers.itemId), isNull(itemPanels.droppedWhy)));
  return and(
    eq(answers.reasonState, 'new'),
    isNotNull(answers.reason),
    eq(rounds.studyId, studyId),
    ne(rounds.state, 'open'),
    exists(judged),
  );
}
