import { readReason } from '../../domain/answering.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { itemKindOf } from '../../kinds/all.ts';
import { type Answer, loadAnswer, saveReason } from '../../store/answers.ts';
import { endDialog, startDialog } from '../../store/dialogs.ts';
import type { Transaction } from '../../store/file/database.ts';
import {
  loadOpenQuestionnaires,
  type QuestionnaireInRound,
  refreshCard,
  updateQuestionnaire,
} from '../../store/questionnaires.ts';
import { moveCard } from './begin-questionnaire.ts';
import { type CardPress, loadPressed } from './record-answer.ts';
import { moveOn, showing } from './show-step.ts';

/** Asks for the reason of an answer: the expert's next text is taken as that reason. */
export function askForReason(tx: Transaction, answerId: number, press: CardPress): Outcome {
  const found = loadPressed(tx, answerId, press);
  if (!found.ok) return found;
  startDialog(tx, { accountId: press.accountId, kind: 'reason', args: { answerId }, startedAt: press.at });
  updateQuestionnaire(tx, found.answer.questionnaireId, {
    ...{ screen: 'reason', currentAnswerId: answerId, currentPanelId: null },
  });
  return { ok: true };
}

/** Saves a typed reason. The card is sent again below the text, as the old one has scrolled away. */
export function giveReason(tx: Transaction, answerId: number, text: string, press: CardPress): Outcome {
  const found = loadPressed(tx, answerId, press);
  if (!found.ok) {
    endDialog(tx, press.accountId);
    // The card keeps waiting for the reason.
    refreshCard(tx, loadAnswer(tx, answerId)?.questionnaireId ?? 0, press.accountId);
    return found;
  }
  const read = readReason(text);
  if (!read.ok) return read;
  saveReason(tx, answerId, read.reason);
  endDialog(tx, press.accountId);
  moveCard(tx, found.place, { accountId: press.accountId, messageId: null, at: press.at });
  goBack(tx, found);
  return { ok: true };
}

/** Takes an edited message as the corrected reason while the round is open. */
export function correctReason(tx: Transaction, answerId: number, text: string, press: CardPress): Outcome {
  const found = loadPressed(tx, answerId, press);
  if (!found.ok) return found;
  const read = readReason(text);
  if (!read.ok) return read;
  saveReason(tx, answerId, read.reason);
  refreshCard(tx, found.answer.questionnaireId, press.accountId);
  return { ok: true };
}

/** For this long after an answer that asks for a reason, a typed text is taken as that reason. */
const REASON_FOLLOWS_MS = 30 * 60 * 1000;

/** The answer that an account has just given and whose kind asks for a reason («خیر»); null where there is none. */
export function answerWantingReason(tx: Transaction, accountId: number, at: Date): number | null {
  const wanting = loadOpenQuestionnaires(tx, accountId).flatMap(({ questionnaire, deadline }) => {
    const answer = at < deadline ? loadAnswer(tx, questionnaire.justAnsweredId ?? 0) : undefined;
    if (answer?.state !== 'rated' || answer.value === null || answer.reason !== null) return [];
    const isRecent = answer.answeredAt && at.getTime() - answer.answeredAt.getTime() < REASON_FOLLOWS_MS;
    return isRecent && itemKindOf(answer.kind).asksReason(answer.value) ? [answer.id] : [];
  });
  return wanting.length === 1 ? wanting[0]! : null;
}

/** Gives up writing a reason. */
export function leaveReason(tx: Transaction, answerId: number, press: CardPress): Outcome {
  const found = loadPressed(tx, answerId, press);
  endDialog(tx, press.accountId);
  if (!found.ok) return found;
  goBack(tx, found);
  return { ok: true };
}

/**
 * Back to where the expert was when asked: the item's own card, or the next one, which asked about the item just
 * answered.
 */
function goBack(tx: Transaction, { answer, place }: { answer: Answer; place: QuestionnaireInRound }): void {
  if (place.questionnaire.justAnsweredId === answer.id) return moveOn(tx, place.questionnaire, answer, null);
  updateQuestionnaire(tx, answer.questionnaireId, showing({ panelId: 0, answerId: answer.id }));
}

/** Removes a reason. */
export function removeReason(tx: Transaction, answerId: number, press: CardPress): Outcome {
  const left = leaveReason(tx, answerId, press);
  if (left.ok) saveReason(tx, answerId, null);
  return left;
}
