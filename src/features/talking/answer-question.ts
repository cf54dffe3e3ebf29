import { hiddenBefore } from '../../domain/own-past.ts';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import { readQuestionAnswer } from '../../domain/written-texts.ts';
import { endDialog, startDialog } from '../../store/dialogs.ts';
import { logEvent } from '../../store/events.ts';
import { type Expert, loadExpert } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import {
  hasLeft,
  isToldOrWaiting,
  loadAboutMessage,
  loadQuestionIdsTo,
  queueMessage,
} from '../../store/outbox.ts';
import {
  loadAnsweredQuestions,
  loadQuestion,
  type Question,
  saveQuestionAnswer,
} from '../../store/questions.ts';
import { loadStudyFacilitators, needStudy } from '../../store/studies.ts';
import { questionKey } from './ask-question.ts';
import { passedQuestion } from './compose-question.ts';
import { passedQuestionMessage } from './questions-message.ts';

/**
 * The question whose message a text replies to; null: it replies to none. The message is known by its id; one that has
 * only just arrived, or whose sending was cut off, by its words.
 */
export function questionRepliedTo(
  tx: Transaction,
  accountId: number,
  repliedTo: { id: number; text: string },
): number | null {
  const about = loadAboutMessage(tx, accountId, repliedTo.id);
  if (about) return about.kind === 'question' ? about.args.questionId : null;
  return questionQuoted(tx, accountId, repliedTo.text)?.id ?? null;
}

function questionQuoted(tx: Transaction, accountId: number, text: string): Question | undefined {
  const words = wordsOf(text);
  return loadQuestionIdsTo(tx, accountId, MOST_QUOTED)
    .flatMap((questionId) => loadQuestion(tx, questionId) ?? [])
    .find((question) => wordsOf(question.text) !== '' && words.includes(wordsOf(question.text)));
}

/** Older ones are known by the ids of their messages. */
const MOST_QUOTED = 100;

/** Letters and digits alone: messengers change spaces, marks of direction and what they take for formatting. */
function wordsOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '');
}

/** Waits for the answer to a question: the facilitator's next text is taken for it. */
export function awaitAnswer(
  tx: Transaction,
  press: { questionId: number; accountId: number; at: Date },
): Outcome<{ question: Question }> {
  const found = loadUnanswered(tx, press);
  if (!found.ok) return found;
  const { questionId, accountId, at } = press;
  startDialog(tx, { accountId, kind: 'answer-question', args: { questionId }, startedAt: at });
  return found;
}

/**
 * Answers a question once. The answer goes to the asker alone; facilitators who hold the question see it answered.
 */
export function answerQuestion(
  tx: Transaction,
  given: { questionId: number; text: string; accountId: number; at: Date },
): Outcome<{ question: Question }> {
  const found = loadUnanswered(tx, given);
  if (!found.ok) {
    endDialog(tx, given.accountId);
    return found;
  }
  const read = readQuestionAnswer(given.text);
  if (!read.ok) return read;
  const { questionId, accountId, at } = given;
  endDialog(tx, accountId);
  saveQuestionAnswer(tx, questionId, read.text, at);
  const question = { ...found.question, answer: read.text };
  const asker = question.expertId === null ? undefined : loadExpert(tx, question.expertId);
  if (asker) queueAnswer(tx, questionId, asker, answerKey(questionId, 'answered'), at);
  showAnswered(tx, question, at);
  const { studyId } = question;
  logEvent(tx, { studyId, at, actor: 'facilitator', accountId, kind: 'question.answered' });
  return { ok: true, question };
}

/** Takes another text for an answer that has not left. */
export function correctAnswer(
  tx: Transaction,
  given: { questionId: number; text: string; accountId: number; at: Date },
): Outcome {
  const { questionId, at } = given;
  const found = loadOwnQuestion(tx, given);
  if (!found.ok) return found;
  if (hasLeft(tx, answerKey(questionId, 'answered'))) return refuse({ code: 'text.sent' });
  const read = readQuestionAnswer(given.text);
  if (!read.ok) return read;
  saveQuestionAnswer(tx, questionId, read.text, at);
  return { ok: true };
}

/** Answers that came while an expert had no account here go to the one that joins. */
export function queueMissedAnswers(tx: Transaction, expert: Expert, at: Date): void {
  const { accountId } = expert;
  if (accountId === null) return;
  const hidden = hiddenBefore(needStudy(tx, expert.studyId), expert);
  for (const { id } of loadAnsweredQuestions(tx, expert.id, hidden)) {
    if (!isToldOrWaiting(tx, answerKey(id, ''), accountId)) {
      queueAnswer(tx, id, expert, answerKey(id, `joined:${at.getTime()}`), at);
    }
  }
}

function queueAnswer(tx: Transaction, questionId: number, asker: Expert, key: string, at: Date): void {
  const { accountId } = asker;
  if (accountId === null || asker.leftAt || asker.removedAt) return;
  queueMessage(tx, { kind: 'question-answer', key, accountId, at, args: { questionId } });
}

function answerKey(questionId: number, occasion: string): string {
  return `question-answer:${questionId}:${occasion}`;
}

/** A question that has not reached a facilitator yet will bring its answer along. */
function showAnswered(tx: Transaction, question: Question, at: Date): void {
  const message = passedQuestionMessage(passedQuestion(tx, question));
  for (const accountId of loadStudyFacilitators(tx, question.studyId)) {
    const replacesKey = questionKey(question.id, accountId);
    if (!hasLeft(tx, replacesKey)) continue;
    queueMessage(tx, {
      kind: 'reply',
      key: `question:${question.id}:${accountId}:answered`,
      accountId,
      at,
      args: { message, replacesKey, forFacilitator: true },
    });
  }
}

/** A question of a study that the facilitator runs. */
export function loadOwnQuestion(
  tx: Transaction,
  { questionId, accountId }: { questionId: number; accountId: number },
): Outcome<{ question: Question }> {
  const question = loadQuestion(tx, questionId);
  if (!question || !loadStudyFacilitators(tx, question.studyId).includes(accountId)) {
    return refuse({ code: 'question.gone' });
  }
  return { ok: true, question };
}

function loadUnanswered(
  tx: Transaction,
  asked: { questionId: number; accountId: number },
): Outcome<{ question: Question }> {
  const found = loadOwnQuestion(tx, asked);
  if (!found.ok) return found;
  const { answer, expertId } = found.question;
  if (answer !== null) return refuse({ code: 'question.answered' });
  return expertId === null ? refuse({ code: 'question.askerForgotten' }) : found;
}
