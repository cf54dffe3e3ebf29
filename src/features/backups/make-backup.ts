import { basename } from 'node:path';
import type { Logger } from 'pino';
import type { BackupTrouble } from '../../domain/backup-trouble.ts';
import { documentName } from '../../domain/document-name.ts';
import { largestDocument, REQUEST_ADDS } from '../../jobs/document.ts';
import type { AskedJob } from '../../jobs/job-kind.ts';
import { replyToJob, workingKey } from '../../jobs/reply.ts';
import type { Message } from '../../messages/message.ts';
import { logEvent } from '../../store/events.ts';
import { removeUnfinishedCopy } from '../../store/file/copy-database.ts';
import type { Database, Transaction } from '../../store/file/database.ts';
import { type CopyShelf, clearShelf, placeOnShelf } from '../../store/file/kept-copies.ts';
import { removeTellingCopies } from '../../store/file/telling-copies.ts';
import { queueJob } from '../../store/jobs.ts';
import { isOperator, loadOperators } from '../../store/operators.ts';
import { queueMessage } from '../../store/outbox.ts';
import { loadStudyIds } from '../../store/studies.ts';
import {
  backupCaption,
  backupFailedMessage,
  backupMadeMessage,
  backupTooLargeMessage,
} from './backup-message.ts';
import { noteNightlyBackup, tellOfFailedBackup } from './nightly-backup.ts';

/** Copies the database beside the updates. @returns its size in bytes */
export type MakeCopy = (copy: { source: string; target: string }, signal: AbortSignal) => Promise<number>;

export interface BackupParts {
  readonly db: Database;
  readonly shelf: CopyShelf;
  readonly copy: MakeCopy;
  readonly now: () => Date;
  readonly log: Logger;
}

/** Asks for a copy now, for the one who asks. */
export function requestBackup(tx: Transaction, request: { key: string; accountId: number; at: Date }): void {
  const { key, accountId, at } = request;
  queueJob(tx, { key, kind: 'backup', accountId, studyId: null, args: {}, createdAt: at });
}

/**
 * The job `backup`: makes a copy, and removes those that are more than are kept. The nightly one is nobody's; of one
 * that was asked for, every study's log tells. A copy that fails is no failed job: trying again at once would only fill
 * a full disk anew.
 */
export async function makeBackup(
  job: AskedJob,
  parts: BackupParts,
  signal: AbortSignal,
): Promise<(tx: Transaction) => void> {
  const { shelf, copy, now, log } = parts;
  const kind = job.accountId === null ? 'nightly' : 'asked';
  const begunAt = now();
  const target = placeOnShelf(shelf, kind, begunAt);
  removeOldCopies(parts, () => removeTellingCopies(parts.db, shelf, begunAt));
  try {
    const bytes = await copy({ source: shelf.source, target }, signal);
    log.info({ copy: basename(target), bytes }, 'a copy of the database was made');
    removeOldCopies(parts, () => clearShelf(shelf, kind, target));
    if (job.accountId === null) return (tx) => noteNightlyBackup(tx, begunAt);
    return (tx) => tellOfCopy(tx, job, { path: target, bytes, begunAt }, now());
  } catch (error) {
    removeUnfinishedCopy(target);
    if (signal.aborted) throw error;
    const trouble = troubleOf(error);
    log.error({ error, kind, trouble, folder: shelf.folder }, 'no copy of the database could be made');
    return (tx) => tellOfTrouble(tx, job, trouble, parts);
  }
}

/** A folder that resists spoils no copy. */
export function removeOldCopies(
  { shelf, log }: Pick<BackupParts, 'shelf' | 'log'>,
  remove: () => number,
): void {
  try {
    const removed = remove();
    if (removed > 0) log.info({ removed }, 'old copies of the database were removed');
  } catch (error) {
    log.warn({ error, folder: shelf.folder }, 'old copies of the database could not be removed');
  }
}

function tellOfCopy(
  tx: Transaction,
  job: AskedJob,
  { path, bytes, begunAt }: { path: string; bytes: number; begunAt: Date },
  at: Date,
): void {
  const accountId = job.accountId!;
  const args = { path, at: begunAt.getTime(), replacesKey: workingKey(job.id) };
  queueMessage(tx, { kind: 'backup-copy', key: `job:${job.id}:document`, accountId, at, args });
  const byOperator = isOperator(tx, accountId);
  const actor = byOperator ? 'operator' : 'facilitator';
  const details = { bytes, sent: byOperator && bytes <= largestDocument(tx, accountId) };
  // It holds every study's answers beside the names.
  for (const studyId of loadStudyIds(tx)) {
    logEvent(tx, { studyId, at, actor, accountId, kind: 'backup.made', details });
  }
}

/**
 * What whoever asked for a copy gets, decided when it leaves: an operator the file, where the messenger takes one so
 * large; anybody else is told where it lies.
 */
export function composeCopy(
  tx: Transaction,
  copy: { path: string; bytes: number; at: Date; zone: string },
  accountId: number,
): { path: string; caption: string } | { message: Message } {
  if (!isOperator(tx, accountId)) {
    return { message: backupMadeMessage({ ...copy, hasOperators: loadOperators(tx).length > 0 }) };
  }
  const limit = largestDocument(tx, accountId);
  if (copy.bytes > limit) return { message: backupTooLargeMessage({ ...copy, limit: limit + REQUEST_ADDS }) };
  return { path: copy.path, caption: backupCaption({ ...copy, file: documentName(basename(copy.path)) }) };
}

function tellOfTrouble(
  tx: Transaction,
  job: AskedJob,
  trouble: BackupTrouble,
  { shelf, now }: BackupParts,
): void {
  const { folder, zone } = shelf;
  if (job.accountId === null) tellOfFailedBackup(tx, { at: now(), zone, trouble, folder });
  else replyToJob(tx, job, backupFailedMessage('asked', trouble, folder), now());
}

function troubleOf(error: unknown): BackupTrouble {
  const { code, name } = error as { code?: unknown; name?: unknown };
  if (name === 'UnusableDatabase') return 'unsound';
  if (typeof code !== 'string') return 'other';
  if (/^(ENOSPC|EDQUOT|SQLITE_FULL)/.test(code)) return 'no-room';
  if (/^(EACCES|EPERM|EROFS|ENOENT|ENOTDIR|EEXIST|SQLITE_(READONLY|CANTOPEN|PERM))/.test(code))
    return 'no-access';
  return /^SQLITE_(CORRUPT|NOTADB)/.test(code) ? 'unsound' : 'other';
}
