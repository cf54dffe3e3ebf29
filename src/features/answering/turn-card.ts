import type { Outcome } from '../../domain/refusals.ts';
import { refuse } from '../../domain/refusals.ts';
import { loadAnswer, loadAnswerAt } from '../../store/answers.ts';
import type { Transaction } from '../../store/file/database.ts';
import { type Questionnaire, updateQuestionnaire } from '../../store/questionnaires.ts';
import { type CardPress, loadOwn, loadPressed } from './record-answer.ts';

/** What a turn of the card leaves behind: `leftOpen` where «بعدی» passed over an item without an answer. */
type Turned = Outcome<{ leftOpen: boolean }>;

/** Shows another item of the questionnaire. */
export function showItem(
  tx: Transaction,
  questionnaireId: number,
  position: number,
  press: CardPress,
): Turned {
  const own = loadOwn(tx, questionnaireId, press);
  if (!own.ok) return own;
  const answer = loadAnswerAt(tx, questionnaireId, position);
  if (!answer) return refuse({ code: 'answer.itemGone' });
  const leftOpen = passesOver(tx, own.place.questionnaire, answer.id);
  updateQuestionnaire(tx, questionnaireId, {
    screen: 'item',
    currentAnswerId: answer.id,
    justAnsweredId: null,
  });
  return { ok: true, leftOpen };
}

/** Whether an open item is left for the one behind it. @param nextId null: the overview, behind the last item */
function passesOver(
  tx: Transaction,
  { id, screen, currentAnswerId }: Questionnaire,
  nextId: number | null,
): boolean {
  const current = screen === 'item' && currentAnswerId !== null ? loadAnswer(tx, currentAnswerId) : undefined;
  if (current?.state !== 'open') return false;
  return (loadAnswerAt(tx, id, current.position + 1)?.id ?? null) === nextId;
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
): Turned {
  const own = loadOwn(tx, questionnaireId, press);
  if (!own.ok) return own;
  const leftOpen = passesOver(tx, own.place.questionnaire, null);
  updateQuestionnaire(tx, questionnaireId, { screen: 'overview', overviewPage: page, justAnsweredId: null });
  return { ok: true, leftOpen };
}
