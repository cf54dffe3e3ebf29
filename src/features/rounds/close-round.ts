import { type Outcome, refuse } from '../../domain/refusals.ts';
import { logEvent } from '../../store/events.ts';
import type { Transaction } from '../../store/file/database.ts';
import { queueJob } from '../../store/jobs.ts';
import { endPreview, insertPreview } from '../../store/previews.ts';
import { loadOverdueRounds, needRound, type Round, setRoundClosed } from '../../store/rounds.ts';
import { needStudy, type Study } from '../../store/studies.ts';
import { putBackAtClosing } from '../joining/change-account.ts';
import { loadOpenRoundOf } from '../studies/load-standing.ts';
import { loadOwnPreview } from '../studies/shown-preview.ts';

/** Prepares an early closing to be shown. */
export function prepareClosing(
  tx: Transaction,
  request: { study: Study; accountId: number; at: Date },
): Outcome<{ previewId: number; round: Round }> {
  const open = loadOpenRoundOf(tx, request.study);
  if (!open.ok) return open;
  const { round } = open;
  const previewId = insertPreview(tx, {
    accountId: request.accountId,
    studyId: request.study.id,
    kind: 'close',
    args: { roundId: round.id },
    createdAt: request.at,
  });
  return { ok: true, previewId, round };
}

/** Closes the previewed round before its deadline. */
export function closeRoundEarly(
  tx: Transaction,
  press: { previewId: number; accountId: number; at: Date },
): Outcome<{ number: number; title: string }> {
  const shown = loadOwnPreview(tx, press, 'close');
  if (!shown.ok) return shown;
  const round = needRound(tx, (shown.preview.args as { roundId: number }).roundId);
  endPreview(tx, press.previewId, 'done');
  if (round.state !== 'open') return refuse({ code: 'round.closed', number: round.number });
  closeRound(tx, round, { at: press.at, closedBy: 'facilitator', accountId: press.accountId });
  return { ok: true, number: round.number, title: needStudy(tx, round.studyId).title };
}

/** Closes every round whose deadline has come, also one that came while the program was down. */
export function closeOverdueRounds(tx: Transaction, at: Date): number {
  const overdue = loadOverdueRounds(tx, at);
  for (const round of overdue) closeRound(tx, round, { at, closedBy: 'deadline', accountId: null });
  return overdue.length;
}

/**
 * One short commit: from here on no answer counts. Its `closedAt` is the moment from which answers were refused, which
 * is the deadline where that has come, however late the program gets to it. The verdicts are a job of their own.
 */
function closeRound(
  tx: Transaction,
  round: Round,
  closing: { at: Date; closedBy: 'deadline' | 'facilitator'; accountId: number | null },
): void {
  const closedAt = new Date(Math.min(closing.at.getTime(), round.deadline.getTime()));
  putBackAtClosing(tx, round.id);
  setRoundClosed(tx, round.id, closedAt, closing.closedBy);
  queueJob(tx, {
    key: `judge:${round.id}`,
    kind: 'judge-round',
    accountId: null,
    studyId: round.studyId,
    // Who closes waits for the verdicts; they are made also where that account is gone by then.
    args: { roundId: round.id, askedBy: closing.accountId },
    createdAt: closing.at,
  });
  logEvent(tx, {
    studyId: round.studyId,
    at: closing.at,
    actor: closing.closedBy === 'facilitator' ? 'facilitator' : 'program',
    accountId: closing.accountId,
    kind: 'round.closed',
    details: { round: round.number, by: closing.closedBy },
  });
}
