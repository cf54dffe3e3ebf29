import { MESSENGERS, messengerOf } from '../messengers/all.ts';
import { loadAccount } from '../store/accounts.ts';
import { type Database, type Transaction, transact } from '../store/file/database.ts';
import { transactUnsynced } from '../store/file/transact-unsynced.ts';
import { appendToFile, beginFile, deleteFile, deleteUnfinishedFiles, endFile } from '../store/files.ts';
import { queueMessage } from '../store/outbox.ts';
import { html } from '../texts/i18n.ts';

export const REQUEST_ADDS = 10_000;

/** The largest document that an account's messenger takes, in bytes, less what the request adds. */
export function largestDocument(tx: Transaction, accountId: number): number {
  const account = loadAccount(tx, accountId);
  const own = account ? [messengerOf(account.messenger)] : MESSENGERS;
  return Math.min(...own.map((messenger) => messenger.largestDocument)) - REQUEST_ADDS;
}

/** What a document is called, and what stands below it. */
export interface DocumentWords {
  readonly name: string;
  /** HTML, at most 1024 characters. */
  readonly caption: string;
}

export interface QueuedDocument extends DocumentWords {
  readonly bytes: Uint8Array;
}

/** Whom a document goes to, under a key, once. */
interface Addressee {
  readonly key: string;
  readonly accountId: number;
  readonly at: Date;
  readonly forFacilitator?: boolean;
}

/** A document that is kept as it is made: one that is too large for a messenger in several files. */
export interface KeptDocument {
  add(tx: Transaction, bytes: Uint8Array): void;
  /** Ends it, and queues it for whom it goes to. */
  queue(tx: Transaction, words: DocumentWords, to: Addressee): void;
}

/**
 * Keeps a document piece by piece. One that is larger than the account's messenger takes comes in parts, named `.001`
 * and on, which every unpacking program joins.
 *
 * @param of.writtenBy the job that makes it, where that takes several transactions
 */
function keepDocument(of: { largest: number; writtenBy: number | null; at: Date }): KeptDocument {
  const { largest, writtenBy, at: createdAt } = of;
  const fileIds: number[] = [];
  let room = 0;
  return {
    add(tx, bytes) {
      for (let rest = bytes; rest.length > 0; ) {
        if (room === 0) {
          fileIds.push(beginFile(tx, { writtenBy, createdAt }));
          room = largest;
        }
        const piece = rest.subarray(0, room);
        appendToFile(tx, fileIds.at(-1)!, piece);
        room -= piece.length;
        rest = rest.subarray(piece.length);
      }
    },
    queue(tx, { name, caption }, { key, accountId, at, forFacilitator = false }) {
      const parts = fileIds.length;
      for (const [before, fileId] of fileIds.entries()) {
        const part = before + 1;
        endFile(tx, fileId, parts === 1 ? name : `${name}.${String(part).padStart(3, '0')}`);
        const isNew = queueMessage(tx, {
          kind: 'document',
          key: part === 1 ? key : `${key}:${part}`,
          ...{ accountId, at },
          args: {
            ...{ fileId, forFacilitator },
            caption: parts === 1 ? caption : partCaption(caption, part, parts),
          },
        });
        if (!isNew) deleteFile(tx, fileId);
      }
    },
  };
}

/**
 * Keeps the document that a job makes over a while. What an earlier attempt left of it is deleted.
 *
 * @returns the document, and what takes its next piece. @throws from `take` where the disk is full
 */
export function keepJobDocument(
  db: Database,
  { id, accountId }: { readonly id: number; readonly accountId: number },
  at: Date,
): { document: KeptDocument; take: (piece: Uint8Array) => void } {
  transact(db, (tx) => deleteUnfinishedFiles(tx, id));
  const document = keepDocument({ largest: largestDocument(db, accountId), writtenBy: id, at });
  // The commit that queues it syncs all of these.
  return { document, take: (piece) => transactUnsynced(db, (tx) => document.add(tx, piece)) };
}

/**
 * Queues a document under a key, once.
 *
 * @param to.largest of its messenger, unless said otherwise
 */
export function queueDocument(
  tx: Transaction,
  { bytes, ...words }: QueuedDocument,
  { largest, ...to }: Addressee & { largest?: number },
): void {
  const { accountId, at } = to;
  const document = keepDocument({
    largest: largest ?? largestDocument(tx, accountId),
    writtenBy: null,
    at,
  });
  document.add(tx, bytes);
  document.queue(tx, words, to);
}

function partCaption(caption: string, part: number, parts: number): string {
  const place = html('facilitator.document.part', { part, parts });
  return part === 1 ? `${caption}\n\n${place} ${html('facilitator.document.join')}` : place;
}
