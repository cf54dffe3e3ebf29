import type { MiddleHalf } from '../domain/differing.ts';
import type { Transaction } from '../store/database.ts';
import type { Answer, Questionnaire } from '../store/questionnaires.ts';
import { type ItemResult, loadFeedback } from '../store/results.ts';
import type { PanelRound } from '../store/rounds.ts';
import type { Study } from '../store/studies.ts';

/** What one of an expert's panels said of an item in its previous round. */
export interface PanelFeedback {
  readonly panelId: number;
  readonly previousId: PanelRound['id'];
  readonly result: ItemResult;
  /** Enough answers to show it. */
  readonly isShown: boolean;
}

/** What each of an expert's panels said of the item of an answer, as far as it may be shown. */
export function loadPanelFeedback(
  tx: Transaction,
  questionnaire: Pick<Questionnaire, 'roundId' | 'expertId'>,
  study: Pick<Study, 'minAnswersForFeedback'>,
  answer: Pick<Answer, 'itemId' | 'kind'>,
): PanelFeedback[] {
  const { roundId, expertId } = questionnaire;
  return loadFeedback(tx, roundId, expertId, answer.itemId, answer.kind).map(({ panelId, result }) => ({
    ...{ panelId, result, previousId: result.panelRoundId },
    isShown: result.n >= study.minAnswersForFeedback && result.mean !== null && result.median !== null,
  }));
}

/** The middle halves that an answer is measured by: of panels whose feedback is shown, for nothing else may be told. */
export function middleHalves(feedback: readonly PanelFeedback[]): MiddleHalf[] {
  return feedback.flatMap(({ isShown, result: { q1, q3 } }) =>
    isShown && q1 !== null && q3 !== null ? [{ q1, q3 }] : [],
  );
}
