import { decideOn } from '../domain/proposals.ts';
import { type Outcome, refuse } from '../domain/refusals.ts';
import type { Transaction } from '../store/database.ts';
import { logEvent } from '../store/events.ts';
import { acceptReasonsOf, decideReason, loadReason } from '../store/reasons.ts';
import { loadRound } from '../store/rounds.ts';
import type { Study } from '../store/studies.ts';
import { studyOf } from './choose-study.ts';

interface ReasonPress {
  readonly accountId: number;
  readonly at: Date;
}

/**
 * Lets a reason through to the other experts, or keeps it back. It has no author as far as anybody is told, and its
 * author is told nothing: a reason is part of an answer.
 */
export function settleReason(
  tx: Transaction,
  press: ReasonPress & { answerId: number; decision: 'accepted' | 'rejected' },
): Outcome<{ study: Study; isNew: boolean }> {
  const reason = loadReason(tx, press.answerId);
  if (!reason) return refuse({ code: 'suggest.gone' });
  const own = studyOf(tx, press.accountId, reason.studyId);
  if (!own.ok) return own;
  const decided = decideOn(reason.state, press.decision);
  if (!decided.ok) return decided;
  if (decided.isNew) {
    decideReason(tx, press.answerId, press.decision);
    const { accountId, at } = press;
    logEvent(tx, {
      ...{ studyId: reason.studyId, at, actor: 'facilitator', accountId, kind: `reason.${press.decision}` },
      details: { round: reason.roundNumber, itemId: reason.itemId },
    });
  }
  return { ok: true, study: own.study, isNew: decided.isNew };
}

/** Lets every reason of a closed round through that waits for a decision. */
export function acceptReasons(
  tx: Transaction,
  press: ReasonPress & { roundId: number },
): Outcome<{ study: Study; accepted: number }> {
  const round = loadRound(tx, press.roundId);
  if (!round) return refuse({ code: 'suggest.gone' });
  const own = studyOf(tx, press.accountId, round.studyId);
  if (!own.ok) return own;
  const accepted = acceptReasonsOf(tx, round.studyId, round.id);
  if (accepted > 0) {
    const { accountId, at } = press;
    logEvent(tx, {
      ...{ studyId: round.studyId, at, actor: 'facilitator', accountId, kind: 'reasons.accepted' },
      details: { round: round.number, reasons: accepted },
    });
  }
  return { ok: true, study: own.study, accepted };
}
