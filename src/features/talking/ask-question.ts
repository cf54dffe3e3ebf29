import { hiddenBefore } from '../../domain/own-past.ts';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import { MOST_UNANSWERED, readQuestion } from '../../domain/written-texts.ts';
import { endDialog, startDialog } from '../../store/dialogs.ts';
import { logEvent } from '../../store/events.ts';
import { type Expert, loadEnrolments } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { hasLeft, queueMessage } from '../../store/outbox.ts';
import { countUnanswered, insertQuestion, loadQuestion, saveQuestionText } from '../../store/questions.ts';
import { type KeptText, keepText } from '../../store/sent-texts.ts';
import { loadStudyFacilitators, needStudy, type Study } from '../../store/studies.ts';

/** A study that an account may ask about, as one of its experts. */
export interface AskableStudy {
  readonly expert: Expert;
  readonly study: Study;
}

/** Studies that an account may ask about, the newest first: those that go on, else those that are over. */
export function loadAskableStudies(tx: Transaction, accountId: number): AskableStudy[] {
  const all = loadEnrolments(tx, accountId).map((expert) => ({
    expert,
    study: needStudy(tx, expert.studyId),
  }));
  const running = all.filter(({ study }) => study.state !== 'finished');
  return running.length > 0 ? running : all;
}

/** Waits for a question about a study: the expert's next text is taken for it. */
export function awaitQuestion(
  tx: Transaction,
  press: { studyId: number; accountId: number; at: Date },
): Outcome<{ study: Study }> {
  const { studyId, accountId, at } = press;
  const expert = asker(tx, accountId, studyId);
  if (!expert) return refuse({ code: 'ask.noStudy' });
  const waiting = countUnanswered(tx, expert.id, hiddenBefore(needStudy(tx, studyId), expert));
  if (waiting >= MOST_UNANSWERED) return refuse({ code: 'ask.tooMany', waiting });
  startDialog(tx, { accountId, kind: 'ask', args: { studyId }, startedAt: at });
  return { ok: true, study: needStudy(tx, studyId) };
}

/** Keeps a question that was typed behind the command until it is known which study it is about. */
export function keepQuestion(
  tx: Transaction,
  given: { text: string; messageId: number; accountId: number; at: Date },
): Outcome<{ kept: KeptText }> {
  const read = readQuestion(given.text);
  if (!read.ok) return read;
  const { accountId, at } = given;
  startDialog(tx, { accountId, kind: 'ask-which', args: {}, startedAt: at });
  return { ok: true, kept: keepText(tx, { ...given, text: read.text }) };
}

/**
 * Passes an expert's question on to the study's facilitators, without a name: neither their message nor the log says
 * whose it is.
 */
export function askQuestion(
  tx: Transaction,
  given: { studyId: number; text: string; accountId: number; at: Date },
): Outcome<{ study: Study; questionId: number }> {
  const { studyId, accountId, at } = given;
  const expert = asker(tx, accountId, studyId);
  if (!expert) {
    endDialog(tx, accountId);
    return refuse({ code: 'ask.noStudy' });
  }
  const read = readQuestion(given.text);
  if (!read.ok) return read;
  endDialog(tx, accountId);
  const waiting = countUnanswered(tx, expert.id, hiddenBefore(needStudy(tx, studyId), expert));
  if (waiting >= MOST_UNANSWERED) return refuse({ code: 'ask.tooMany', waiting });

  const questionId = insertQuestion(tx, { studyId, expertId: expert.id, text: read.text, askedAt: at });
  for (const facilitator of loadStudyFacilitators(tx, studyId)) {
    queueMessage(tx, {
      kind: 'question',
      key: questionKey(questionId, facilitator),
      accountId: facilitator,
      at,
      args: { questionId },
    });
  }
  logEvent(tx, { studyId, at, actor: 'expert', kind: 'question.asked' });
  return { ok: true, study: needStudy(tx, studyId), questionId };
}

/** Takes another text for a question that nobody has answered; facilitators who have read it get it anew. */
export function correctQuestion(
  tx: Transaction,
  given: { questionId: number; text: string; accountId: number; at: Date },
): Outcome {
  const { questionId, accountId, at } = given;
  const question = loadQuestion(tx, questionId);
  const expert = question && asker(tx, accountId, question.studyId);
  if (!question || !expert || question.expertId !== expert.id) return refuse({ code: 'ask.noStudy' });
  if (question.answer !== null) return refuse({ code: 'text.answered' });
  const read = readQuestion(given.text);
  if (!read.ok) return read;
  if (read.text === question.text) return { ok: true };
  saveQuestionText(tx, questionId, read.text);
  for (const facilitator of loadStudyFacilitators(tx, question.studyId)) {
    // Who has not got it yet gets the new words.
    if (!hasLeft(tx, questionKey(questionId, facilitator))) continue;
    queueMessage(tx, {
      kind: 'question',
      key: `${questionKey(questionId, facilitator)}:corrected:${at.getTime()}`,
      accountId: facilitator,
      at,
      args: { questionId, corrected: true },
    });
  }
  return { ok: true };
}

/** Of the message that brings a question to a facilitator. */
export function questionKey(questionId: number, facilitatorId: number): string {
  return `question:${questionId}:${facilitatorId}`;
}

function asker(tx: Transaction, accountId: number, studyId: number): Expert | undefined {
  return loadEnrolments(tx, accountId).find((expert) => expert.studyId === studyId);
}
