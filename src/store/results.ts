import { and, eq, sql } from 'drizzle-orm';
import type { AnswerOrigin } from '../domain/answering.ts';
import type { ItemJudgement } from '../domain/judged-round.ts';
import type { Transaction } from './file/database.ts';
import { prepared } from './file/prepared.ts';
import { itemResults, type panelRounds } from './schema.ts';

type PanelRound = typeof panelRounds.$inferSelect;
export type ItemResult = typeof itemResults.$inferSelect;

export function insertItemResult(tx: Transaction, panelRoundId: number, item: ItemJudgement): void {
  const { counts, judgesCounts, compared, kept, ...columns } = item;
  frozenResult(tx).run({
    ...{ ...columns, panelRoundId, counts: JSON.stringify(counts), kept: kept ? 1 : 0 },
    judgesCounts: judgesCounts && JSON.stringify(judgesCounts),
    compared: compared && JSON.stringify(compared),
  });
}

const frozenResult = prepared(({ $client }) =>
  $client.prepare(
    `INSERT OR REPLACE INTO item_results
       (panel_round_id, item_id, n, mean, sd, median, q1, q3, no_opinion, counts, judges_counts, compared, kept, why)
     VALUES (@panelRoundId, @itemId, @n, @mean, @sd, @median, @q1, @q3, @noOpinion, @counts, @judgesCounts, @compared, @kept, @why)`,
  ),
);

/** Adds what an earlier version did not freeze of an item; what it froze stays. */
export function fillItemResult(
  tx: Transaction,
  panelRoundId: number,
  { itemId, judgesCounts, compared }: Pick<ItemJudgement, 'itemId' | 'judgesCounts' | 'compared'>,
): void {
  filledResult(tx).run({
    ...{ panelRoundId, itemId },
    judgesCounts: judgesCounts && JSON.stringify(judgesCounts),
    compared: compared && JSON.stringify(compared),
  });
}

const filledResult = prepared(({ $client }) =>
  $client.prepare(
    `UPDATE item_results SET judges_counts = coalesce(judges_counts, @judgesCounts), compared = coalesce(compared, @compared)
     WHERE panel_round_id = @panelRoundId AND item_id = @itemId`,
  ),
);

/**
 * Overrules a round's verdict on an item by a person's decision. The figures stay, and so does the rule's own verdict.
 */
export function decideResult(
  tx: Transaction,
  { panelRoundId, itemId }: Pick<ItemResult, 'panelRoundId' | 'itemId'>,
  decision: { kept: boolean; why: NonNullable<ItemResult['decidedWhy']> },
): void {
  tx.update(itemResults)
    .set({ decidedKept: decision.kept, decidedWhy: decision.why })
    .where(and(eq(itemResults.panelRoundId, panelRoundId), eq(itemResults.itemId, itemId)))
    .run();
}

