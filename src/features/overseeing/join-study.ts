import { type Outcome, refuse } from '../../domain/refusals.ts';
import type { Message } from '../../messages/message.ts';
import { logEvent } from '../../store/events.ts';
import { loadEnrolments } from '../../store/experts.ts';
import { isFacilitator } from '../../store/facilitators.ts';
import type { Transaction } from '../../store/file/database.ts';
import {
  decideJoinRequest,
  insertJoinRequest,
  type JoinRequest,
  loadJoinRequest,
  loadLastJoinRequest,
} from '../../store/join-requests.ts';
import { isOperator, loadOperators } from '../../store/operators.ts';
import { hasLeft, queueMessage } from '../../store/outbox.ts';
import {
  addStudyFacilitator,
  chooseStudy,
  loadStudy,
  loadStudyFacilitators,
  needStudy,
  runsStudy,
  type Study,
} from '../../store/studies.ts';
import { joinDecidedMessage, joinRequestMessage, joinSettledMessage } from './join-request-message.ts';

/** Who may let somebody in: the study's facilitators; where none is left, the operators. */
interface Deciders {
  readonly by: 'facilitator' | 'operator';
  readonly accountIds: readonly number[];
}

/** A rejected request can be made again only after this time. */
const ASKED_AGAIN_AFTER_MS = 24 * 3_600_000;

/**
 * Asks to join a study that other facilitators run. One of them decides; where none of them is a facilitator of this
 * bot any more, an operator does; and without operators the asker joins at once: no study is locked for ever.
 *
 * @param ask.name what the messenger calls the asker
 */
export function askToJoin(
  tx: Transaction,
  ask: { studyId: number; accountId: number; name: string; at: Date },
): Outcome<{ study: Study; joining: 'joined' | 'asked' | 'asked-before' }> {
  const { studyId, accountId, at } = ask;
  const study = loadStudy(tx, studyId);
  if (!study) return refuse({ code: 'study.notYours' });
  if (runsStudy(tx, accountId, studyId)) {
    chooseStudy(tx, accountId, studyId);
    return { ok: true, study, joining: 'joined' };
  }
  if (loadEnrolments(tx, accountId).some((expert) => expert.studyId === studyId)) {
    return refuse({ code: 'study.ownExpert' });
  }
  const deciders = decidersOf(tx, studyId);
  if (deciders.accountIds.length === 0 || (deciders.by === 'operator' && isOperator(tx, accountId))) {
    letIn(tx, { studyId, accountId, by: deciders.accountIds.length === 0 ? 'nobody' : 'operator', at });
    return { ok: true, study, joining: 'joined' };
  }
  const last = loadLastJoinRequest(tx, studyId, accountId);
  if (last?.state === 'rejected' && at.getTime() - last.decidedAt!.getTime() < ASKED_AGAIN_AFTER_MS) {
    return refuse({ code: 'study.joinRejected' });
  }
  const request = last?.state === 'waiting' ? last : insertJoinRequest(tx, { ...ask, askedAt: at });
  // Also for a repeated request: those who decide may have changed since.
  const isNew = pass(tx, request, deciders, at);
  return { ok: true, study, joining: isNew ? 'asked' : 'asked-before' };
}

function decidersOf(tx: Transaction, studyId: number): Deciders {
  const facilitators = loadStudyFacilitators(tx, studyId);
  return facilitators.length > 0
    ? { by: 'facilitator', accountIds: facilitators }
    : { by: 'operator', accountIds: loadOperators(tx) };
}

/** @returns whether the request reaches somebody who had not heard of it before */
function pass(tx: Transaction, { id: requestId }: JoinRequest, { accountIds }: Deciders, at: Date): boolean {
  const told = accountIds.map((accountId) =>
    queueMessage(tx, {
      kind: 'join-request',
      key: requestKey(requestId, accountId),
      accountId,
      at,
      args: { requestId },
    }),
  );
  return told.includes(true);
}

function requestKey(requestId: number, accountId: number): string {
  return `join-request:${requestId}:${accountId}`;
}

/** Admits the asker or not, once; everybody else who could have decided sees that it is done. */
export function decideJoining(
  tx: Transaction,
  press: { requestId: number; accept: boolean; accountId: number; at: Date },
): Outcome<{ message: Message }> {
  const { requestId, accept, accountId, at } = press;
  const request = loadJoinRequest(tx, requestId);
  if (!request || !mayDecide(tx, accountId, request.studyId)) return refuse({ code: 'study.notYours' });
  if (request.state !== 'waiting') return refuse({ code: 'study.joinDecided' });
  if (accept && !isFacilitator(tx, request.accountId)) return refuse({ code: 'study.joinGone' });
  if (accept && loadEnrolments(tx, request.accountId).some(({ studyId }) => studyId === request.studyId)) {
    return refuse({ code: 'study.joinExpert' });
  }
  const state = accept ? 'accepted' : 'rejected';
  decideJoinRequest(tx, requestId, { state, decidedAt: at });
  const { studyId } = request;
  const { by, accountIds } = decidersOf(tx, studyId);
  const settled = joinSettledMessage({ ...request, state, title: needStudy(tx, studyId).title });
  for (const other of accountIds) {
    const replacesKey = requestKey(requestId, other);
    if (other === accountId || !hasLeft(tx, replacesKey)) continue;
    queueMessage(tx, {
      kind: 'reply',
      key: `${replacesKey}:decided`,
      accountId: other,
      at,
      args: { message: settled, replacesKey, ...(by === 'facilitator' && { forFacilitator: true }) },
    });
  }
  if (accept) letIn(tx, { studyId, accountId: request.accountId, by, at });
  queueMessage(tx, {
    kind: 'join-decided',
    key: `join-decided:${requestId}`,
    accountId: request.accountId,
    at,
    args: { requestId },
  });
  return { ok: true, message: settled };
}

/** Whether an account now has a say in who joins a study. */
function mayDecide(tx: Transaction, accountId: number, studyId: number): boolean {
  return decidersOf(tx, studyId).accountIds.includes(accountId);
}

function letIn(
  tx: Transaction,
  joining: { studyId: number; accountId: number; by: Deciders['by'] | 'nobody'; at: Date },
): void {
  const { studyId, accountId, by, at } = joining;
  addStudyFacilitator(tx, studyId, accountId, at);
  chooseStudy(tx, accountId, studyId);
  logEvent(tx, {
    ...{ studyId, at, actor: 'facilitator', accountId, kind: 'study.facilitatorJoined' },
    details: { letInBy: by },
  });
}

/** Asks a decider; null where the request is decided, or its asker is no facilitator any more. */
export function composeJoinRequest(tx: Transaction, requestId: number, accountId: number): Message | null {
  const request = loadJoinRequest(tx, requestId);
  if (request?.state !== 'waiting' || !isFacilitator(tx, request.accountId)) return null;
  if (!mayDecide(tx, accountId, request.studyId)) return null;
  const { name, studyId } = request;
  return joinRequestMessage({ requestId, name, title: needStudy(tx, studyId).title });
}

/** Tells the asker what was decided. */
export function composeJoinDecided(tx: Transaction, requestId: number): Message | null {
  const request = loadJoinRequest(tx, requestId);
  if (!request || request.state === 'waiting') return null;
  return joinDecidedMessage({
    accepted: request.state === 'accepted',
    title: needStudy(tx, request.studyId).title,
  });
}
