import type { Surroundings } from '../../domain/quiet-hours.ts';
import type { Message } from '../../messages/message.ts';
import type { Transaction } from '../../store/file/database.ts';
import {
  dropLiveStatus,
  type LiveStatus,
  loadLiveStatus,
  loadLiveStatuses,
  saveLiveStatus,
} from '../../store/live-statuses.ts';
import { isUnderWay, queueMessage, sentMessageId } from '../../store/outbox.ts';
import { needStudy, runsStudy } from '../../store/studies.ts';
import { composeLiveStatus } from './compose-live-status.ts';
import { statusScreen } from './compose-status.ts';

/** A message is edited at most this often: a facilitator's chat has other messages to carry. */
const EVERY_MS = 15_000;
/** Stands in for the hash once the round is over: the message no longer changes. */
const OVER = 'over';

/**
 * Updates the messages that follow an open round wherever it has moved on. Edits are queued like any message, so that
 * they keep the messenger's pace and its waits. @returns how many
 */
export function followRounds(tx: Transaction, at: Date, surroundings: Surroundings): number {
  const due = loadLiveStatuses(tx, new Date(at.getTime() - EVERY_MS), at);
  return due.filter((live) => follow(tx, live, at, surroundings)).length;
}

function follow(tx: Transaction, live: LiveStatus, at: Date, surroundings: Surroundings): boolean {
  const { accountId, studyId, outboxKey } = live;
  const isWaiting = outboxKey !== null && isUnderWay(tx, outboxKey);
  const messageId = (outboxKey === null ? null : sentMessageId(tx, outboxKey)) ?? live.messageId;
  const study = needStudy(tx, studyId);
  const shown = composeLiveStatus(tx, study, { now: at, ...surroundings });
  const isOver = !shown && live.hash === OVER && !isWaiting;
  if (isOver || (messageId === null && !isWaiting) || !runsStudy(tx, accountId, studyId)) {
    dropLiveStatus(tx, live);
    return false;
  }
  const hash = shown?.hash ?? OVER;
  if (isWaiting || messageId === null || hash === live.hash) {
    saveLiveStatus(tx, { ...live, messageId, checkedAt: at });
    return false;
  }
  const key = `live-status:${studyId}:${accountId}:${at.getTime()}`;
  queueMessage(tx, { kind: 'live-status', key, accountId, at, args: { studyId, messageId } });
  saveLiveStatus(tx, { ...live, outboxKey: key, messageId, hash, checkedAt: at });
  return true;
}

/** What a followed message shows now; null where its reader has switched it to something else. */
export function composeFollowed(
  tx: Transaction,
  { studyId, messageId }: { studyId: number; messageId: number },
  reader: Surroundings & { accountId: number; at: Date },
): Message | null {
  const { accountId, at: now, zone, quietHours } = reader;
  const live = loadLiveStatus(tx, accountId, studyId);
  if (!live || live.messageId !== messageId) return null;
  const study = needStudy(tx, studyId);
  const surroundings = { now, zone, quietHours };
  return composeLiveStatus(tx, study, surroundings)?.message ?? statusScreen(tx, study, 0, surroundings);
}
