import type { Outcome } from '../../domain/refusals.ts';
import { refuse } from '../../domain/refusals.ts';
import { loadAnswerAt } from '../../store/answers.ts';
import type { Transaction } from '../../store/file/database.ts';
import { updateQuestionnaire } from '../../store/questionnaires.ts';
import { type CardPress, loadOwn, loadPressed } from './record-answer.ts';

/** Shows another item of the questionnaire. */
export function showItem(
  tx: Transaction,
  questionnaireId: number,
  position: number,
  press: CardPress,
): Outcome {
  const own = loadOwn(tx, questionnaireId, press);
  if (!own.ok) return own;
  const answer = loadAnswerAt(tx, questionnaireId, position);
  if (!answer) return refuse({ code: 'answer.itemGone' });
  updateQuestionnaire(tx, questionnaireId, {
    screen: 'item',
    currentAnswerId: answer.id,
    justAnsweredId: null,
  });
  return { ok: true };
}

/** Shows all there is to read about an item. */
export function showDetails(tx: Transaction, answerId: number, press: CardPress): Outcome {
  return showPage(tx, answerId, 'details', press);
}

/** Shows what other experts gave as reasons for their answers to an item. */
export function showReasons(tx: Transaction, answerId: number, press: CardPress): Outcome {
  return showPage(tx, answerId, 'reasons', press);
}

function showPage(
  tx: Transaction,
  answerId: number,
  screen: 'details' | 'reasons',
  press: CardPress,
): Outcome {
  const found = loadPressed(tx, answerId, press);
  if (!found.ok) return found;
  updateQuestionnaire(tx, found.answer.questionnaireId, { screen, currentAnswerId: answerId });
  return { ok: true };
}

/** Shows a page of the overview. */
export function showOverview(
  tx: Transaction,
  questionnaireId: number,
  page: number,
  press: CardPress,
): Outcome {
  const own = loadOwn(tx, questionnaireId, press);
  if (!own.ok) return own;
  updateQuestionnaire(tx, questionnaireId, { screen: 'overview', overviewPage: page, justAnsweredId: null });
  return { ok: true };
}
