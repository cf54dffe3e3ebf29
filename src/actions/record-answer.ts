import {
  type Answered,
  type AskedItem,
  haveNoOpinion,
  keepPrevious,
  rate,
  takesAnswers,
} from '../domain/answering.ts';
import { type Choice, choicesOf } from '../domain/kinds.ts';
import { type Outcome, refuse } from '../domain/refusals.ts';
import type { RoundKind } from '../domain/study-draft.ts';
import type { Transaction } from '../store/database.ts';
import {
  type Answer,
  keepAllPrevious,
  loadAnswer,
  loadNextOpen,
  loadQuestionnaire,
  type QuestionnaireInRound,
  saveAnswer,
  updateQuestionnaire,
} from '../store/questionnaires.ts';
import { loadScale } from '../store/studies.ts';
import { moveCard, whyNotTheirs } from './begin-questionnaire.ts';

/** A press on a card: whose it is, and when it was made. */
export interface Press {
  readonly accountId: number;
  /** When the expert pressed, as far as it is known: decides whether the round still took answers, and is their time. */
  readonly pressedAt: Date;
  /** When it is written down. */
  readonly at: Date;
  /** The message that was pressed. */
  readonly messageId?: number | null;
}

/** What the expert pressed for one item. */
export type AnswerPress = { readonly rating: number } | 'noOpinion' | 'keep';

/** Saves an answer and moves the card to the next open item, or to the overview after the last one. */
export function recordAnswer(tx: Transaction, answerId: number, pressed: AnswerPress, press: Press): Outcome {
  const found = loadPressed(tx, answerId, press);
  if (!found.ok) return found;
  const { answer, place } = found;
  const outcome = decide(askedItem(answer, loadChoices(tx, answer.kind, place.studyId)), pressed);
  if (!outcome.ok) return outcome;

  const { answered } = outcome;
  // What an expert said of standing by an answer holds for that answer alone.
  const standsBy = answer.standsBy && answered.value === answer.value;
  saveAnswer(tx, answer.id, { ...answered, answeredAt: press.pressedAt, standsBy });
  moveOn(tx, answer, press.pressedAt);
  return { ok: true };
}

/** Turns the card from an item that was answered to the next open one, or to the overview after the last. */
export function moveOn(tx: Transaction, answer: Answer, answeredAt: Date | null): void {
  const next = loadNextOpen(tx, answer.questionnaireId, answer.position);
  updateQuestionnaire(tx, answer.questionnaireId, {
    ...(answeredAt ? { lastAnswerAt: answeredAt } : {}),
    screen: next ? 'item' : 'overview',
    currentAnswerId: next?.id ?? answer.id,
    justAnsweredId: answer.id,
    overviewPage: 0,
    warnedOfOpen: false,
  });
}

function decide(item: AskedItem, pressed: AnswerPress): Outcome<{ answered: Answered }> {
  if (pressed === 'noOpinion') return haveNoOpinion(item);
  if (pressed === 'keep') return keepPrevious(item);
  return rate(item, pressed.rating);
}

/** Keeps the previous rating of every item not yet touched, and shows them all before they are handed in. */
export function keepAll(tx: Transaction, questionnaireId: number, press: Press): Outcome<{ kept: number }> {
  const place = loadOwn(tx, questionnaireId, press);
  if (!place.ok) return place;
  const kept = keepAllPrevious(tx, questionnaireId, press.pressedAt);
  updateQuestionnaire(tx, questionnaireId, {
    ...(kept > 0 ? { lastAnswerAt: press.pressedAt } : {}),
    screen: 'overview',
    justAnsweredId: null,
    overviewPage: 0,
    warnedOfOpen: false,
  });
  return { ok: true, kept };
}

/** The answer that a press is about, where it is the presser's and its round still takes answers. */
export function loadPressed(
  tx: Transaction,
  answerId: number,
  press: Press,
): Outcome<{ answer: Answer; place: QuestionnaireInRound }> {
  const answer = loadAnswer(tx, answerId);
  if (!answer) return refuse({ code: 'answer.itemGone' });
  const own = loadOwn(tx, answer.questionnaireId, press);
  return own.ok ? { ok: true, answer, place: own.place } : own;
}

/** The questionnaire that a press is about, where it is the presser's and its round still takes answers. */
export function loadOwn(
  tx: Transaction,
  questionnaireId: number,
  press: Press,
): Outcome<{ place: QuestionnaireInRound }> {
  const place = loadQuestionnaire(tx, questionnaireId);
  if (!place || place.accountId !== press.accountId) return refuse(whyNotTheirs(place, press.accountId));
  const taken = takesAnswers(place, press.pressedAt);
  if (!taken.ok) return taken;
  // A card whose message was given to something else: the older one that was pressed takes its place.
  const hasNoCard = place.questionnaire.begunAt !== null && place.questionnaire.cardAccountId === null;
  if (hasNoCard && press.messageId) moveCard(tx, place, { ...press, messageId: press.messageId });
  return { ok: true, place };
}

/** What an expert chooses from in a kind of round of a study. */
export function loadChoices(tx: Transaction, kind: RoundKind, studyId: number): readonly Choice[] {
  return choicesOf(kind, kind === 'likert' ? loadScale(tx, studyId) : []);
}

/** An answer's item as the rules see it. */
export function askedItem(answer: Answer, choices: readonly Choice[]): AskedItem {
  return {
    state: answer.state,
    value: answer.value,
    previousValue: answer.previousValue,
    ratings: choices.map(({ value }) => value),
  };
}
