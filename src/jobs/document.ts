import { MESSENGERS, messengerOf } from '../messengers/all.ts';
import { loadAccount } from '../store/accounts.ts';
import type { Transaction } from '../store/file/database.ts';
import { deleteFile, insertFile } from '../store/files.ts';
import { queueMessage } from '../store/outbox.ts';
import { html } from '../texts/i18n.ts';

export const REQUEST_ADDS = 10_000;

/** The largest document that an account's messenger takes, in bytes, less what the request adds. */
export function largestDocument(tx: Transaction, accountId: number): number {
  const account = loadAccount(tx, accountId);
  const own = account ? [messengerOf(account.messenger)] : MESSENGERS;
  return Math.min(...own.map((messenger) => messenger.largestDocument)) - REQUEST_ADDS;
}

export interface QueuedDocument {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** HTML, at most 1024 characters. */
  readonly caption: string;
}

/**
 * Queues a document under a key, once. One that is larger than the account's messenger takes comes in parts, named
 * `.001` and on, which every unpacking program joins.
 *
 * @param to.largest of its messenger, unless said otherwise
 */
export function queueDocument(
  tx: Transaction,
  { name, bytes, caption }: QueuedDocument,
  to: { key: string; accountId: number; at: Date; forFacilitator?: boolean; largest?: number },
): void {
  const { key, accountId, at, forFacilitator = false } = to;
  const largest = to.largest ?? largestDocument(tx, accountId);
  const parts = Math.max(1, Math.ceil(bytes.length / largest));
  for (let part = 1; part <= parts; part += 1) {
    const isWhole = parts === 1;
    const fileId = insertFile(tx, {
      name: isWhole ? name : `${name}.${String(part).padStart(3, '0')}`,
      bytes: bytes.subarray((part - 1) * largest, part * largest),
      createdAt: at,
    });
    const isNew = queueMessage(tx, {
      kind: 'document',
      key: part === 1 ? key : `${key}:${part}`,
      accountId,
      at,
      args: { fileId, caption: isWhole ? caption : partCaption(caption, part, parts), forFacilitator },
    });
    if (!isNew) deleteFile(tx, fileId);
  }
}

function partCaption(caption: string, part: number, parts: number): string {
  const place = html('facilitator.document.part', { part, parts });
  return part === 1 ? `${caption}\n\n${place} ${html('facilitator.document.join')}` : place;
}
