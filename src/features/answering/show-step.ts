import type { Answer } from '../../store/answers.ts';
import type { Transaction } from '../../store/file/database.ts';
import { type Questionnaire, updateQuestionnaire } from '../../store/questionnaires.ts';
import { BEFORE_ALL, loadNextOpen, type Step } from '../../store/steps.ts';
import { loadSittings, sittingAt } from './load-sittings.ts';
import { OVERVIEW_PAGE } from './overview-message.ts';

/** The columns of a questionnaire that make its card show a step. */
export function showing({ panelId, answerId }: Pick<Step, 'panelId' | 'answerId'>) {
  return panelId === 0
    ? ({ screen: 'item', currentAnswerId: answerId, currentPanelId: null } as const)
    : ({ screen: 'panel', currentAnswerId: null, currentPanelId: panelId } as const);
}

/**
 * Shows the next open step after a position (within its sitting, where there are sittings), or the overview where none
 * is left.
 */
function showingNext(tx: Transaction, questionnaire: Questionnaire, position: number) {
  const sitting = sittingAt(loadSittings(tx, questionnaire), position);
  const next = loadNextOpen(tx, questionnaire, { first: position, last: position }, sitting);
  return showingOf(next, sitting ? Math.floor((sitting.number - 1) / OVERVIEW_PAGE) : 0);
}

/**
 * Shows the first open step; in a round with sittings that of the sitting last left, else the overview, which lists
 * them.
 *
 * @param left the position at which the card was left; null: it is shown for the first time
 */
export function showingFirst(tx: Transaction, questionnaire: Questionnaire, left: number | null) {
  const sittings = loadSittings(tx, questionnaire);
  const sitting = left === null ? undefined : sittingAt(sittings, left);
  if (sittings.length > 0 && !sitting) return showingOf(undefined, 0);
  return showingOf(loadNextOpen(tx, questionnaire, BEFORE_ALL, sitting), 0);
}

function showingOf(next: Parameters<typeof showing>[0] | undefined, overviewPage: number) {
  return next ? { overviewPage: 0, ...showing(next) } : ({ screen: 'overview', overviewPage } as const);
}

/** Turns the card from an answered step to the next open one, or to the overview after the last. */
export function moveOn(
  tx: Transaction,
  questionnaire: Questionnaire,
  { id, position, panelId }: Pick<Answer, 'id' | 'position' | 'panelId'>,
  answeredAt: Date | null,
): void {
  updateQuestionnaire(tx, questionnaire.id, {
    // The reason for one item of a panel's card is not asked for.
    justAnsweredId: panelId === 0 ? id : null,
    warnedOfOpen: false,
    ...(answeredAt && { lastAnswerAt: answeredAt }),
    ...showingNext(tx, questionnaire, position),
  });
}
