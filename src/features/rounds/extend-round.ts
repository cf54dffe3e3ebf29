import { type Outcome, refuse } from '../../domain/refusals.ts';
import { deadlineFrom, type When } from '../../domain/when.ts';
import { logEvent } from '../../store/events.ts';
import type { Transaction } from '../../store/file/database.ts';
import { isWaiting, queueMessage } from '../../store/outbox.ts';
import { loadOutstanding } from '../../store/reminders.ts';
import { loadOverdueRounds, type Round, setDeadline } from '../../store/rounds.ts';
import type { Study } from '../../store/studies.ts';
import { loadRunningRound } from '../studies/load-standing.ts';

/**
 * Moves the open round's deadline: a span is added to it, a date replaces it. Reminders are reckoned anew. Experts who
 * have been told the old deadline and still owe their answers hear of the new one.
 */
export function extendRound(
  tx: Transaction,
  request: { study: Study; accountId: number; when: When; at: Date },
): Outcome<{ number: number; deadline: Date; told: number }> {
  const { study, when, at } = request;
  const open = loadRunningRound(tx, study, at);
  if (!open.ok) return open;
  const { round } = open;
  const deadline = deadlineFrom(when, round.deadline);
  if (deadline <= at) return refuse({ code: 'when.past' });
  const told = moveDeadline(tx, round, { deadline, at, accountId: request.accountId });
  return { ok: true, number: round.number, deadline, told };
}

/**
 * Keeps the rounds open whose deadline has come while the program was away, before it closes them: what was answered
 * may be lost. @returns how many there are
 */
export function keepOverdueOpen(tx: Transaction, { deadline, at }: { deadline: Date; at: Date }): number {
  const overdue = loadOverdueRounds(tx, at);
  for (const round of overdue) moveDeadline(tx, round, { deadline, at, accountId: null });
  return overdue.length;
}

/** @returns how many experts hear of it; who has blocked the bot does once it is let in again */
function moveDeadline(
  tx: Transaction,
  round: Round,
  { deadline, at, accountId }: { deadline: Date; at: Date; accountId: number | null },
): number {
  setDeadline(tx, round.id, deadline, at);
  // Whom the opening has not reached yet (quiet hours), it tells the new deadline.
  const concerned = loadOutstanding(tx, round.id).filter(
    (one) => !isWaiting(tx, { kind: 'round-opened', ...one }),
  );
  for (const expert of concerned) {
    queueMessage(tx, {
      kind: 'deadline-moved',
      key: `deadline-moved:${expert.questionnaireId}:${expert.accountId}:${at.getTime()}`,
      accountId: expert.accountId,
      at,
      args: { questionnaireId: expert.questionnaireId, deadline: deadline.getTime() },
    });
  }
  logEvent(tx, {
    studyId: round.studyId,
    at,
    actor: accountId === null ? 'program' : 'facilitator',
    accountId,
    kind: 'round.extended',
    details: { round: round.number, from: round.deadline.toISOString(), to: deadline.toISOString() },
  });
  return concerned.filter(({ isReachable }) => isReachable).length;
}
