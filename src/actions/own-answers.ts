import type { Transaction } from '../store/database.ts';
import { type Answer, loadAnswers, loadQuestionnaireOf } from '../store/questionnaires.ts';

/** What an expert answered in one kind of a round, by item id; empty where the round was never begun. */
export function loadOwnAnswers(
  tx: Transaction,
  roundId: number,
  expertId: number,
  kind: Answer['kind'],
): Map<number, Answer> {
  const questionnaire = loadQuestionnaireOf(tx, roundId, expertId);
  const answers = questionnaire ? loadAnswers(tx, questionnaire.id) : [];
  return new Map(answers.filter((answer) => answer.kind === kind).map((answer) => [answer.itemId, answer]));
}
