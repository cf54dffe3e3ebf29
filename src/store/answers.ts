import { and, asc, count, eq, gte, inArray, isNotNull, isNull, ne, sql } from 'drizzle-orm';
import type { AnswerOrigin } from '../domain/answering.ts';
import { isShown } from '../domain/own-past.ts';
import type { RoundKind } from '../domain/study-draft.ts';
import type { Transaction } from './file/database.ts';
import { prepared } from './file/prepared.ts';
import type { Questionnaire } from './questionnaires.ts';
import { answers, questionnaires, rounds } from './schema.ts';

export type Answer = typeof answers.$inferSelect;

/** An item as a round puts it to an expert. */
interface AskedInRound {
  readonly itemId: number;
  readonly kind: RoundKind;
  /** The first panel that asks it. */
  readonly panelId: number;
  /** The panel where the answer will count, as in `answers.panelId`. */
  readonly countsIn: number;
  readonly unit: string;
  readonly group: readonly string[];
  readonly previousValue: number | null;
}

/**
 * What an expert is asked in a round: each item once in each kind, or once in each panel where the kind's answers count
 * only there. In the order of panels and items, with the expert's own rating in the last round of that kind that asked
 * the item.
 *
 * @param questionnaire.hidden ratings given before this moment are not shown
 * @param countsApart whether answers in a kind of round count in their panel alone
 */
export function loadAskedItems(
  tx: Transaction,
  { roundId, expertId, hidden }: { roundId: number; expertId: number; hidden: Date | null },
  countsApart: (kind: RoundKind) => boolean,
): AskedInRound[] {
  const previous = loadPreviousRatings(tx, roundId, expertId, hidden);
  const asked = new Map<string, AskedInRound>();
  for (const [itemId, kind, panelId, unit, group] of askedItems(tx).all({ roundId, expertId })) {
    const countsIn = countsApart(kind) ? panelId : 0;
    const key = askedKey(kind, itemId, countsIn);
    if (asked.has(key)) continue;
    const previousValue = previous.get(key) ?? null;
    asked.set(key, { itemId, kind, panelId, countsIn, unit, group: JSON.parse(group), previousValue });
  }
  return [...asked.values()];
}

/** Arrays, as hundreds of rows are read twice as fast so. */
const askedItems = prepared(({ $client }) =>
  $client
    .prepare<
      [{ roundId: number; expertId: number }],
      [itemId: number, kind: RoundKind, panelId: number, unit: string, group: string]
    >(
      `SELECT i.item_id, p.kind, p.panel_id, t.unit, t.group_path FROM panel_rounds p
       JOIN panel_round_experts x ON x.panel_round_id = p.id AND x.expert_id = @expertId
       JOIN panel_round_items i ON i.panel_round_id = p.id JOIN items t ON t.id = i.item_id
       WHERE p.round_id = @roundId ORDER BY p.id, i.position`,
    )
    .raw(),
);

/** Identifies one of an expert's answers in a round. @param countsIn as in `answers.panelId` */
export function askedKey(kind: RoundKind, itemId: number, countsIn: number): string {
  return `${kind}:${itemId}:${countsIn}`;
}

/**
 * An expert's ratings before a round, by what was asked, each from the last round of its kind that asked the item: null
 * where the expert did not rate it then, even if in an earlier round.
 */
function loadPreviousRatings(
  tx: Transaction,
  roundId: number,
  expertId: number,
  hidden: Date | null,
): Map<string, number | null> {
  return new Map(
    earlierRatings(tx)
      .all({ roundId, expertId })
      .flatMap(([kind, itemId, panelId, state, value, answeredAt]) => {
        const isSeen = isShown(answeredAt === null ? null : new Date(answeredAt), hidden);
        const rating = state === 'rated' && isSeen ? value : null;
        return [0, panelId].map((countsIn) => [askedKey(kind, itemId, countsIn), rating] as const);
      }),
  );
}

