import type { Outcome } from '../../domain/refusals.ts';
import { panelKindOf } from '../../kinds/all.ts';
import type { PanelChange } from '../../kinds/kind.ts';
import { hasPreviousToKeep, keepAllPrevious, loadAnswersAt, saveAnswer } from '../../store/answers.ts';
import type { Transaction } from '../../store/file/database.ts';
import { updateQuestionnaire } from '../../store/questionnaires.ts';
import { loadUntouchedPanels } from '../../store/steps.ts';
import { type CardPress, loadOwn } from './record-answer.ts';

/** Keeps the previous rating of every item not yet touched, and shows them all before they are handed in. */
export function keepAll(
  tx: Transaction,
  questionnaireId: number,
  press: CardPress,
): Outcome<{ kept: number }> {
  const own = loadOwn(tx, questionnaireId, press);
  if (!own.ok) return own;
  const ofPanels = previousOfPanels(tx, questionnaireId);
  for (const { answerId, ...answered } of ofPanels)
    saveAnswer(tx, answerId, { ...answered, how: 'kept_in_bulk', answeredAt: press.pressedAt });
  const kept = keepAllPrevious(tx, questionnaireId, press.pressedAt) + ofPanels.length;
  updateQuestionnaire(tx, questionnaireId, {
    ...(kept > 0 ? { lastAnswerAt: press.pressedAt } : {}),
    screen: 'overview',
    justAnsweredId: null,
    overviewPage: 0,
    warnedOfOpen: false,
  });
  return { ok: true, kept };
}

/** Whether there is something to keep. */
export function canKeepAll(tx: Transaction, questionnaireId: number): boolean {
  return hasPreviousToKeep(tx, questionnaireId) || previousOfPanels(tx, questionnaireId).length > 0;
}

/** The changes that keep the expert's previous answers on panel cards not touched yet. */
function previousOfPanels(tx: Transaction, questionnaireId: number): PanelChange[] {
  return loadUntouchedPanels(tx, questionnaireId).flatMap((position) => {
    const asked = loadAnswersAt(tx, questionnaireId, position);
    const { kind, id: answerId } = asked[0]!;
    const kept = panelKindOf(kind).take(asked, { answerId, pressed: 'keep' });
    return kept.ok ? kept.changes : [];
  });
}
