import { hiddenBefore, isShown } from '../../domain/own-past.ts';
import type { Message } from '../../messages/message.ts';
import { loadExpert } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadQuestion, type Question } from '../../store/questions.ts';
import { needStudy } from '../../store/studies.ts';
import { questionAnswerMessage } from './question-message.ts';
import { type PassedQuestion, passedQuestionMessage } from './questions-message.ts';

/** A question for a facilitator as it stands now: with its answer, where another facilitator was quicker. */
export function composeQuestion(tx: Transaction, questionId: number, corrected = false): Message | null {
  const question = loadQuestion(tx, questionId);
  return question ? passedQuestionMessage({ ...passedQuestion(tx, question), corrected }) : null;
}

/** A question without anything that tells whose it is. */
export function passedQuestion(
  tx: Transaction,
  { id: questionId, studyId, text: question, answer }: Question,
): PassedQuestion {
  return { questionId, title: needStudy(tx, studyId).title, question, answer };
}

/** An answer for who asked; null where the account is not, or not surely, the asker's, or the asker has left. */
export function composeQuestionAnswer(
  tx: Transaction,
  questionId: number,
  accountId: number,
): Message | null {
  const question = loadQuestion(tx, questionId);
  const expertId = question?.expertId ?? null;
  const expert = expertId === null ? undefined : loadExpert(tx, expertId);
  if (!question?.answer || expert?.accountId !== accountId || expert.leftAt || expert.removedAt) return null;
  const study = needStudy(tx, question.studyId);
  if (!isShown(question.askedAt, hiddenBefore(study, expert))) return null;
  return questionAnswerMessage({ title: study.title, question: question.text, answer: question.answer });
}
