import type { Messenger } from '../../store/accounts.ts';
import type { OutboxQueue } from '../../store/outbox-queue.ts';
import type { ChatPace } from '../pacing/pace.ts';
import type { PacedChat } from '../pacing/pacing.ts';

/** A chat that something was sent to lately. Times are of the monotonic clock. */
export interface Chat extends PacedChat {
  readonly accountId: number;
  /** One call at a time, or they might overtake each other. */
  busy: boolean;
  /** Something may have come for it while it was busy, or was left over. */
  hasMore: boolean;
  /** A message that is to be replaced, as it cannot be edited. */
  goneMessageId: number | null;
  /** Calls off the turn that is set for later. */
  callOff: (() => void) | null;
}

export interface Chats {
  /** An account's chat; null where it cannot be reached, or is another messenger's. */
  of(accountId: number): Chat | null;
  /** Whether some chat is busy or has its turn set for later. */
  anyActive(): boolean;
  stop(): void;
}

/** More than these are looked through for such as may be forgotten. */
const KEPT = 2000;

export function createChats(
  queue: Pick<OutboxQueue, 'chat'>,
  messenger: Messenger,
  newPace: () => ChatPace,
  elapsed: () => number,
): Chats {
  const chats = new Map<number, Chat>();
  let sweepAt = KEPT;

  /** A chat at rest is as good as a new one. */
  const sweep = () => {
    const now = elapsed();
    for (const [accountId, chat] of chats) {
      const { busy, callOff, retryAt, goneMessageId, pace } = chat;
      const idle = !busy && !callOff && goneMessageId === null;
      if (idle && retryAt <= now && pace.restedAt() <= now) chats.delete(accountId);
    }
    sweepAt = Math.max(KEPT, 2 * chats.size);
  };

  return {
    of(accountId) {
      const known = chats.get(accountId);
      // Not its turn, whatever became of its account.
      if (known?.busy) return known;
      const account = queue.chat(accountId);
      if (!account?.reachable || account.messenger !== messenger) return null;
      if (known) return known;
      if (chats.size >= sweepAt) sweep();
      const chat: Chat = {
        accountId,
        chatId: account.chatId,
        pace: newPace(),
        busy: false,
        hasMore: false,
        failures: 0,
        retryAt: Number.NEGATIVE_INFINITY,
        goneMessageId: null,
        callOff: null,
      };
      chats.set(accountId, chat);
      return chat;
    },
    anyActive: () => [...chats.values()].some(({ busy, callOff }) => busy || callOff !== null),
    stop() {
      for (const chat of chats.values()) chat.callOff?.();
    },
  };
}