const earlierRatings = prepared(({ $client }) =>
  $client
    .prepare<
      [{ roundId: number; expertId: number }],
      [
        ...[kind: RoundKind, itemId: number, panelId: number],
        ...[state: Answer['state'] | null, value: number | null, answeredAt: number | null],
      ]
    >(
      `SELECT p.kind, i.item_id, p.panel_id, a.state, a.value, a.answered_at FROM panel_round_experts x
       JOIN panel_rounds p ON p.id = x.panel_round_id AND p.round_id < @roundId
       JOIN panel_round_items i ON i.panel_round_id = p.id
       LEFT JOIN questionnaires q ON q.round_id = p.round_id AND q.expert_id = @expertId
       LEFT JOIN answers a ON a.questionnaire_id = q.id AND a.item_id = i.item_id AND a.kind = p.kind
         AND a.panel_id IN (0, p.panel_id)
       WHERE x.expert_id = @expertId ORDER BY p.round_id`,
    )
    .raw(),
);

/**
 * How many items of a questionnaire have an answer, «نظری ندارم» included.
 *
 * @param hidden answers given before this moment are not counted
 */
export function countGivenAnswers(
  tx: Transaction,
  questionnaireId: number,
  hidden: Date | null = null,
): number {
  const row = tx
    .select({ given: count() })
    .from(answers)
    .where(
      and(
        eq(answers.questionnaireId, questionnaireId),
        ne(answers.state, 'open'),
        hidden ? gte(answers.answeredAt, hidden) : undefined,
      ),
    )
    .get();
  return row?.given ?? 0;
}

/** In how many judged rounds an expert gave any answer. */
export function countAnsweredRounds(tx: Transaction, expertId: number): number {
  const row = tx
    .select({ answered: count() })
    .from(questionnaires)
    .innerJoin(rounds, eq(rounds.id, questionnaires.roundId))
    .where(
      and(
        eq(questionnaires.expertId, expertId),
        isNotNull(questionnaires.lastAnswerAt),
        eq(rounds.state, 'judged'),
      ),
    )
    .get();
  return row?.answered ?? 0;
}

/** Deletes an expert's answers in a questionnaire: its items are open again, and it is no longer handed in. */
export function withdrawAnswers(tx: Transaction, questionnaireId: number): void {
  tx.update(answers)
    .set({
      ...{ state: 'open', value: null, how: null, answeredAt: null },
      ...{ reason: null, reasonState: null, standsBy: false, apartCode: null },
    })
    .where(eq(answers.questionnaireId, questionnaireId))
    .run();
  tx.update(questionnaires)
    .set({ handedInAt: null, lastAnswerAt: null, justAnsweredId: null, warnedOfOpen: false })
    .where(eq(questionnaires.id, questionnaireId))
    .run();
}

/** Moves a round's answers to another expert, in a questionnaire of its own; what is left behind is not handed in. */
export function moveAnswers(
  tx: Transaction,
  from: Questionnaire,
  expertId: number,
  moved: readonly Pick<Answer, 'id'>[],
): void {
  const { roundId, begunAt, lastAnswerAt, handedInAt } = from;
  const { id: questionnaireId } = tx
    .insert(questionnaires)
    .values({ roundId, expertId, begunAt, lastAnswerAt, handedInAt })
    .returning({ id: questionnaires.id })
    .get();
  tx.update(answers)
    .set({ questionnaireId })
    .where(
      inArray(
        answers.id,
        moved.map(({ id }) => id),
      ),
    )
    .run();
  const left = countGivenAnswers(tx, from.id) > 0;
  tx.update(questionnaires)
    .set({ handedInAt: null, ...(left ? {} : { lastAnswerAt: null }) })
    .where(eq(questionnaires.id, from.id))
    .run();
}

/** Changes the expert's own previous rating stored with an answer. */
export function savePreviousValue(tx: Transaction, answerId: number, previousValue: number | null): void {
  tx.update(answers).set({ previousValue }).where(eq(answers.id, answerId)).run();
}

/** Creates a questionnaire's answers, all open: for each step those that it asks, in the order given. */
export function insertAnswers(
  tx: Transaction,
  questionnaireId: number,
  steps: readonly (readonly Pick<AskedInRound, 'itemId' | 'kind' | 'countsIn' | 'previousValue'>[])[],
): void {
  const insert = openAnswer(tx);
  for (const [position, step] of steps.entries()) {
    for (const { itemId, kind, countsIn, previousValue } of step)
      insert.run(questionnaireId, position, itemId, kind, countsIn, previousValue);
  }
}

const openAnswer = prepared(({ $client }) =>
  $client.prepare(
    `INSERT INTO answers (questionnaire_id, position, item_id, kind, panel_id, previous_value)
     VALUES (?, ?, ?, ?, ?, ?)`,
  ),
);

