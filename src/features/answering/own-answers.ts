import { isShown } from '../../domain/own-past.ts';
import { type Answer, loadAnswers } from '../../store/answers.ts';
import type { Transaction } from '../../store/file/database.ts';
import type { PanelRound } from '../../store/panel-rounds.ts';
import { loadQuestionnaireOf } from '../../store/questionnaires.ts';

/**
 * An expert's answers that may count in a panel's round, by item id; empty where the round was never begun.
 *
 * @param expert.hidden the moment before which nothing is shown to the expert's account; null: everything is
 */
export function loadOwnAnswers(
  tx: Transaction,
  { roundId, panelId, kind }: Pick<PanelRound, 'roundId' | 'panelId' | 'kind'>,
  expert: { readonly id: number; readonly hidden: Date | null },
): Map<number, Answer> {
  const questionnaire = loadQuestionnaireOf(tx, roundId, expert.id);
  const all = questionnaire ? loadAnswers(tx, questionnaire.id) : [];
  const answers = all.filter(
    ({ state, answeredAt }) => state === 'open' || isShown(answeredAt, expert.hidden),
  );
  const own = answers.filter((answer) => answer.kind === kind && [0, panelId].includes(answer.panelId));
  return new Map(own.map((answer) => [answer.itemId, answer]));
}
