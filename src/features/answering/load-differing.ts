import type { MiddleHalf } from '../../domain/differing.ts';
import type { Answer } from '../../store/answers.ts';
import type { Transaction } from '../../store/file/database.ts';
import { type AskingPanel, loadAskingPanels, type PanelRound } from '../../store/panel-rounds.ts';
import type { Questionnaire } from '../../store/questionnaires.ts';
import { type ItemResult, loadItemResult } from '../../store/results.ts';
import type { Study } from '../../store/studies.ts';

/** What one of an expert's panels said of an item in its previous round. */
export interface PanelFeedback {
  readonly panelName: string;
  readonly previousId: PanelRound['id'];
  readonly result: ItemResult;
  /** Whether enough answered to show it. */
  readonly isShown: boolean;
}

/** The expert's panels that ask an answer's item in its round. */
export function loadAsking(
  tx: Transaction,
  { roundId, expertId }: Pick<Questionnaire, 'roundId' | 'expertId'>,
  { itemId, kind }: Pick<Answer, 'itemId' | 'kind'>,
): AskingPanel[] {
  return loadAskingPanels(tx, roundId, expertId, itemId, kind);
}

/** What each of the panels that ask an item said of it before, as far as it may be shown. */
export function loadPanelFeedback(
  tx: Transaction,
  asking: readonly AskingPanel[],
  study: Pick<Study, 'minAnswersForFeedback'>,
  itemId: number,
): PanelFeedback[] {
  return asking.flatMap(({ panelName, feedbackFromId }) => {
    const result = feedbackFromId === null ? undefined : loadItemResult(tx, feedbackFromId, itemId);
    if (!result) return [];
    const isShown = result.n >= study.minAnswersForFeedback && result.mean !== null && result.median !== null;
    return [{ panelName, result, previousId: result.panelRoundId, isShown }];
  });
}

/** The middle halves that an expert's answer is compared with. */
export function loadMiddleHalves(
  tx: Transaction,
  questionnaire: Pick<Questionnaire, 'roundId' | 'expertId'>,
  study: Pick<Study, 'minAnswersForFeedback'>,
  answer: Pick<Answer, 'itemId' | 'kind'>,
): MiddleHalf[] {
  const asking = loadAsking(tx, questionnaire, answer);
  return middleHalves(loadPanelFeedback(tx, asking, study, answer.itemId));
}

/** The middle halves of the panels whose feedback is shown: nothing else may be revealed. */
export function middleHalves(feedback: readonly PanelFeedback[]): MiddleHalf[] {
  return feedback.flatMap(({ isShown, result: { q1, q3 } }) =>
    isShown && q1 !== null && q3 !== null ? [{ q1, q3 }] : [],
  );
}
