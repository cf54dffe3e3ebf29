import { and, asc, eq, gt, lt, or, sql } from 'drizzle-orm';
import type { Transaction } from './file/database.ts';
import { prepared } from './file/prepared.ts';
import { deferForeignKeys, drawId, reserveIds } from './new-ids.ts';
import { answers, experts, type FormerIds, type IdSpan, questionnaires } from './schema.ts';

/** Whose rows a removal of names affects: an expert's, or all of a study's. */
export interface ForgottenRows {
  readonly studyId: number;
  readonly expertId: number | null;
}

export interface NewIds {
  readonly questionnaires: IdSpan;
  readonly answers: IdSpan;
}

const ofWhom = ({ studyId, expertId }: ForgottenRows) =>
  expertId === null ? eq(experts.studyId, studyId) : eq(experts.id, expertId);

/** Reserves new ids, and notes the range of the present ones. */
export function reserveAnswerIds(
  tx: Transaction,
  whose: ForgottenRows,
): { newIds: NewIds; formerIds: FormerIds } {
  const [asked] = tx
    .select({
      questionnaires: sql<number>`count(*)`,
      least: sql<number | null>`min(${questionnaires.id})`,
      greatest: sql<number | null>`max(${questionnaires.id})`,
    })
    .from(questionnaires)
    .innerJoin(experts, eq(experts.id, questionnaires.expertId))
    .where(ofWhom(whose))
    .all();
  const [given] = tx
    .select({
      answers: sql<number>`count(*)`,
      least: sql<number | null>`min(${answers.id})`,
      greatest: sql<number | null>`max(${answers.id})`,
    })
    .from(answers)
    .innerJoin(questionnaires, eq(questionnaires.id, answers.questionnaireId))
    .innerJoin(experts, eq(experts.id, questionnaires.expertId))
    .where(ofWhom(whose))
    .all();
  const [people] = tx
    .select({
      least: sql<number | null>`min(${experts.id})`,
      greatest: sql<number | null>`max(${experts.id})`,
    })
    .from(experts)
    .where(ofWhom(whose))
    .all();
  return {
    newIds: {
      questionnaires: reserveIds(tx, 'questionnaires', asked!.questionnaires),
      answers: reserveIds(tx, 'answers', given!.answers),
    },
    formerIds: { questionnaires: spanOf(asked!), answers: spanOf(given!), experts: spanOf(people!) },
  };
}

function spanOf({ least, greatest }: { least: number | null; greatest: number | null }): IdSpan | null {
  return least === null || greatest === null ? null : [least, greatest];
}

/** A few questionnaires that still have their original ids. */
export function loadUndrawn(
  tx: Transaction,
  whose: ForgottenRows,
  { questionnaires: [least, greatest] }: NewIds,
  limit: number,
): number[] {
  return tx
    .select({ id: questionnaires.id })
    .from(questionnaires)
    .innerJoin(experts, eq(experts.id, questionnaires.expertId))
    .where(and(ofWhom(whose), or(lt(questionnaires.id, least), gt(questionnaires.id, greatest))))
    .orderBy(asc(questionnaires.id))
    .limit(limit)
    .all()
    .map(({ id }) => id);
}

/**
 * Gives a questionnaire and its answers new ids. Whatever tells when somebody acted is removed: the moments, the
 * expert's own order of items, which was drawn from the expert's code, and the messages sent about it. Answers and
 * reasons stay; so does whether it was handed in, until its round is judged.
 */
export function redrawQuestionnaire(
  tx: Transaction,
  questionnaireId: number,
  newIds: NewIds,
  randomBelow: (limit: number) => number,
): void {
  const { dropNews, dropSetAside, given, redraw, blur } = statements(tx);
  deferForeignKeys(tx);
  dropNews.run(questionnaireId);
  dropSetAside.run(questionnaireId);
  const newId = drawId(tx, 'questionnaires', newIds.questionnaires, randomBelow);
  for (const [position, answerId] of given.all(questionnaireId).entries()) {
    const id = drawId(tx, 'answers', newIds.answers, randomBelow);
    redraw.run({ id, questionnaireId: newId, position, answerId });
  }
  blur.run({ newId, questionnaireId });
}

const statements = prepared(({ $client }) => {
  const blurred = (column: string) => `${column} = CASE WHEN r.state <> 'judged' AND q.${column} IS NOT NULL
         THEN r.opened_at END`;
  return {
    // Must be spelled as in the partial index `outbox_news`, including the `+`, or SQLite does not use it.
    dropNews: $client.prepare<[number]>(
      `DELETE FROM outbox WHERE priority = 1 AND args ->> 'questionnaireId' = +?`,
    ),
    dropSetAside: $client.prepare<[number]>(
      'UPDATE tenures SET questionnaire_id = NULL, set_aside = NULL WHERE questionnaire_id = ?',
    ),
    given: $client
      .prepare<[number], number>(
        'SELECT id FROM answers WHERE questionnaire_id = ? ORDER BY kind, item_id, panel_id',
      )
      .pluck(),
    redraw: $client.prepare<[{ id: number; questionnaireId: number; position: number; answerId: number }]>(
      `UPDATE answers SET id = @id, questionnaire_id = @questionnaireId, position = @position, answered_at = NULL
       WHERE id = @answerId`,
    ),
    blur: $client.prepare<[{ newId: number; questionnaireId: number }]>(
      `UPDATE questionnaires AS q SET id = @newId, current_answer_id = NULL, just_answered_id = NULL,
         current_panel_id = NULL, seconds_an_item = NULL, put_off_until = NULL, excused_at = NULL,
         ${['begun_at', 'last_answer_at', 'handed_in_at'].map(blurred).join(', ')}
       FROM rounds r WHERE r.id = q.round_id AND q.id = @questionnaireId`,
    ),
  };
});
