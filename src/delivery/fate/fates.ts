import type { Logger } from 'pino';
import type { Clock } from '../../clock.ts';
import type { Dialect } from '../../messengers/dialect.ts';
import type { CallOutcome } from '../../messengers/outcome.ts';
import { type Messenger, markUnreachable } from '../../store/accounts.ts';
import { type Database, type Transaction, transact } from '../../store/file/database.ts';
import { lastMoment } from '../../store/file/settle-restored.ts';
import { deleteFile } from '../../store/files.ts';
import { loadPauses, savePause } from '../../store/messenger-pauses.ts';
import { dropReplies } from '../../store/outbox.ts';
import type { OutboxQueue } from '../../store/outbox-queue.ts';
import type { AskedWait } from '../pacing/pacing.ts';
import type { Chat } from '../queue/chats.ts';
import type { NextWork, Work } from '../queue/next-work.ts';
import type { Content } from '../rendering.ts';
import { type Consequence, consequenceOf, endUnknown, mayRepeat } from './consequence.ts';
import { afterRefusal } from './refused-again.ts';
import type { Settling } from './settling.ts';

/** What came of it? Judges calls of one messenger, and writes down what they led to. */
export interface Fates {
  /** What an outcome means for a message of that kind, on that messenger. */
  judge(work: Work, answered: CallOutcome): CallOutcome;
  /**
   * Writes down what came of a call.
   *
   * @param done told once that is on disk; `failed`: the chat is to wait before its next turn; `inStep`: it shows what
   *   was sent
   */
  settle(ended: EndedCall, done: (after: { failed: boolean; inStep: boolean }) => void): void;
  /** What had begun to leave when the program ended may have arrived. @returns the waits that it was asked for */
  recover(): AskedWait[];
}

export interface EndedCall {
  readonly chat: Chat;
  readonly work: Work;
  readonly outcome: CallOutcome;
  readonly asked: AskedWait | null;
}

export interface FatesParts {
  readonly messenger: Messenger;
  readonly db: Database;
  readonly queue: OutboxQueue;
  readonly settling: Settling;
  readonly content: Content;
  readonly nextWork: NextWork;
  readonly dialect: Dialect;
  readonly clock: Clock;
  readonly log: Logger;
  /** Somebody is to hear that an account cannot be reached. */
  readonly wakeAll: () => void;
}

/** No messenger asks for longer. */
const LONGEST_WAIT_MS = 3 * 60 * 60_000;
/** Of a wait that was over, or was asked after the clock had been set back: a call too early is told so again. */
const USUAL_WAIT_MS = 60_000;

/**
 * How much is left of a wait that was kept over a restart.
 *
 * @param known the last moment that the database knows of: where it is still to come, the clock was set back since, and
 *   what was a wait of seconds must not become one of hours
 */
function waitLeft(until: Date, at: Date, known: Date | null): number {
  const since = Math.max(at.getTime(), known?.getTime() ?? 0);
  if (since < until.getTime()) return Math.min(until.getTime() - since, LONGEST_WAIT_MS);
  return Math.min(until.getTime() - at.getTime(), USUAL_WAIT_MS);
}

export function createFates(parts: FatesParts): Fates {
  const { messenger, db, queue, settling, content, nextWork, dialect, clock, log } = parts;

  const writeWait = (tx: Transaction, { chatId, waitMs }: AskedWait): void => {
    savePause(tx, messenger, { chatId, until: new Date(clock.now().getTime() + waitMs) });
  };
  const writeLoss = (tx: Transaction, { accountId }: Chat, reason: string): void => {
    const at = clock.now();
    if (!markUnreachable(tx, accountId, reason, at)) return;
    dropReplies(tx, accountId, 'unreachable', at);
    content.unreachable(tx, accountId, reason, at);
  };
  const warn = ({ row }: Work, outcome: CallOutcome, { warning }: Consequence): void => {
    if (!warning) return;
    const reason = 'reason' in outcome ? outcome.reason : outcome.kind;
    log.warn({ outboxId: row?.id, kind: row?.kind ?? 'card', reason }, warning);
  };

  return {
    judge: (work, answered) => afterRefusal(work, answered, dialect, clock.now()),
    settle({ chat, work, outcome, asked }, done) {
      const at = clock.now();
      const consequence = consequenceOf(work, outcome, { queue, content, nextWork, deleteFile, at });
      warn(work, outcome, consequence);
      settling.add(
        (tx) => {
          consequence.write(tx);
          if (work.row && outcome.kind === 'done' && outcome.fileId)
            content.fileSent(tx, work.row, messenger, outcome.fileId);
          if (asked) writeWait(tx, asked);
          if (outcome.kind === 'unreachable') writeLoss(tx, chat, outcome.reason);
        },
        (written) => {
          if (outcome.kind === 'unreachable') parts.wakeAll();
          if (consequence.goneMessageId !== undefined) chat.goneMessageId = consequence.goneMessageId;
          else if (outcome.kind === 'done') chat.goneMessageId = null;
          const failed = consequence.wait === true || !written;
          done({ failed, inStep: !failed && outcome.kind === 'done' });
        },
      );
    },
    recover() {
      const rows = queue.cutOff(messenger);
      const at = clock.now();
      transact(db, () => {
        for (const row of rows) {
          if (mayRepeat(content, row)) queue.release(row.id, true);
          else endUnknown({ queue, content, at }, row);
        }
      });
      if (rows.length > 0) log.info({ rows: rows.length }, 'sends were cut off when the program ended');
      const pauses = transact(db, (tx) => loadPauses(tx, messenger, at));
      const known = pauses.length > 0 ? lastMoment(db.$client) : null;
      return pauses.map(({ chatId, until }) => ({ chatId, waitMs: waitLeft(until, at, known) }));
    },
  };
}
