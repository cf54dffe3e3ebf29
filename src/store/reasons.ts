import { and, asc, count, eq, exists, inArray, isNotNull, isNull, ne, type SQL, sql } from 'drizzle-orm';
import type { LetThroughReason } from '../domain/others-reasons.ts';
import type { Transaction } from './file/database.ts';
import { prepared } from './file/prepared.ts';
import {
  answers,
  itemPanels,
  items,
  panelRoundExperts,
  type panelRounds,
  questionnaires,
  rounds,
} from './schema.ts';

/** A reason waiting for the facilitator, without its author and the answer's id, which would give the author away. */
export interface NewReason {
  readonly itemId: number;
  readonly text: string;
  readonly roundId: number;
  readonly roundNumber: number;
}

/**
 * Reasons waiting for the facilitator, of closed rounds and of items that some panel still judges. Ordered by item and
 * text, as the order of answers would follow the order in which experts began. Reasons of an open round may still
 * change, and whoever watched them arrive beside `/status` would know whose they are.
 */
export function loadNewReasons(tx: Transaction, studyId: number, page: { from: number; most: number }) {
  return selectReasons(tx, waiting(tx, studyId))
    .orderBy(asc(rounds.number), asc(items.position), asc(items.id), asc(answers.reason), asc(answers.id))
    .limit(page.most)
    .offset(page.from)
    .all()
    .map(({ answerId: _, text, ...row }): NewReason => ({ ...row, text: text ?? '' }));
}

export function countNewReasons(tx: Transaction, studyId: number): number {
  return countReasons(tx, waiting(tx, studyId));
}

/** How many there are of one round. */
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

/** Reasons for an item that were given in a closed round, decided or not. */
export function loadReasonsFor(
  tx: Transaction,
  roundId: number,
  itemId: number,
): { answerId: number; text: string; state: 'new' | 'accepted' | 'rejected' }[] {
  return tx
    .select({ answerId: answers.id, text: answers.reason, state: answers.reasonState })
    .from(answers)
    .innerJoin(questionnaires, eq(questionnaires.id, answers.questionnaireId))
    .innerJoin(rounds, eq(rounds.id, questionnaires.roundId))
    .where(
      and(
        eq(answers.itemId, itemId),
        inArray(answers.reasonState, ['new', 'accepted', 'rejected']),
        eq(rounds.id, roundId),
        ne(rounds.state, 'open'),
      ),
    )
    .all()
    .flatMap(({ answerId, text, state }) =>
      text === null || state === null ? [] : [{ answerId, text, state }],
    );
}

export function decideReasons(
  tx: Transaction,
  answerIds: readonly number[],
  state: 'accepted' | 'rejected',
): void {
  for (let from = 0; from < answerIds.length; from += IDS_A_STATEMENT) {
    const slice = answerIds.slice(from, from + IDS_A_STATEMENT);
    tx.update(answers).set({ reasonState: state }).where(inArray(answers.id, slice)).run();
  }
}

/** Lets all waiting reasons of one round through. @returns how many there were */
export function acceptReasonsOf(tx: Transaction, studyId: number, roundId: number): number {
  const ids = selectReasons(tx, and(waiting(tx, studyId), eq(rounds.id, roundId)))
    .all()
    .map(({ answerId }) => answerId);
  decideReasons(tx, ids, 'accepted');
  return ids.length;
}

const IDS_A_STATEMENT = 500;

/**
 * Reasons let through that a panel gave for an item in one of its rounds, each with its rating, without one expert's
 * own.
 */
export function loadLetThrough(
  tx: Transaction,
  panelRound: Pick<typeof panelRounds.$inferSelect, 'id' | 'roundId' | 'panelId' | 'kind'>,
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
        sql`${answers.panelId} IN (0, ${sql.placeholder('panelId')})`,
        eq(questionnaires.roundId, sql.placeholder('roundId')),
        ne(questionnaires.expertId, sql.placeholder('exceptExpertId')),
      ),
    )
    .prepare(),
);

/** The reason of a rating given to an item in a round in which one of the expert's panels dropped it. */
export interface DroppedItemsReason {
  readonly itemId: number;
  /** The round's number. */
  readonly round: number;
  readonly value: number;
  readonly text: string;
}

/** Those of judged rounds, each once, ordered by their words: the order of answers would follow that of experts. */
export function loadDroppedItemsReasons(tx: Transaction, studyId: number): DroppedItemsReason[] {
  const reasons = new Map(
    droppedItemsReasons(tx)
      .all(studyId)
      .map(({ answerId, ...row }) => [answerId, row]),
  );
  return [...reasons.values()].sort((one, other) =>
    one.text < other.text ? -1 : Number(one.text > other.text),
  );
}

const droppedItemsReasons = prepared(({ $client }) =>
  $client.prepare<[number], DroppedItemsReason & { answerId: number }>(
    `SELECT a.id AS answerId, a.item_id AS itemId, r.number AS round, a.value, a.reason AS text
     FROM rounds r
     CROSS JOIN panel_rounds p ON p.round_id = r.id
     CROSS JOIN item_results j ON j.panel_round_id = p.id AND coalesce(j.decided_kept, j.kept) = 0
     CROSS JOIN answers a ON a.item_id = j.item_id AND a.reason_state IN ('new', 'accepted', 'rejected')
       AND a.kind = p.kind AND a.panel_id IN (0, p.panel_id) AND a.state = 'rated' AND a.reason IS NOT NULL
     CROSS JOIN questionnaires q ON q.id = a.questionnaire_id AND q.round_id = r.id
     CROSS JOIN panel_round_experts e ON e.panel_round_id = p.id AND e.expert_id = q.expert_id
     WHERE r.study_id = ? AND r.state = 'judged'`,
  ),
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