const answerById = prepared((tx) =>
  tx
    .select()
    .from(answers)
    .where(eq(answers.id, sql.placeholder('answerId')))
    .prepare(),
);

export function loadAnswer(tx: Transaction, answerId: number): Answer | undefined {
  return answerById(tx).get({ answerId });
}

/** The answers of one step of a questionnaire, in the order asked. */
export function loadAnswersAt(tx: Transaction, questionnaireId: number, position: number): Answer[] {
  return tx
    .select()
    .from(answers)
    .where(and(eq(answers.questionnaireId, questionnaireId), eq(answers.position, position)))
    .orderBy(asc(answers.id))
    .all();
}

/** A questionnaire's answers in the order asked. */
export function loadAnswers(tx: Transaction, questionnaireId: number): Answer[] {
  return tx
    .select()
    .from(answers)
    .where(eq(answers.questionnaireId, questionnaireId))
    .orderBy(asc(answers.position), asc(answers.id))
    .all();
}

/** The code under which an answer given now is stored; null: the expert's own, as where names are shown. */
const APART_CODE = `(
  SELECT t.apart_code FROM questionnaires q
  JOIN experts x ON x.id = q.expert_id AND x.sees_from IS NOT NULL
  JOIN studies s ON s.id = x.study_id AND s.anonymity <> 'named'
  JOIN tenures t ON t.expert_id = x.id
  WHERE q.id = answers.questionnaire_id ORDER BY t.id DESC LIMIT 1)`;

/** The answers turn out to be the expert's own: they lose their separate code, as no file has told them yet. */
export function clearApartCodes(tx: Transaction, questionnaireId: number): void {
  tx.update(answers)
    .set({ apartCode: null })
    .where(and(eq(answers.questionnaireId, questionnaireId), sql`${answers.how} IS NOT 'paper'`))
    .run();
}

/** Saves an answer typed from a paper form, replacing what was there, including the reason. */
export function savePaperAnswer(
  tx: Transaction,
  answerId: number,
  answered: Pick<Answer, 'state' | 'value' | 'reason' | 'apartCode' | 'answeredAt'>,
): void {
  const reasonState = answered.reason === null ? null : 'new';
  tx.update(answers)
    .set({ ...answered, how: 'paper', standsBy: false, reasonState })
    .where(eq(answers.id, answerId))
    .run();
}

/**
 * The code of an expert's answers from paper; null: there are none.
 *
 * @param questionnaireId null: in all rounds
 */
export function loadPaperCode(
  tx: Transaction,
  expertId: number,
  questionnaireId: number | null,
): string | null {
  return paperCode(tx).get({ expertId, questionnaireId }) ?? null;
}

const paperCode = prepared(({ $client }) =>
  $client
    .prepare<[{ expertId: number; questionnaireId: number | null }], string>(
      `SELECT a.apart_code FROM questionnaires q JOIN answers a ON a.questionnaire_id = q.id
       WHERE q.expert_id = @expertId AND (@questionnaireId IS NULL OR q.id = @questionnaireId) AND a.how = 'paper' AND a.apart_code IS NOT NULL LIMIT 1`,
    )
    .pluck(),
);

/** Experts of a study whose answers from paper have no code of their own, given while answers stood under names. */
export function loadUncodedOnPaper(tx: Transaction, studyId: number): number[] {
  return tx
    .selectDistinct({ expertId: questionnaires.expertId })
    .from(answers)
    .innerJoin(questionnaires, eq(questionnaires.id, answers.questionnaireId))
    .innerJoin(rounds, eq(rounds.id, questionnaires.roundId))
    .where(and(eq(rounds.studyId, studyId), sql`${answers.how} = 'paper'`, isNull(answers.apartCode)))
    .all()
    .map(({ expertId }) => expertId);
}

/** Puts all of an expert's answers from paper under a code. */
export function setPaperCode(tx: Transaction, expertId: number, apartCode: string): void {
  const own = tx
    .select({ id: questionnaires.id })
    .from(questionnaires)
    .where(eq(questionnaires.expertId, expertId));
  tx.update(answers)
    .set({ apartCode })
    .where(and(inArray(answers.questionnaireId, own), sql`${answers.how} = 'paper'`))
    .run();
}

