import { nextOpen } from '../../domain/next-step.ts';
import type { Answer } from '../../store/answers.ts';
import type { Transaction } from '../../store/file/database.ts';
import { type Questionnaire, updateQuestionnaire } from '../../store/questionnaires.ts';
import { loadSteps, type Step } from '../../store/steps.ts';

/** What of a questionnaire says that its card shows a step. */
export function showing({ panelId, answerId }: Pick<Step, 'panelId' | 'answerId'>) {
  return panelId === 0
    ? ({ screen: 'item', currentAnswerId: answerId, currentPanelId: null } as const)
    : ({ screen: 'panel', currentAnswerId: null, currentPanelId: panelId } as const);
}

/** The next open step after a place; where none is left, the overview. */
export function showingNext(tx: Transaction, questionnaire: Questionnaire, position: number) {
  const next = nextOpen(loadSteps(tx, questionnaire), position);
  return next ? showing(next) : ({ screen: 'overview' } as const);
}

/** Turns the card from a step that was answered to the next open one, or to the overview after the last. */
export function moveOn(
  tx: Transaction,
  questionnaire: Questionnaire,
  { id, position, panelId }: Pick<Answer, 'id' | 'position' | 'panelId'>,
  answeredAt: Date | null,
): void {
  updateQuestionnaire(tx, questionnaire.id, {
    ...(answeredAt ? { lastAnswerAt: answeredAt } : {}),
    ...showingNext(tx, questionnaire, position),
    // The reason of an item that a panel's card puts among others is not asked for.
    justAnsweredId: panelId === 0 ? id : null,
    overviewPage: 0,
    warnedOfOpen: false,
  });
}
