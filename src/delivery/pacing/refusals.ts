/** Who waits because a messenger said 429. Times are of the monotonic clock. */
export interface Refusals {
  /** A call was refused. @returns whom the wait is for: a chat's id, or 0 for all */
  refused(chatId: number, call: { startedAt: number; now: number; waitMs: number }): number;
  /** A call was answered without a refusal. */
  passed(startedAt: number): void;
  /** A wait that was kept over a restart, or asked elsewhere. */
  restore(chatId: number, until: number): void;
  chatUntil(chatId: number): number;
  messengerUntil(): number;
  /** Since when calls leave one at a time, to find out whether the wait is for one chat or for all. Null: not so. */
  suspiciousSince(): number | null;
}

/**
 * A 429 does not say whether one chat is too fast or the whole bot, and both mistakes are bad ones: going on when all
 * must wait draws more of them, and making all wait for one chat holds up hundreds. So after a refusal the refused
 * chat waits, and the next call to another chat leaves alone: where it passes, the others go on; where it is refused
 * as well, all wait.
 */
export function createRefusals(): Refusals {
  const chats = new Map<number, number>();
  let all = Number.NEGATIVE_INFINITY;
  let suspicion: { since: number; chatId: number; lastRefusalAt: number } | null = null;

  return {
    refused(chatId, { startedAt, now, waitMs }) {
      const until = now + waitMs;
      for (const [waiting, over] of chats) if (over <= now) chats.delete(waiting);
      const isProbe = suspicion !== null && startedAt >= suspicion.since && chatId !== suspicion.chatId;
      chats.set(chatId, Math.max(chats.get(chatId) ?? 0, until));
      if (!isProbe) {
        suspicion ??= { since: now, chatId, lastRefusalAt: now };
        suspicion.lastRefusalAt = Math.max(suspicion.lastRefusalAt, now);
        return chatId;
      }
      all = Math.max(all, until);
      // Once that is over, the first call goes alone again.
      suspicion = { since: all, chatId: 0, lastRefusalAt: all };
      return 0;
    },
    passed(startedAt) {
      // What left before the last refusal may have passed before it too.
      if (suspicion && startedAt >= suspicion.lastRefusalAt) suspicion = null;
    },
    restore(chatId, until) {
      if (chatId !== 0) chats.set(chatId, Math.max(chats.get(chatId) ?? 0, until));
      else {
        all = until;
        suspicion = { since: until, chatId: 0, lastRefusalAt: until };
      }
    },
    chatUntil: (chatId) => chats.get(chatId) ?? Number.NEGATIVE_INFINITY,
    messengerUntil: () => all,
    suspiciousSince: () => suspicion?.since ?? null,
  };
}