/** @param answered.standsBy left out: the expert no longer stands by the answer */
export function saveAnswer(
  tx: Transaction,
  answerId: number,
  answered: {
    state: Answer['state'];
    value: number | null;
    how: AnswerOrigin | null;
    answeredAt: Date;
    standsBy?: boolean;
  },
): void {
  answerGiven(tx).run({
    answerId,
    ...answered,
    answeredAt: answered.answeredAt.getTime(),
    standsBy: answered.standsBy ? 1 : 0,
  });
}

const answerGiven = prepared(({ $client }) =>
  $client.prepare(
    `UPDATE answers SET state = @state, value = @value, how = @how, answered_at = @answeredAt, stands_by = @standsBy,
       apart_code = ${APART_CODE}
     WHERE id = @answerId`,
  ),
);

/** Notes that an expert stands by the present answer. */
export function saveStandsBy(tx: Transaction, answerId: number): void {
  tx.update(answers).set({ standsBy: true }).where(eq(answers.id, answerId)).run();
}

/** Keeps the previous rating of every open item asked by itself, where there is one. @returns how many were kept */
export function keepAllPrevious(tx: Transaction, questionnaireId: number, answeredAt: Date): number {
  return tx
    .update(answers)
    .set({
      ...{ state: 'rated', value: sql`${answers.previousValue}`, how: 'kept_in_bulk', answeredAt },
      apartCode: sql.raw(APART_CODE),
    })
    .where(
      and(
        eq(answers.questionnaireId, questionnaireId),
        sql`${answers.state} = 'open'`,
        eq(answers.panelId, 0),
        isNotNull(answers.previousValue),
      ),
    )
    .run().changes;
}

/** Whether a questionnaire has an open item, asked by itself, with a previous rating to keep. */
export function hasPreviousToKeep(tx: Transaction, questionnaireId: number): boolean {
  return openWithPrevious(tx).get({ questionnaireId }) !== undefined;
}

const openWithPrevious = prepared((tx) =>
  tx
    .select({ id: answers.id })
    .from(answers)
    .where(
      and(
        eq(answers.questionnaireId, sql.placeholder('questionnaireId')),
        sql`${answers.state} = 'open'`,
        eq(answers.panelId, 0),
        isNotNull(answers.previousValue),
      ),
    )
    .prepare(),
);

/** An expert's rating of an item, from this round or else the previous one, and what the panels said of it before. */
export interface OwnBesideMedians {
  readonly kind: RoundKind;
  readonly own: number;
  readonly medians: readonly number[];
}

/**
 * Items asked by themselves that the expert has rated and that have a median to show. @param least answers needed to
 * show a median
 */
export function loadOwnBesideMedians(
  tx: Transaction,
  questionnaireId: number,
  least: number,
): OwnBesideMedians[] {
  return ownBesideMedians(tx)
    .all({ questionnaireId, least })
    .map(({ medians, ...own }) => ({ ...own, medians: JSON.parse(medians) as number[] }));
}

const ownBesideMedians = prepared(({ $client }) =>
  $client.prepare<
    [{ questionnaireId: number; least: number }],
    Pick<OwnBesideMedians, 'kind' | 'own'> & { medians: string }
  >(
    `SELECT a.kind, CASE a.state WHEN 'rated' THEN a.value ELSE a.previous_value END AS own,
       json_group_array(r.median) AS medians
     FROM answers a
     JOIN questionnaires q ON q.id = a.questionnaire_id
     JOIN panel_rounds p ON p.round_id = q.round_id AND p.kind = a.kind
     JOIN panel_round_experts x ON x.panel_round_id = p.id AND x.expert_id = q.expert_id
     JOIN panel_round_items i ON i.panel_round_id = p.id AND i.item_id = a.item_id
     JOIN item_results r ON r.panel_round_id = p.feedback_from_id AND r.item_id = a.item_id
     WHERE a.questionnaire_id = @questionnaireId AND a.panel_id = 0 AND a.state <> 'no_opinion' AND own IS NOT NULL
       AND r.median IS NOT NULL AND r.n >= @least
     GROUP BY a.id`,
  ),
);

export function saveReason(tx: Transaction, answerId: number, reason: string | null): void {
  tx.update(answers)
    .set({ reason, reasonState: reason === null ? null : 'new' })
    .where(eq(answers.id, answerId))
    .run();
}
