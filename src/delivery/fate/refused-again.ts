import type { Dialect } from '../../messengers/dialect.ts';
import type { CallOutcome } from '../../messengers/outcome.ts';
import { isSend } from '../call.ts';
import type { Work } from '../queue/next-work.ts';

const DAY = 24 * 60 * 60 * 1000;
/**
 * A question is passed on without a name. Where its answer does not arrive, whoever gave it must not hear a moment
 * later, by name, who cannot be reached: the next message that is everybody's will find out.
 */
const ANSWER_TRIED_AGAIN = 3;

/**
 * What a refusal for an unknown reason comes to, where the messenger's may pass: the send is tried again hours later,
 * and refused once more after the last of those waits it means that the person cannot be reached. Answers to presses
 * and commands are not kept for that: who just wrote can be reached, so the message itself is at fault.
 */
export function afterRefusal(
  work: Work,
  outcome: CallOutcome,
  { refusedAgainAfterMs }: Dialect,
  at: Date,
): CallOutcome {
  const { row, call } = work;
  if (outcome.kind === 'unreachable' && row?.kind === 'question-answer') {
    return row.refusals < ANSWER_TRIED_AGAIN
      ? { ...outcome, kind: 'refused-for-now', until: new Date(at.getTime() + DAY) }
      : { ...outcome, kind: 'refused' };
  }
  if (outcome.kind !== 'refused' || !row || row.priority === 0 || !isSend(call)) return outcome;
  if (refusedAgainAfterMs.length === 0) return outcome;
  const waitMs = refusedAgainAfterMs[row.refusals];
  const { reason } = outcome;
  return waitMs === undefined
    ? { kind: 'unreachable', reason }
    : { kind: 'refused-for-now', reason, until: new Date(at.getTime() + waitMs) };
}