/** A panel's result for an item in a round, shown as feedback in a later one. */
export function loadItemResult(
  tx: Transaction,
  panelRoundId: number,
  itemId: number,
): ItemResult | undefined {
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

/** An answer that counts in a panel's round. */
export interface CountedAnswer {
  readonly expertId: number;
  /** The code of whoever gave it, where that is not the expert's. */
  readonly apartCode: string | null;
  readonly itemId: number;
  readonly state: 'open' | 'rated' | 'no_opinion';
  readonly value: number | null;
  readonly how: AnswerOrigin | null;
  readonly reason: string | null;
  readonly answeredAt: Date | null;
  readonly handedInAt: Date | null;
}

/**
 * Answers of some experts that count in a panel-round: given in its round, in its kind, to items it asked. Loaded a few
 * experts at a time, so that a large panel does not hold up updates.
 */
export function loadCountedAnswers(
  tx: Transaction,
  panelRound: Pick<PanelRound, 'id' | 'roundId' | 'panelId' | 'kind'>,
  expertIds: readonly number[],
): CountedAnswer[] {
  const { id, roundId, panelId, kind } = panelRound;
  return countedAnswers(tx)
    .all({ panelRoundId: id, roundId, panelId, kind, expertIds: JSON.stringify(expertIds) })
    .map((row) => ({
      ...row,
      answeredAt: row.answeredAt === null ? null : new Date(row.answeredAt),
      handedInAt: row.handedInAt === null ? null : new Date(row.handedInAt),
    }));
}

type RawAnswer = Omit<CountedAnswer, 'answeredAt' | 'handedInAt'> & {
  answeredAt: number | null;
  handedInAt: number | null;
};

const countedAnswers = prepared(({ $client }) =>
  $client.prepare<
    [{ panelRoundId: number; roundId: number; panelId: number; kind: string; expertIds: string }],
    RawAnswer
  >(
    `SELECT q.expert_id AS expertId, a.apart_code AS apartCode, a.item_id AS itemId, a.state, a.value, a.how, a.reason, a.answered_at AS answeredAt,
       q.handed_in_at AS handedInAt
     FROM json_each(@expertIds) e
     CROSS JOIN questionnaires q ON q.round_id = @roundId AND q.expert_id = e.value
     CROSS JOIN answers a ON a.questionnaire_id = q.id AND a.kind = @kind AND a.panel_id IN (0, @panelId)
     CROSS JOIN panel_round_items i ON i.panel_round_id = @panelRoundId AND i.item_id = a.item_id
     ORDER BY q.expert_id, i.position`,
  ),
);

/**
 * The ratings of one item that count in a panel-round, by expert: a few lookups for each expert, so that the ratings of
 * a large study need not be in memory together.
 */
export function loadRatingsOf(
  tx: Transaction,
  { panelRoundId, roundId, panelId, kind }: Rated,
  itemId: number,
): [expertId: number, value: number][] {
  return ratingsOf(tx).all({ panelRoundId, roundId, panelId, kind, itemId });
}

type Rated = { panelRoundId: number } & Pick<PanelRound, 'roundId' | 'panelId' | 'kind'>;

const ratingsOf = prepared(({ $client }) =>
  $client
    .prepare<[Rated & { itemId: number }], [expertId: number, value: number]>(
      `SELECT q.expert_id, a.value FROM panel_round_experts e
       CROSS JOIN questionnaires q ON q.round_id = @roundId AND q.expert_id = e.expert_id
       CROSS JOIN answers a ON a.questionnaire_id = q.id AND a.item_id = @itemId AND a.kind = @kind
         AND a.panel_id IN (0, @panelId)
       WHERE e.panel_round_id = @panelRoundId AND a.state = 'rated'`,
    )
    .raw(),
);

/** One expert's given answers of one kind. */
export interface GivenAnswers {
  readonly handedIn: boolean;
  /** Item id, rating (null: «نظری ندارم»), and whether it was kept with all others by one press (1). */
  readonly answers: readonly (readonly [itemId: number, value: number | null, inBulk: 0 | 1])[];
}

/** An expert's answers in a round that may count in a panel, with just the columns that judging needs. */
export function loadGivenAnswers(
  tx: Transaction,
  { roundId, panelId, kind }: Pick<PanelRound, 'roundId' | 'panelId' | 'kind'>,
  expertId: number,
): GivenAnswers {
  const questionnaire = handedInOf(tx).get(roundId, expertId);
  if (!questionnaire) return { handedIn: false, answers: [] };
  const [id, handedInAt] = questionnaire;
  return { handedIn: handedInAt !== null, answers: givenAnswers(tx).all(id, kind, panelId) };
}

const handedInOf = prepared(({ $client }) =>
  $client
    .prepare<[number, number], [id: number, handedInAt: number | null]>(
      'SELECT id, handed_in_at FROM questionnaires WHERE round_id = ? AND expert_id = ?',
    )
    .raw(),
);

const givenAnswers = prepared(({ $client }) =>
  $client
    .prepare<[number, string, number], [itemId: number, value: number | null, inBulk: 0 | 1]>(
      `SELECT item_id, CASE state WHEN 'rated' THEN value END, how IS 'kept_in_bulk' FROM answers
       WHERE questionnaire_id = ? AND kind = ? AND panel_id IN (0, ?) AND state <> 'open'`,
    )
    .raw(),
);

/** How many experts have rated each item in a round, in one kind on any panel; items without ratings are absent. */
export function countRatings(
  tx: Transaction,
  roundId: number,
  kind: PanelRound['kind'],
): Map<number, number> {
  return new Map(ratingsByItem(tx).all(roundId, kind));
}

const ratingsByItem = prepared(({ $client }) =>
  $client
    .prepare<[number, string], [itemId: number, experts: number]>(
      `SELECT a.item_id, count(*) FROM questionnaires q CROSS JOIN answers a ON a.questionnaire_id = q.id
       WHERE q.round_id = ? AND a.kind = ? AND a.state = 'rated' GROUP BY a.item_id`,
    )
    .raw(),
);

/** How many of a panel-round's experts have so far rated all of its items, and how many items these are. */
export function countCompleteRaters(
  tx: Transaction,
  { id, roundId, panelId, kind }: Pick<PanelRound, 'id' | 'roundId' | 'panelId' | 'kind'>,
): { raters: number; items: number } {
  return completeRaters(tx).get({ panelRoundId: id, roundId, panelId, kind })!;
}

const completeRaters = prepared(({ $client }) =>
  $client.prepare<
    [{ panelRoundId: number; roundId: number; panelId: number; kind: string }],
    { raters: number; items: number }
  >(
    `WITH asked AS (SELECT item_id FROM panel_round_items WHERE panel_round_id = @panelRoundId)
     SELECT (SELECT count(*) FROM asked) AS items, (
       SELECT count(*) FROM panel_round_experts e
       CROSS JOIN questionnaires q ON q.round_id = @roundId AND q.expert_id = e.expert_id
       WHERE e.panel_round_id = @panelRoundId AND (
         SELECT count(*) FROM answers a WHERE a.questionnaire_id = q.id AND a.state = 'rated'
           AND a.kind = @kind AND a.panel_id IN (0, @panelId) AND a.item_id IN (SELECT item_id FROM asked)
       ) = (SELECT count(*) FROM asked)) AS raters`,
  ),
);

/** How many of a panel-round's experts stand by an answer that differed, by item; items without any are absent. */
export function countStandingBy(
  tx: Transaction,
  { id, roundId, panelId, kind }: Pick<PanelRound, 'id' | 'roundId' | 'panelId' | 'kind'>,
): Map<number, number> {
  return new Map(standingBy(tx).all({ panelRoundId: id, roundId, panelId, kind }));
}

const standingBy = prepared(({ $client }) =>
  $client
    .prepare<
      [{ panelRoundId: number; roundId: number; panelId: number; kind: string }],
      [itemId: number, experts: number]
    >(
      `SELECT a.item_id, count(*) FROM panel_round_experts e
       CROSS JOIN questionnaires q ON q.round_id = @roundId AND q.expert_id = e.expert_id
       CROSS JOIN answers a ON a.questionnaire_id = q.id AND a.stands_by = 1 AND a.kind = @kind
         AND a.panel_id IN (0, @panelId)
       CROSS JOIN panel_round_items i ON i.panel_round_id = e.panel_round_id AND i.item_id = a.item_id
       WHERE e.panel_round_id = @panelRoundId GROUP BY a.item_id`,
    )
    .raw(),
);

/** Experts who in a round kept every previous rating by one press and gave no other. */
export function loadWhoKeptAll(tx: Transaction, roundId: number): Set<number> {
  return new Set(whoKeptAll(tx).all(roundId));
}

const whoKeptAll = prepared(({ $client }) =>
  $client
    .prepare<[number], number>(
      `SELECT expert_id FROM questionnaires q WHERE round_id = ?
         AND EXISTS (SELECT 1 FROM answers WHERE questionnaire_id = q.id AND how = 'kept_in_bulk')
         AND NOT EXISTS (SELECT 1 FROM answers WHERE questionnaire_id = q.id AND state = 'rated'
           AND how IS NOT 'kept_in_bulk')`,
    )
    .pluck(),
);

/** Experts for whom accounts that nobody had vouched for answered in a round. */
export function loadWhoStandsApart(tx: Transaction, roundId: number): Set<number> {
  return new Set(whoStandsApart(tx).all(roundId));
}

const whoStandsApart = prepared(({ $client }) =>
  $client
    .prepare<[number], number>(
      `SELECT DISTINCT expert_id FROM questionnaires q JOIN answers a ON a.questionnaire_id = q.id
       WHERE q.round_id = ? AND a.apart_code IS NOT NULL`,
    )
    .pluck(),
);
