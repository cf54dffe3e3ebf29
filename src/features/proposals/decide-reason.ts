import { createHash } from 'node:crypto';
import { decideOn } from '../../domain/proposals.ts';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import { logEvent } from '../../store/events.ts';
import type { Transaction } from '../../store/file/database.ts';
import { acceptReasonsOf, decideReasons, loadReasonsFor } from '../../store/reasons.ts';
import { loadRound } from '../../store/rounds.ts';
import type { Study } from '../../store/studies.ts';
import { studyOf } from '../studies/choose-study.ts';

interface ReasonPress {
  readonly accountId: number;
  readonly at: Date;
}

/** A reason as a button names it: by what is read. An answer's id would rise in the order in which experts began. */
export interface ReasonShown {
  readonly roundId: number;
  readonly itemId: number;
  readonly mark: number;
}

/** A number that stands for a reason's words; small enough for a button. */
export function reasonMark(text: string): number {
  return createHash('sha256').update(text).digest().readUIntBE(0, 5);
}

/**
 * Lets a reason through to the other experts, or keeps it back; those of the same words for the same item with it. It
 * has no author as far as anybody is told, and its author is told nothing: a reason is part of an answer.
 */
export function settleReason(
  tx: Transaction,
  press: ReasonPress & { reason: ReasonShown; decision: 'accepted' | 'rejected' },
): Outcome<{ study: Study; isNew: boolean }> {
  const { decision, accountId, at } = press;
  const { roundId, itemId, mark } = press.reason;
  const round = loadRound(tx, roundId);
  if (!round) return refuse({ code: 'suggest.gone' });
  const own = studyOf(tx, accountId, round.studyId);
  if (!own.ok) return own;
  const alike = loadReasonsFor(tx, roundId, itemId).filter(({ text }) => reasonMark(text) === mark);
  const [first] = alike;
  if (!first) return refuse({ code: 'suggest.gone' });
  const waiting = alike.filter(({ state }) => state === 'new');
  const decided = decideOn(waiting.length > 0 ? 'new' : first.state, decision);
  if (!decided.ok) return decided;
  if (decided.isNew) {
    decideReasons(
      tx,
      waiting.map(({ answerId }) => answerId),
      decision,
    );
    logEvent(tx, {
      ...{ studyId: round.studyId, at, actor: 'facilitator', accountId, kind: `reason.${decision}` },
      details: { round: round.number, itemId },
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
