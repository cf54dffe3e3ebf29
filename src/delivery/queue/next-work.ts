import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Logger } from 'pino';
import { documentName } from '../../domain/document-name.ts';
import { SizedFile } from '../../messengers/multipart.ts';
import type { Database, Transaction } from '../../store/file/database.ts';
import { isStorageTrouble } from '../../store/file/storage-trouble.ts';
import { deleteFile, openFile } from '../../store/files.ts';
import { fileCarriedBy, NOT_RENDERED } from '../../store/outbox.ts';
import type { LaggingCard, OutboxQueue, OutboxRow } from '../../store/outbox-queue.ts';
import type { Call } from '../call.ts';
import type { Content, RenderedCard } from '../rendering.ts';

/** A call, and what it brings in step. */
export type Work = { readonly call: Call } & (
  | { readonly row: OutboxRow; readonly card?: never }
  | { readonly card: RenderedCard & { readonly questionnaireId: number }; readonly row?: never }
);

/** What a chat's turn comes to. */
export type Turn =
  | { readonly turn: 'nothing' }
  /** Only what goes out by itself is waiting. */
  | { readonly turn: 'others' }
  /** Something to note, without a call. */
  | { readonly turn: 'write'; readonly write: (tx: Transaction) => void; readonly heldUntil?: Date }
  /** `hasMore`: whether something else may be due afterwards. */
  | { readonly turn: 'call'; readonly work: Work; readonly hasMore: boolean };

export interface NextWork {
  /**
   * What an account's chat is due now, rendered and checked at this moment: answers in the order queued, then its
   * card, then what goes out by itself.
   *
   * @param goneMessageId a message that turned out to be gone: what would edit it is sent
   */
  next(accountId: number, wanted: { others: boolean }, goneMessageId: number | null): Turn;
  /** A card that cannot be shown as it is; not tried again before it changes. */
  skipCard(questionnaireId: number, version: number): void;
  /** A card's message shows what its questionnaire's row says it shows. */
  cardConfirmed(questionnaireId: number): void;
}

export function createNextWork(
  db: Database,
  queue: OutboxQueue,
  content: Content,
  { now, log }: { now: () => Date; log: Logger },
): NextWork {
  /** By questionnaire: the version of its card that cannot be shown. */
  const skipped = new Map<number, number>();
  /**
   * Questionnaires whose card's message surely shows what `card_hash` says. After a call that was cut off, or before
   * the first one of this run, it may show the state after: an edit is then made though it seems to change nothing.
   */
  const confirmed = new Set<number>();

  const turnOfRow = (row: OutboxRow, gone: number | null): Turn => {
    const at = now();
    try {
      const rendering = content.render(row, at);
      if (rendering.do === 'hold') {
        const { until } = rendering;
        return { turn: 'write', write: () => queue.hold(row.id, until), heldUntil: until };
      }
      if (rendering.do === 'drop') {
        return {
          turn: 'write',
          write(tx) {
            queue.end(row.id, 'dropped', rendering.why, at);
            const fileId = fileCarriedBy(row);
            if (fileId !== null) deleteFile(tx, fileId);
          },
        };
      }
      return { turn: 'call', work: { row, call: callOf(rendering, gone) }, hasMore: true };
    } catch (error) {
      if (isStorageTrouble(error)) throw error;
      log.error({ error, kind: row.kind }, 'a message could not be put into words');
      return { turn: 'write', write: () => queue.end(row.id, 'parked', NOT_RENDERED, at) };
    }
  };
  const callOf = (
    rendering: Exclude<ReturnType<Content['render']>, { do: 'hold' | 'drop' }>,
    gone: number | null,
  ): Call => {
    if (rendering.do === 'strip' || rendering.do === 'send' || rendering.do === 'media') return rendering;
    if (rendering.do === 'edit') return editOrSend(rendering.messageId, rendering.message, gone);
    const { caption } = rendering;
    return { do: 'document', file: fileOf(rendering), ...(caption !== undefined && { caption }) };
  };
  const fileOf = (of: { readonly fileId: number } | { readonly path: string }): SizedFile => {
    if ('path' in of) {
      const { size } = statSync(of.path);
      return new SizedFile(documentName(basename(of.path)), size, () => createReadStream(of.path));
    }
    const file = openFile(db, of.fileId);
    if (!file) throw new Error(`file ${of.fileId} is not there any more`);
    return new SizedFile(documentName(file.name), file.size, file.pieces);
  };
  const turnOfCard = (
    { questionnaireId, version, shownHash }: LaggingCard,
    gone: number | null,
  ): Turn | null => {
    if (skipped.get(questionnaireId) === version) return null;
    const card = renderCard(questionnaireId);
    if (!card) {
      skipped.set(questionnaireId, version);
      return null;
    }
    skipped.delete(questionnaireId);
    const { messageId } = card;
    if (
      messageId !== null &&
      messageId !== gone &&
      card.hash === shownHash &&
      confirmed.has(questionnaireId)
    ) {
      const shown = { messageId, insteadOf: messageId, version: card.version, hash: card.hash };
      return { turn: 'write', write: (tx) => content.cardShown(tx, questionnaireId, shown) };
    }
    confirmed.delete(questionnaireId);
    const call = messageId === null ? send(card.message) : editOrSend(messageId, card.message, gone);
    return { turn: 'call', work: { card: { questionnaireId, ...card }, call }, hasMore: true };
  };
  const renderCard = (questionnaireId: number): RenderedCard | null => {
    try {
      return content.renderCard(questionnaireId);
    } catch (error) {
      if (isStorageTrouble(error)) throw error;
      log.error({ error, questionnaireId }, 'a card could not be put into words');
      return null;
    }
  };

  return {
    next(accountId, wanted, gone) {
      const row = queue.next(accountId, now());
      if (row?.priority === 0) return turnOfRow(row, gone);
      const lagging = queue.laggingCards(accountId);
      for (const card of lagging) {
        const turn = turnOfCard(card, gone);
        // Most presses leave one card to be shown, and nothing else.
        if (turn) return { ...turn, hasMore: row !== null || lagging.length > 1 };
      }
      if (!row) return { turn: 'nothing' };
      return wanted.others ? turnOfRow(row, gone) : { turn: 'others' };
    },
    skipCard: (questionnaireId, version) => void skipped.set(questionnaireId, version),
    cardConfirmed: (questionnaireId) => void confirmed.add(questionnaireId),
  };
}

function send(message: RenderedCard['message']): Call {
  return { do: 'send', message };
}

/** An edit can show no keyboard in place of the phone's. */
function editOrSend(messageId: number, message: RenderedCard['message'], gone: number | null): Call {
  return messageId === gone || message.keyboard ? send(message) : { do: 'edit', messageId, message };
}
