import { type Outcome, refuse } from '../../domain/refusals.ts';
import { deadlineFrom, type When } from '../../domain/when.ts';
import { logEvent } from '../../store/events.ts';
import type { Transaction } from '../../store/file/database.ts';
import { queueMessage } from '../../store/outbox.ts';
import { countToldOtherwise, loadToldOtherwise } from '../../store/reminders.ts';
import { loadOverdueRounds, loadRound, type Round, setDeadline } from '../../store/rounds.ts';
import type { Study } from '../../store/studies.ts';
import { loadRunningRound } from '../studies/load-standing.ts';
import { beginTelling, type TellNext } from '../studies/tell-in-parts.ts';

/**
 * Moves the open round's deadline: a span is added to it, a date replaces it. Reminders are reckoned anew. Experts who
 * have been told the old deadline and still owe their answers hear of the new one; many of them in parts.
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
  const { studyId, id: roundId } = round;
  const told = countToldOtherwise(tx, { roundId, movedAt: at });
  const args = { roundId, deadline: deadline.getTime() };
  beginTelling(tx, { studyId, kind: 'deadline-moved', args, at }, tellDeadline);
  logEvent(tx, {
    studyId,
    at,
    actor: accountId === null ? 'program' : 'facilitator',
    accountId,
    kind: 'round.extended',
    details: { round: round.number, from: round.deadline.toISOString(), to: deadline.toISOString() },
  });
  return told;
}

/** Queues the news of a moved deadline to those who come next; to nobody where it has moved again, or the round is over. */
export const tellDeadline: TellNext<'deadline-moved'> = (tx, { args, at }, after, limit) => {
  const { roundId, deadline } = args;
  const round = loadRound(tx, roundId);
  if (round?.state !== 'open' || round.deadline.getTime() !== deadline) return [];
  const some = loadToldOtherwise(tx, { roundId, movedAt: at }, after, limit);
  for (const { questionnaireId, accountId } of some) {
    const key = `deadline-moved:${questionnaireId}:${accountId}:${at.getTime()}`;
    queueMessage(tx, {
      ...{ kind: 'deadline-moved', key, accountId, at },
      args: { questionnaireId, deadline },
    });
  }
  return some;
};
