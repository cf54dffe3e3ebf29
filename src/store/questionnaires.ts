import { and, asc, eq, gt, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import { hasJoined } from './experts.ts';
import type { Transaction } from './file/database.ts';
import { prepared } from './file/prepared.ts';
import { experts, questionnaires, rounds } from './schema.ts';

export type Questionnaire = typeof questionnaires.$inferSelect;

/** A questionnaire with what its rules and its card need to know of its round and expert. */
export interface QuestionnaireInRound {
  readonly questionnaire: Questionnaire;
  readonly roundNumber: number;
  readonly roundOpen: boolean;
  readonly deadline: Date;
  /** The pace of the round's experts; null: not known yet. */
  readonly secondsAnItem: number | null;
  readonly studyId: number;
  /** The expert's account; null where there is none, or the expert has left. */
  readonly accountId: number | null;
  /** The account of an expert who has left. */
  readonly leftAccountId: number | null;
}

/**
 * Creates questionnaires, in the workbook's order, for experts whom a round's panels ask. @returns how many were
 * created
 */
export function insertQuestionnaires(tx: Transaction, roundId: number, limit: number): number {
  return missingQuestionnaires(tx).run({ roundId, limit }).changes;
}

const missingQuestionnaires = prepared(({ $client }) =>
  $client.prepare<[{ roundId: number; limit: number }]>(
    `INSERT INTO questionnaires (round_id, expert_id)
     SELECT @roundId, e.id FROM experts e
     WHERE e.id IN (
       SELECT x.expert_id FROM panel_rounds p JOIN panel_round_experts x ON x.panel_round_id = p.id
       WHERE p.round_id = @roundId
         AND NOT EXISTS (SELECT 1 FROM questionnaires q WHERE q.round_id = @roundId AND q.expert_id = x.expert_id))
     ORDER BY e.position, e.id LIMIT @limit`,
  ),
);

/** A round's questionnaires of experts who have joined, by expert id. @param after the expert id to continue after */
export function loadInvited(
  tx: Transaction,
  roundId: number,
  after: number,
  limit: number,
): { questionnaireId: number; expertId: number; accountId: number }[] {
  return tx
    .select({
      questionnaireId: questionnaires.id,
      expertId: questionnaires.expertId,
      accountId: sql<number>`${experts.accountId}`,
    })
    .from(questionnaires)
    .innerJoin(experts, eq(experts.id, questionnaires.expertId))
    .where(and(eq(questionnaires.roundId, roundId), gt(questionnaires.expertId, after), hasJoined()))
    .orderBy(asc(questionnaires.expertId))
    .limit(limit)
    .all();
}

/** An expert's questionnaire with its round; undefined where it does not exist. */
export function loadQuestionnaire(
  tx: Transaction,
  questionnaireId: number,
): QuestionnaireInRound | undefined {
  const row = placeById(tx).get({ questionnaireId });
  return row && inRound(row);
}

/** The questionnaire of an expert in a round. */
export function loadQuestionnaireOf(
  tx: Transaction,
  roundId: number,
  expertId: number,
): Questionnaire | undefined {
  return tx
    .select()
    .from(questionnaires)
    .where(and(eq(questionnaires.roundId, roundId), eq(questionnaires.expertId, expertId)))
    .get();
}

/** Whether a later round of the study has asked the expert. */
export function hasLaterQuestionnaire(
  tx: Transaction,
  { studyId, expertId, roundNumber }: { studyId: number; expertId: number; roundNumber: number },
): boolean {
  const later = and(
    eq(rounds.studyId, studyId),
    eq(questionnaires.expertId, expertId),
    gt(rounds.number, roundNumber),
  );
  const found = tx
    .select({ id: questionnaires.id })
    .from(questionnaires)
    .innerJoin(rounds, eq(rounds.id, questionnaires.roundId))
    .where(later)
    .limit(1)
    .get();
  return found !== undefined;
}

/** Questionnaires of an account's open rounds, the newest study first. */
export function loadOpenQuestionnaires(tx: Transaction, accountId: number): QuestionnaireInRound[] {
  return tx
    .select(PLACE)
    .from(questionnaires)
    .innerJoin(rounds, eq(rounds.id, questionnaires.roundId))
    .innerJoin(experts, eq(experts.id, questionnaires.expertId))
    .where(and(eq(experts.accountId, accountId), isNull(experts.leftAt), eq(rounds.state, 'open')))
    .orderBy(asc(rounds.studyId))
    .all()
    .map(inRound)
    .reverse();
}

const PLACE = {
  questionnaire: questionnaires,
  round: {
    studyId: rounds.studyId,
    number: rounds.number,
    state: rounds.state,
    deadline: rounds.deadline,
    secondsAnItem: rounds.secondsAnItem,
  },
  accountId: experts.accountId,
  leftAt: experts.leftAt,
};

const placeById = prepared((tx) =>
  tx
    .select(PLACE)
    .from(questionnaires)
    .innerJoin(rounds, eq(rounds.id, questionnaires.roundId))
    .innerJoin(experts, eq(experts.id, questionnaires.expertId))
    .where(eq(questionnaires.id, sql.placeholder('questionnaireId')))
    .prepare(),
);

function inRound(row: {
  questionnaire: Questionnaire;
  round: Pick<typeof rounds.$inferSelect, keyof (typeof PLACE)['round']>;
  accountId: number | null;
  leftAt: Date | null;
}): QuestionnaireInRound {
  return {
    questionnaire: row.questionnaire,
    roundNumber: row.round.number,
    roundOpen: row.round.state === 'open',
    deadline: row.round.deadline,
    secondsAnItem: row.round.secondsAnItem,
    studyId: row.round.studyId,
    accountId: row.leftAt ? null : row.accountId,
    leftAccountId: row.leftAt ? row.accountId : null,
  };
}

/** Whether several panels of a round ask an expert. */
export function sitsOnSeveral(
  tx: Transaction,
  { roundId, expertId }: Pick<Questionnaire, 'roundId' | 'expertId'>,
): boolean {
  return (seats(tx).get({ roundId, expertId })?.seats ?? 0) > 1;
}

const seats = prepared(({ $client }) =>
  $client.prepare<[{ roundId: number; expertId: number }], { seats: number }>(
    `SELECT count(*) AS seats FROM panel_round_experts x
     CROSS JOIN panel_rounds p ON p.id = x.panel_round_id
     WHERE x.expert_id = @expertId AND p.round_id = @roundId`,
  ),
);

/** The paces of those who handed a round in. */
export function loadPaces(tx: Transaction, roundId: number): number[] {
  return tx
    .select({ secondsAnItem: questionnaires.secondsAnItem })
    .from(questionnaires)
    .where(and(eq(questionnaires.roundId, roundId), isNotNull(questionnaires.secondsAnItem)))
    .all()
    .map(({ secondsAnItem }) => secondsAnItem!);
}

/** Approximate working times of those who handed a round in: each one's pace times the number of items asked. */
export function loadSecondsAtWork(tx: Transaction, roundId: number): number[] {
  return secondsAtWork(tx)
    .all(roundId)
    .map(({ seconds }) => seconds);
}

const secondsAtWork = prepared(({ $client }) =>
  $client.prepare<[number], { seconds: number }>(
    `SELECT seconds_an_item * (SELECT count(*) FROM answers a WHERE a.questionnaire_id = q.id) AS seconds
     FROM questionnaires q WHERE round_id = ? AND seconds_an_item IS NOT NULL AND handed_in_at IS NOT NULL`,
  ),
);

/** Changes a questionnaire, and marks its card as lagging. */
export function updateQuestionnaire(
  tx: Transaction,
  questionnaireId: number,
  change: Partial<
    Pick<
      Questionnaire,
      | 'begunAt'
      | 'lastAnswerAt'
      | 'handedInAt'
      | 'screen'
      | 'currentAnswerId'
      | 'currentPanelId'
      | 'itemlessSteps'
      | 'justAnsweredId'
      | 'overviewPage'
      | 'warnedOfOpen'
      | 'cardMessageId'
      | 'cardAccountId'
      | 'cardHash'
      | 'secondsAnItem'
    >
  > = {},
): void {
  const names = Object.keys(change) as (keyof typeof change)[];
  const key = names.join(' ');
  const update = updates.get(key) ?? updateOf(names);
  updates.set(key, update);
  const values = names.map((name) => {
    const value = change[name] ?? null;
    return value === null ? null : questionnaires[name].mapToDriverValue(value as never);
  });
  update(tx).run(...values, questionnaireId);
}

/** Cached by the names of the columns they change: there are about a dozen combinations. */
const updates = new Map<string, ReturnType<typeof updateOf>>();

function updateOf(names: readonly (keyof Questionnaire)[]) {
  const changed = names.map((name) => `${questionnaires[name].name} = ?`);
  const all = [...changed, 'card_version = card_version + 1'].join(', ');
  return prepared(({ $client }) => $client.prepare(`UPDATE questionnaires SET ${all} WHERE id = ?`));
}

/**
 * Records what a card's message shows, unless another message has become the card since it was rendered. A card that
 * moved on meanwhile still lags.
 *
 * @param shown.insteadOf the card's message when it was rendered; null: it had none
 */
export function markCardShown(
  tx: Transaction,
  questionnaireId: number,
  shown: { messageId: number; insteadOf: number | null; version: number; hash: string },
): void {
  cardShown(tx).run({ questionnaireId, ...shown });
}

const cardShown = prepared(({ $client }) =>
  $client.prepare(
    `UPDATE questionnaires SET card_message_id = @messageId, card_shown_version = @version, card_hash = @hash
     WHERE id = @questionnaireId AND card_message_id IS @insteadOf`,
  ),
);

/**
 * Marks a card as lagging, if an account has one and is still the expert's: a card that nobody sees would never catch
 * up.
 */
export function refreshCard(tx: Transaction, questionnaireId: number, accountId: number): void {
  const own = and(eq(experts.accountId, accountId), isNull(experts.leftAt));
  tx.update(questionnaires)
    .set({ cardVersion: sql`${questionnaires.cardVersion} + 1` })
    .where(
      and(
        eq(questionnaires.id, questionnaireId),
        eq(questionnaires.cardAccountId, accountId),
        isNotNull(questionnaires.cardMessageId),
        inArray(questionnaires.expertId, tx.select({ id: experts.id }).from(experts).where(own)),
      ),
    )
    .run();
}
