import { takesAnswers } from '../../domain/answering.ts';
import { NO_BOUNDS } from '../../domain/number-bounds.ts';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import type { ScalePoint } from '../../domain/study-draft.ts';
import { itemKindOf } from '../../kinds/all.ts';
import type { AnswerChange, Asked, ItemKind, Pressed } from '../../kinds/kind.ts';
import { type Answer, loadAnswer, saveAnswer } from '../../store/answers.ts';
import type { Transaction } from '../../store/file/database.ts';
import { needItem } from '../../store/items.ts';
import {
  loadOpenQuestionnaires,
  loadQuestionnaire,
  type QuestionnaireInRound,
  refreshCard,
} from '../../store/questionnaires.ts';
import { loadScale } from '../../store/studies.ts';
import { moveCard, whyNotTheirs } from './begin-questionnaire.ts';
import { moveOn } from './show-step.ts';

/** A press on a card: whose it is, and when it was made. */
export interface CardPress {
  readonly accountId: number;
  /**
   * When the expert pressed, as far as it is known: the time of the answer, and whether the round still took answers.
   */
  readonly pressedAt: Date;
  /** When it is saved. */
  readonly at: Date;
  /** The message that was pressed. */
  readonly messageId?: number | null;
}

/** Saves an answer and moves the card to the next open item, or to the overview after the last one. */
export function recordAnswer(tx: Transaction, answerId: number, pressed: Pressed, press: CardPress): Outcome {
  const found = loadPressed(tx, answerId, press);
  if (!found.ok) return found;
  const { answer, place } = found;
  const kind = itemKindOf(answer.kind);
  const outcome = kind.take(loadPut(tx, kind, answer, place), pressed);
  if (!outcome.ok) return outcome;
  saveChanges(tx, found, outcome.changes, press);
  return { ok: true };
}

/** The answer on an account's open card that waits for a text; with several cards that of the newest study. */
export function findWritten(tx: Transaction, accountId: number): Answer | undefined {
  for (const { questionnaire } of loadOpenQuestionnaires(tx, accountId)) {
    const { screen, currentAnswerId, cardAccountId } = questionnaire;
    if (screen === 'overview' || currentAnswerId === null || cardAccountId !== accountId) continue;
    const answer = loadAnswer(tx, currentAnswerId);
    if (answer?.panelId === 0 && itemKindOf(answer.kind).typed) return answer;
  }
  return undefined;
}

/** Saves a written answer. The card is sent again below the text, as the old one has scrolled away. */
export function recordWritten(tx: Transaction, answerId: number, text: string, press: CardPress): Outcome {
  const found = loadPressed(tx, answerId, press);
  if (!found.ok) return found;
  const outcome = readTyped(tx, found, text);
  if (!outcome.ok) return outcome;
  moveCard(tx, found.place, { accountId: press.accountId, messageId: null, at: press.at });
  saveChanges(tx, found, outcome.changes, press);
  return { ok: true };
}

/** Takes an edited message as the corrected answer while the round is open; the card stays where it is. */
export function correctWritten(tx: Transaction, answerId: number, text: string, press: CardPress): Outcome {
  const found = loadPressed(tx, answerId, press);
  if (!found.ok) return found;
  const outcome = readTyped(tx, found, text);
  if (!outcome.ok) return outcome;
  saveAnswers(tx, found.answer, outcome.changes, press);
  refreshCard(tx, found.answer.questionnaireId, press.accountId);
  return { ok: true };
}

function readTyped(
  tx: Transaction,
  { answer, place }: { answer: Answer; place: QuestionnaireInRound },
  text: string,
) {
  const kind = itemKindOf(answer.kind);
  const outcome = kind.typed?.(loadPut(tx, kind, answer, place), text);
  if (!outcome) throw new Error(`a ${answer.kind} round takes no text`);
  return outcome;
}

/** An answer together with what its kind of round needs to know. */
function loadPut(tx: Transaction, kind: ItemKind, answer: Answer, { studyId }: QuestionnaireInRound): Asked {
  const bounds = kind.typed ? needItem(tx, answer.itemId).bounds : null;
  return { answer, scale: loadScaleOf(tx, kind, studyId), bounds: bounds ?? NO_BOUNDS };
}

function saveChanges(
  tx: Transaction,
  { answer, place }: { answer: Answer; place: QuestionnaireInRound },
  changes: readonly AnswerChange[],
  press: CardPress,
): void {
  saveAnswers(tx, answer, changes, press);
  moveOn(tx, place.questionnaire, answer, press.pressedAt);
}

function saveAnswers(
  tx: Transaction,
  answer: Answer,
  changes: readonly AnswerChange[],
  press: CardPress,
): void {
  for (const { answerId: changedId, ...answered } of changes) {
    // Standing by an answer applies to that answer alone.
    const standsBy = changedId === answer.id && answer.standsBy && answered.value === answer.value;
    saveAnswer(tx, changedId, { answeredAt: press.pressedAt, standsBy, ...answered });
  }
}

/**
 * The answer to an item asked by itself that a press is about, if it is the presser's and its round still takes
 * answers.
 */
export function loadPressed(
  tx: Transaction,
  answerId: number,
  press: CardPress,
): ReturnType<typeof loadPressedAnswer> {
  const found = loadPressedAnswer(tx, answerId, press);
  return found.ok && found.answer.panelId !== 0 ? refuse({ code: 'answer.itemGone' }) : found;
}

/** The same for any answer. */
export function loadPressedAnswer(
  tx: Transaction,
  answerId: number,
  press: CardPress,
): Outcome<{ answer: Answer; place: QuestionnaireInRound }> {
  const answer = loadAnswer(tx, answerId);
  if (!answer) return refuse({ code: 'answer.itemGone' });
  const own = loadOwn(tx, answer.questionnaireId, press);
  return own.ok ? { ok: true, answer, place: own.place } : own;
}

/** The questionnaire that a press is about, if it is the presser's and its round still takes answers. */
export function loadOwn(
  tx: Transaction,
  questionnaireId: number,
  press: CardPress,
): Outcome<{ place: QuestionnaireInRound }> {
  const place = loadQuestionnaire(tx, questionnaireId);
  if (!place || place.accountId !== press.accountId) return refuse(whyNotTheirs(place, press.accountId));
  const taken = takesAnswers(place, press.pressedAt);
  if (!taken.ok) return taken;
  // The card's message was given to something else: the older one that was pressed becomes the card.
  const hasNoCard = place.questionnaire.begunAt !== null && place.questionnaire.cardAccountId === null;
  if (hasNoCard && press.messageId) moveCard(tx, place, { ...press, messageId: press.messageId });
  return { ok: true, place };
}

/** The scale that an expert chooses from in a kind of round; empty where the kind has choices of its own. */
export function loadScaleOf(
  tx: Transaction,
  kind: Pick<ItemKind, 'usesScale'>,
  studyId: number,
): readonly ScalePoint[] {
  return kind.usesScale ? loadScale(tx, studyId) : [];
}
