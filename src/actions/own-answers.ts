import { choicesOf } from '../domain/kinds.ts';
import type { ScalePoint } from '../domain/study-draft.ts';
import { choiceLabel } from '../kinds/choice/choice-label.ts';
import type { Transaction } from '../store/database.ts';
import { type Answer, loadAnswers, loadQuestionnaireOf } from '../store/questionnaires.ts';
import { plainNumber } from '../texts/numerals.ts';

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

/** A rating in words; the number itself where nothing on the scale has that value any more. */
export function ratingWords(kind: Answer['kind'], value: number, scale: readonly ScalePoint[]): string {
  const choice = choicesOf(kind, scale).find((each) => each.value === value);
  return choice ? choiceLabel(choice) : plainNumber(value);
}
