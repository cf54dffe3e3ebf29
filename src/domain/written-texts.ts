import { type Outcome, type Refusal, refuse } from './refusals.ts';
import { seenText } from './seen-text.ts';

/** Longest question: with its answer and the text around both it still fits one message. */
export const QUESTION_LIMIT = 1000;
/** Longest answer to a question. */
export const ANSWER_LIMIT = 2000;
/** Longest announcement: the preview shows it whole; it can also be a question with its answer. */
export const ANNOUNCEMENT_LIMIT = 3200;
/** Longest reason of a departure from the protocol. */
const DEVIATION_REASON_LIMIT = 1000;
/** Most unanswered questions of one expert: more must be a mistake, or a conversation that belongs elsewhere. */
export const MOST_UNANSWERED = 5;

/** How long a typed text that goes straight to somebody else is waited for. */
const WAITED_FOR_MS = 24 * 60 * 60 * 1000;

/** Whether a text typed now is still meant for what asked for it: days later it is about something else. */
export function isStillWaitedFor(startedAt: Date, at: Date): boolean {
  return at.getTime() - startedAt.getTime() < WAITED_FOR_MS;
}

/** Checks an expert's question. Limits count characters as messengers do (UTF-16 units). */
export function readQuestion(typed: string): Outcome<{ text: string }> {
  return read(typed, QUESTION_LIMIT, { code: 'ask.noText' }, { code: 'ask.tooLong', limit: QUESTION_LIMIT });
}

/** Checks a facilitator's answer to a question. */
export function readQuestionAnswer(typed: string): Outcome<{ text: string }> {
  const tooLong: Refusal = { code: 'question.tooLong', limit: ANSWER_LIMIT };
  return read(typed, ANSWER_LIMIT, { code: 'question.noText' }, tooLong);
}

/** Checks what a facilitator wants to tell the experts. */
export function readAnnouncement(typed: string): Outcome<{ text: string }> {
  const tooLong: Refusal = { code: 'announce.tooLong', limit: ANNOUNCEMENT_LIMIT };
  return read(typed, ANNOUNCEMENT_LIMIT, { code: 'announce.noText' }, tooLong);
}

/** Checks why a facilitator departs from the locked protocol. */
export function readDeviationReason(typed: string): Outcome<{ text: string }> {
  const tooLong: Refusal = { code: 'deviation.tooLong', limit: DEVIATION_REASON_LIMIT };
  return read(typed, DEVIATION_REASON_LIMIT, { code: 'deviation.noReason' }, tooLong);
}

function read(typed: string, limit: number, empty: Refusal, tooLong: Refusal): Outcome<{ text: string }> {
  const text = seenText(typed);
  if (text === '') return refuse(empty);
  return text.length > limit ? refuse(tooLong) : { ok: true, text };
}
