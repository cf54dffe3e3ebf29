import { chooseReasons } from '../../domain/others-reasons.ts';
import type { PanelReasons } from '../../kinds/card-state.ts';
import type { Answer } from '../../store/answers.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadPanelRound } from '../../store/panel-rounds.ts';
import type { Questionnaire } from '../../store/questionnaires.ts';
import { loadLetThrough } from '../../store/reasons.ts';
import type { StudyOnCard } from '../../store/studies.ts';
import type { PanelFeedback } from './load-differing.ts';

/**
 * Reasons that others on an expert's panels gave in the round whose feedback the card shows, as far as the facilitator
 * let them through; without that feedback no reasons are shown either.
 */
export function loadOthersReasons(
  tx: Transaction,
  questionnaire: Pick<Questionnaire, 'expertId'>,
  { study, answer }: { study: Pick<StudyOnCard, 'seed'>; answer: Answer },
  feedback: readonly PanelFeedback[],
): PanelReasons[] {
  return feedback.flatMap(({ panelName, previousId, result, isShown }) => {
    const previous = isShown ? loadPanelRound(tx, previousId) : undefined;
    if (!previous || result.median === null) return [];
    const reasons = loadLetThrough(tx, previous, answer.itemId, questionnaire.expertId);
    const seed =
      (study.seed ^ Math.imul(previousId, 0x9e3779b1) ^ Math.imul(answer.itemId, 0x85ebca6b)) >>> 0;
    const { above, below } = chooseReasons(reasons, result.median, seed);
    if (above.length + below.length === 0) return [];
    return [{ panelName, above, below }];
  });
}
