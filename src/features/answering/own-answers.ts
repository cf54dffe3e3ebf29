import { isShown } from '../../domain/own-past.ts';
import { type Answer, loadAnswers } from '../../store/answers.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadQuestionnaireOf } from '../../store/questionnaires.ts';

/**
 * What an expert answered in one kind of a round, by item id; empty where the round was never begun.
 *
 * @param expert.hidden the moment before which nothing is shown to the expert's account; null: all is
 */
export function loadOwnAnswers(
  tx: Transaction,
  roundId: number,
  expert: { readonly id: number; readonly hidden: Date | null },
  kind: Answer['kind'],
): Map<number, Answer> {
  const questionnaire = loadQuestionnaireOf(tx, roundId, expert.id);
  const all = questionnaire ? loadAnswers(tx, questionnaire.id) : [];
  const answers = all.filter(
    ({ state, answeredAt }) => state === 'open' || isShown(answeredAt, expert.hidden),
  );
  return new Map(answers.filter((answer) => answer.kind === kind).map((answer) => [answer.itemId, answer]));
}
