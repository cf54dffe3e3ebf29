import type { QuietHours } from '../../domain/quiet-hours.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { Message } from '../../messages/message.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadSentText, type SentText, saveSentText } from '../../store/sent-texts.ts';
import { correctReason } from '../answering/give-reason.ts';
import { correctWritten } from '../answering/record-answer.ts';
import { correctExplanation } from '../proposals/decide-proposal.ts';
import { correctProposal } from '../proposals/suggest.ts';
import { correctAnnouncement } from '../talking/announce.ts';
import { correctAnswer } from '../talking/answer-question.ts';
import { correctQuestion } from '../talking/ask-question.ts';

/** An edit of a message, by its account. */
export interface Correction {
  readonly accountId: number;
  readonly messageId: number;
  readonly text: string;
  readonly at: Date;
  readonly pressedAt: Date;
  readonly quietHours: QuietHours;
  readonly zone: string;
}

/**
 * Takes an edited message's words for what it became, as long as nobody has answered, decided or read that.
 *
 * @returns null where the message became nothing that is known
 */
export function correctText(
  tx: Transaction,
  correction: Correction,
): Outcome<{ kind: Became['kind']; message?: Message }> | null {
  const sent = loadSentText(tx, correction.accountId, correction.messageId);
  if (!sent || sent.kind === 'kept') return null;
  const { kind, subjectId } = sent;
  const outcome = correct(tx, { kind, subjectId }, correction);
  // What was refused before is not waited with any more.
  if (outcome.ok) saveSentText(tx, sent);
  return outcome.ok ? { ...outcome, kind } : outcome;
}

interface Became {
  readonly kind: Exclude<SentText['kind'], 'kept'>;
  readonly subjectId: number;
}

function correct(
  tx: Transaction,
  { kind, subjectId }: Became,
  correction: Correction,
): Outcome<{ message?: Message }> {
  switch (kind) {
    case 'reason':
      return correctReason(tx, subjectId, correction.text, correction);
    case 'answer':
      return correctWritten(tx, subjectId, correction.text, correction);
    case 'question':
      return correctQuestion(tx, { ...correction, questionId: subjectId });
    case 'question-answer':
      return correctAnswer(tx, { ...correction, questionId: subjectId });
    case 'proposal':
      return correctProposal(tx, { ...correction, proposalId: subjectId });
    case 'why-rejected':
      return correctExplanation(tx, { ...correction, proposalId: subjectId });
    case 'announcement':
      return correctAnnouncement(tx, { ...correction, previewId: subjectId }, correction);
  }
}
