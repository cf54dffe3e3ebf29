import { type Outcome, refuse } from '../domain/refusals.ts';
import { deadlineFrom, type When } from '../domain/when.ts';
import type { Transaction } from '../store/database.ts';
import { logEvent } from '../store/events.ts';
import { isWaiting, queueMessage } from '../store/outbox.ts';
import { loadOpenRound, loadOutstanding, setDeadline } from '../store/rounds.ts';
import type { Study } from '../store/studies.ts';

/**
 * Moves the open round's deadline: a span is added to it, a date replaces it. Reminders are reckoned anew. Experts who
 * have been told the old deadline and still owe their answers hear of the new one.
 */
export function extendRound(
  tx: Transaction,
  request: { study: Study; accountId: number; when: When; at: Date },
): Outcome<{ number: number; deadline: Date; told: number }> {
  const { study, when, at } = request;
  const round = loadOpenRound(tx, study.id);
  if (!round || at >= round.deadline) return refuse({ code: 'round.noneOpen' });
  const deadline = deadlineFrom(when, round.deadline);
  if (deadline <= at) return refuse({ code: 'when.past' });

  setDeadline(tx, round.id, deadline, at);
  // Whom the opening has not reached yet (quiet hours), it tells the new deadline.
  const concerned = loadOutstanding(tx, round.id).filter(
    (one) => !isWaiting(tx, { kind: 'round-opened', ...one }),
  );
  for (const { questionnaireId, accountId } of concerned) {
    queueMessage(tx, {
      kind: 'deadline-moved',
      key: `deadline-moved:${questionnaireId}:${accountId}:${at.getTime()}`,
      accountId,
      at,
      args: { questionnaireId, deadline: deadline.getTime() },
    });
  }
  logEvent(tx, {
    studyId: study.id,
    at,
    actor: 'facilitator',
    accountId: request.accountId,
    kind: 'round.extended',
    details: { round: round.number, from: round.deadline.toISOString(), to: deadline.toISOString() },
  });
  return { ok: true, number: round.number, deadline, told: concerned.length };
}
