import { type Outcome, refuse } from '../../domain/refusals.ts';
import { panelKindOf } from '../../kinds/all.ts';
import type { PanelPress } from '../../kinds/kind.ts';
import { loadAnswersAt, saveAnswer } from '../../store/answers.ts';
import type { Transaction } from '../../store/file/database.ts';
import { updateQuestionnaire } from '../../store/questionnaires.ts';
import { type CardPress, loadPressedAnswer } from './record-answer.ts';
import { moveOn, showing } from './show-step.ts';

/** Does what a press on a panel's card says: changes the answers to its items, or chooses one of them. */
export function answerPanel(tx: Transaction, pressed: PanelPress, press: CardPress): Outcome {
  const found = loadPressedAnswer(tx, pressed.answerId, press);
  if (!found.ok) return found;
  const { answer, place } = found;
  if (answer.panelId === 0) return refuse({ code: 'answer.itemGone' });
  const asked = loadAnswersAt(tx, answer.questionnaireId, answer.position);
  const outcome = panelKindOf(answer.kind).take(asked, pressed);
  if (!outcome.ok) return outcome;
  const { changes, shows } = outcome;
  for (const { answerId, ...answered } of changes)
    saveAnswer(tx, answerId, { ...answered, answeredAt: press.pressedAt });
  const answeredAt = changes.length > 0 ? press.pressedAt : null;
  if (shows === 'next') {
    moveOn(tx, place.questionnaire, answer, answeredAt);
    return { ok: true };
  }
  updateQuestionnaire(tx, answer.questionnaireId, {
    ...(answeredAt ? { lastAnswerAt: answeredAt, warnedOfOpen: false } : {}),
    ...{ screen: 'panel', currentPanelId: answer.panelId, currentAnswerId: shows.chosenId },
    justAnsweredId: null,
  });
  return { ok: true };
}

/** Shows a page of a panel's items in full. */
export function readPanel(
  tx: Transaction,
  { answerId, page }: { answerId: number; page: number },
  press: CardPress,
): Outcome {
  const found = loadPressedAnswer(tx, answerId, press);
  if (!found.ok) return found;
  const { questionnaireId, panelId } = found.answer;
  updateQuestionnaire(tx, questionnaireId, {
    ...showing({ panelId, answerId }),
    ...{ screen: 'details', overviewPage: page },
  });
  return { ok: true };
}
