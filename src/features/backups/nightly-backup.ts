import { isBackupDue, lastBackupNight } from '../../domain/backup-night.ts';
import type { BackupTrouble } from '../../domain/backup-trouble.ts';
import type { Message } from '../../messages/message.ts';
import { isReachable } from '../../store/accounts.ts';
import { loadFacilitators } from '../../store/facilitators.ts';
import type { Transaction } from '../../store/file/database.ts';
import { queueJob } from '../../store/jobs.ts';
import { loadOperators } from '../../store/operators.ts';
import { queueMessage } from '../../store/outbox.ts';
import { loadState, saveState } from '../../store/program-state.ts';
import { backupFailedMessage } from './backup-message.ts';

/** When the last nightly copy was begun that came to be; in a new database, when nights began to count. */
const MADE_AT = 'backup_made_at';
const TRIED_AT = 'backup_tried_at';

/**
 * Queues the nightly copy where it is due: at night, or at the first tick after one that was missed. A new database
 * has nothing to copy before its first night.
 *
 * @returns whether a job was queued
 */
export function queueDueBackup(tx: Transaction, at: Date, zone: string): boolean {
  const madeAt = loadMoment(tx, MADE_AT);
  if (!madeAt) {
    saveState(tx, MADE_AT, at.toISOString());
    return false;
  }
  if (!isBackupDue({ now: at, zone, madeAt, triedAt: loadMoment(tx, TRIED_AT) })) return false;
  saveState(tx, TRIED_AT, at.toISOString());
  const key = `backup:nightly:${at.toISOString()}`;
  return queueJob(tx, { key, kind: 'backup', accountId: null, studyId: null, args: {}, createdAt: at });
}

/** Notes that the nightly copy stands; `begunAt` is the moment that it shows. */
export function noteNightlyBackup(tx: Transaction, begunAt: Date): void {
  saveState(tx, MADE_AT, begunAt.toISOString());
}

/**
 * Tells those who can do something about it that the night's copy could not be made, once a night, however often it is
 * tried: the operators; where none of them can be reached, every facilitator.
 */
export function tellOfFailedBackup(
  tx: Transaction,
  { at, zone, trouble, folder }: { at: Date; zone: string; trouble: BackupTrouble; folder: string },
): void {
  const night = lastBackupNight(at, zone);
  const operators = loadOperators(tx).filter((accountId) => isReachable(tx, accountId));
  for (const accountId of operators.length > 0 ? operators : loadFacilitators(tx)) {
    queueMessage(tx, {
      kind: 'backup-failed',
      key: `backup-failed:${night.toISOString()}:${accountId}`,
      accountId,
      at,
      args: { night: night.getTime(), trouble, folder },
    });
  }
}

/** Null where the night's copy has been made after all. */
export function composeFailedBackup(
  tx: Transaction,
  failure: { night: number; trouble: BackupTrouble; folder: string },
): Message | null {
  const madeAt = loadMoment(tx, MADE_AT);
  if (madeAt && madeAt.getTime() >= failure.night) return null;
  return backupFailedMessage('nightly', failure.trouble, failure.folder);
}

function loadMoment(tx: Transaction, key: string): Date | null {
  const written = loadState(tx, key);
  return written === undefined ? null : new Date(written);
}
