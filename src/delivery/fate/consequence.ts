import type { CallOutcome } from '../../messengers/outcome.ts';
import type { Transaction } from '../../store/file/database.ts';
import { CUT_OFF, fileCarriedBy } from '../../store/outbox.ts';
import type { OutboxQueue, OutboxRow } from '../../store/outbox-queue.ts';
import { isSend } from '../call.ts';
import type { NextWork, Work } from '../queue/next-work.ts';
import type { Content } from '../rendering.ts';

/** What an outcome means for the message, and for when its chat has its turn again. */
export interface Consequence {
  readonly write: (tx: Transaction) => void;
  /** The chat waits before it is tried again, longer after each failure. */
  readonly wait?: boolean;
  /** What was to be edited is not there: it is sent. */
  readonly goneMessageId?: number;
  /** A line for the log, at `warn`. */
  readonly warning?: string;
}

const NOTHING = () => {};

/** @param at for the rows; the study's clock */
export function consequenceOf(
  work: Work,
  outcome: CallOutcome,
  parts: { queue: OutboxQueue; content: Content; nextWork: NextWork; deleteFile: DeleteFile; at: Date },
): Consequence {
  if (outcome.kind === 'done') return { write: whenDone(work, outcome.messageId, parts) };
  return isSend(work.call) ? afterFailedSend(work, outcome, parts) : afterFailedEdit(work, outcome, parts);
}

type DeleteFile = (tx: Transaction, fileId: number) => void;
type Parts = Parameters<typeof consequenceOf>[2];
type Failure = Exclude<CallOutcome, { kind: 'done' }>;

function whenDone(work: Work, messageId: number | null, parts: Parts): Consequence['write'] {
  const { queue, content, nextWork, deleteFile, at } = parts;
  const shownId =
    messageId ?? (work.call.do === 'edit' || work.call.do === 'strip' ? work.call.messageId : null);
  if (work.card) {
    const { questionnaireId, messageId: insteadOf, version, hash } = work.card;
    return (tx) => {
      content.cardShown(tx, questionnaireId, { messageId: shownId!, insteadOf, version, hash });
      nextWork.cardConfirmed(questionnaireId);
    };
  }
  const { row } = work;
  return (tx) => {
    queue.markSent(row.id, shownId, at);
    const fileId = fileCarriedBy(row);
    if (fileId !== null) deleteFile(tx, fileId);
  };
}

/** An edit or a strip may be made again and again: the second does nothing. */
function afterFailedEdit(work: Work, outcome: Failure, { queue, at }: Parts): Consequence {
  const { call, row } = work;
  const messageId = call.do === 'edit' || call.do === 'strip' ? call.messageId : 0;
  switch (outcome.kind) {
    case 'gone':
    case 'refused':
      if (call.do === 'edit') return { write: NOTHING, goneMessageId: messageId };
      return { write: () => row && queue.end(row.id, 'dropped', outcome.kind, at) };
    case 'bot-refused':
    case 'not-taken':
    case 'page':
    case 'cut-off':
      return { write: NOTHING, wait: true };
    default:
      return { write: NOTHING };
  }
}

function afterFailedSend(work: Work, outcome: Failure, parts: Parts): Consequence {
  if (work.card) return afterFailedCard(work.card, outcome, parts);
  const { row } = work;
  const { queue, content, at } = parts;
  const back = (arrived: boolean) => () => queue.release(row.id, arrived);
  switch (outcome.kind) {
    case 'too-fast':
    case 'unreachable':
    case 'token-refused':
      return { write: back(false) };
    case 'bot-refused':
    case 'not-taken':
      return { write: back(false), wait: true };
    case 'page':
      // Most likely not carried out, and such pages come by the hundred while a gateway is down: not counted.
      if (content.ifUnknown(row.kind) === 'again') return { write: back(false), wait: true };
      return { write: () => queue.end(row.id, 'dropped', CUT_OFF, at), warning: CUT_OFF };
    case 'cut-off':
      // `attempts` was read before this send was counted.
      if (mayRepeat(content, { ...row, attempts: row.attempts + 1 }))
        return { write: back(true), wait: true };
      return { write: () => endUnknown(parts, row), warning: CUT_OFF };
    case 'refused-for-now': {
      const { until } = outcome;
      return { write: () => queue.refuse(row.id, until), warning: 'a message was refused, for now' };
    }
    case 'gone':
    case 'refused': {
      const reason = outcome.kind === 'refused' ? outcome.reason : 'gone';
      return {
        write: () => queue.end(row.id, 'parked', reason, at),
        warning: 'a message was refused for good',
      };
    }
  }
}

/** A kind that is never repeated has most likely arrived; one that was repeated in vain is worth a look. */
export function endUnknown(
  { queue, content, at }: Pick<Parts, 'queue' | 'content' | 'at'>,
  row: NonNullable<Work['row']>,
): void {
  queue.end(row.id, content.ifUnknown(row.kind) === 'again' ? 'parked' : 'dropped', CUT_OFF, at);
}

/** A card may come twice: a press on the older one counts as well. */
function afterFailedCard(
  card: NonNullable<Work['card']>,
  outcome: Failure,
  { nextWork }: Parts,
): Consequence {
  switch (outcome.kind) {
    case 'bot-refused':
    case 'not-taken':
    case 'page':
    case 'cut-off':
      return { write: NOTHING, wait: true };
    case 'gone':
    case 'refused':
      nextWork.skipCard(card.questionnaireId, card.version);
      return { write: NOTHING, warning: 'a card was refused for good' };
    default:
      return { write: NOTHING };
  }
}

/** Copies that may arrive at most: the one cut off, and its repetition. */
const MOST_COPIES = 2;

/** Whether a row whose last send may have arrived is sent once more. */
export function mayRepeat(
  content: Pick<Content, 'ifUnknown'>,
  row: Pick<OutboxRow, 'kind' | 'attempts'>,
): boolean {
  return content.ifUnknown(row.kind) === 'again' && row.attempts < MOST_COPIES;
}
