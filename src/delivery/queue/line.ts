import type { Logger } from 'pino';
import type { Clock } from '../../clock.ts';
import { growingWait } from '../../growing-wait.ts';
import type { Messenger } from '../../store/accounts.ts';
import { type Database, readTogether } from '../../store/file/database.ts';
import { isStorageTrouble } from '../../store/file/storage-trouble.ts';
import type { OutboxQueue } from '../../store/outbox-queue.ts';
import type { Settling } from '../fate/settling.ts';
import type { ChatPace } from '../pacing/pace.ts';
import { type Chat, createChats } from './chats.ts';
import { createLanes, type Lane } from './lanes.ts';
import type { NextWork, Turn, Work } from './next-work.ts';
import { createWakeUp } from './wake-up.ts';

/** What next? Whose turn it is at one messenger, and with what. */
export interface Line {
  /** Gives the next chat its turn. @returns a call to be made, which keeps its chat busy until it is freed */
  next(wanted: { others: boolean }): NextTurn;
  /** Somebody pressed, or rows came for an account. */
  add(accountId: number): void;
  /** Rows may have come for any account. */
  lookAgain(): void;
  /**
   * A call is done and noted: its chat has its turn again, after a failure later.
   *
   * @param done.inStep what the call brought is shown as it was meant: its turn comes with the next that waits
   */
  free(chat: Chat, done: { failed: boolean; inStep: boolean }): void;
  /** A turn could not be carried out, and nothing has left. */
  defer(chat: Chat, error: unknown): void;
  /** Whether nobody stands in line, or will soon. */
  empty(): boolean;
  stop(): void;
}

export type NextTurn =
  | { readonly turn: 'call'; readonly chat: Chat; readonly work: Work }
  /** Something else was done, or the chat has to wait. */
  | { readonly turn: 'spent' }
  | { readonly turn: 'nobody' };

export interface LineParts {
  readonly messenger: Messenger;
  readonly db: Database;
  readonly queue: OutboxQueue;
  readonly nextWork: NextWork;
  readonly settling: Settling;
  readonly newPace: () => ChatPace;
  /** When a chat may be written to, by the monotonic clock. */
  readonly readyAt: (chat: Chat) => number;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
  /** Somebody stands in line. */
  readonly soon: () => void;
  /** Something could not be read or written. */
  readonly troubled: (error: unknown) => void;
}

/** Everything is looked through so often at least; nothing relies on it but rows that nobody told of. */
const LOOK_EVERY_MS = 30_000;
const LONGEST_WAIT_MS = 5 * 60_000;
/** A database that cannot be read just now is read again after so long. */
const READ_AGAIN_MS = 1000;

const SPENT: NextTurn = { turn: 'spent' };
const NOBODY: NextTurn = { turn: 'nobody' };

export function createLine(parts: LineParts): Line {
  const { messenger, db, queue, nextWork, settling, newPace, readyAt, clock, random, log, soon } = parts;
  const chats = createChats(queue, messenger, newPace, clock.elapsed);
  let callOffLook = () => {};
  let callOffReading = () => {};

  const lookAgain = () => {
    lanes.lookAgain();
    soon();
  };
  const wakeUp = createWakeUp(clock, lookAgain);
  const lanes = createLanes(queue, messenger, clock.now, () => {
    callOffLook();
    callOffLook = clock.after(LOOK_EVERY_MS, lookAgain);
    wakeUp.at(queue.nextDue(messenger, clock.now()));
  });

  const takeTurn = (accountId: number, lane: Lane): NextTurn => {
    const chat = chats.of(accountId);
    if (!chat) return SPENT;
    // A busy chat stands in line again as soon as its call is done.
    if (chat.busy) chat.hasMore = true;
    if (chat.busy) return SPENT;
    chat.callOff?.();
    chat.callOff = null;
    const waitMs = readyAt(chat) - clock.elapsed();
    if (waitMs > 0) return setTurn(chat, waitMs);
    try {
      const wanted = { others: lane === 'others' };
      // To lock the file for each read by itself takes as long as a small read.
      return begin(
        chat,
        readTogether(db, () => nextWork.next(accountId, wanted, chat.goneMessageId)),
      );
    } catch (error) {
      defer(chat, error);
      return SPENT;
    }
  };
  const setTurn = (chat: Chat, ms: number): NextTurn => {
    chat.callOff = clock.after(ms, () => {
      chat.callOff = null;
      lanes.add(chat.accountId, 'pressed');
      soon();
    });
    return SPENT;
  };
  const begin = (chat: Chat, turn: Turn): NextTurn => {
    if (turn.turn === 'others') lanes.add(chat.accountId, 'others');
    if (turn.turn === 'others' || turn.turn === 'nothing') return SPENT;
    chat.busy = true;
    chat.hasMore = turn.turn !== 'call' || turn.hasMore;
    if (turn.turn === 'call') return { turn: 'call', chat, work: turn.work };
    if (turn.heldUntil) wakeUp.at(turn.heldUntil);
    settling.add(turn.write, (written) => free(chat, { failed: !written }));
    return SPENT;
  };
  const free = (chat: Chat, { failed, inStep = false }: { failed: boolean; inStep?: boolean }): void => {
    chat.busy = false;
    chat.failures = failed ? chat.failures + 1 : 0;
    if (failed) {
      const waitMs = growingWait(chat.failures, random, { longestMs: LONGEST_WAIT_MS });
      chat.retryAt = clock.elapsed() + waitMs;
    }
    // Nothing else waited, and nothing has come: to look again would be a quarter of what the turn took.
    if (inStep && !chat.hasMore) return;
    lanes.add(chat.accountId, 'pressed');
    soon();
  };
  const defer = (chat: Chat, error: unknown): void => {
    if (!isStorageTrouble(error)) log.error({ error }, 'a turn failed');
    else if (chat.failures === 0)
      log.warn({ error }, 'nothing can be sent: the disk or the database refuses');
    parts.troubled(error);
    free(chat, { failed: true });
  };

  return {
    next(wanted) {
      try {
        const next = lanes.take(wanted);
        return next ? takeTurn(next.accountId, next.lane) : NOBODY;
      } catch (error) {
        if (!isStorageTrouble(error)) throw error;
        parts.troubled(error);
        callOffReading();
        callOffReading = clock.after(READ_AGAIN_MS, lookAgain);
        return NOBODY;
      }
    },
    add(accountId) {
      lanes.add(accountId, 'pressed');
      soon();
    },
    lookAgain,
    free,
    defer,
    empty: () => lanes.empty() && !chats.anyActive(),
    stop() {
      callOffLook();
      callOffReading();
      wakeUp.stop();
      chats.stop();
    },
  };
}
