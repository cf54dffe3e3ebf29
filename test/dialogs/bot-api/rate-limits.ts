import { ApiRefusal } from '../../../src/rehearsal/api-refusal.ts';

/** How many sends and edits pass; a limit that is absent does not bind. */
export interface RateLimits {
  readonly perSecond?: number;
  readonly perChatPerSecond?: number;
  readonly perChatPerMinute?: number;
}

/** Whether a call is a send or an edit: only those count against the limits. */
export function isPaced(name: string): boolean {
  return /^(send(?!chataction)|edit)/.test(name.toLowerCase());
}

export interface RateGate {
  /** @throws ApiRefusal 429 with the seconds to wait */
  admit(chatId: number): void;
  /** How many calls were refused so far. */
  refused(): number;
}

/** Sliding windows over the calls let through. */
export function createRateGate(limits: RateLimits, clock: () => number): RateGate {
  let refused = 0;
  const all: number[] = [];
  const byChat = new Map<number, number[]>();

  /** Milliseconds until the window has room; at most 0 where it has. */
  const wait = (passed: readonly number[], most: number | undefined, windowMs: number): number => {
    if (most === undefined) return 0;
    const eldest = passed[passed.length - most];
    return eldest === undefined ? 0 : eldest + windowMs - clock();
  };

  return {
    admit(chatId) {
      const ofChat = byChat.get(chatId) ?? [];
      const waitMs = Math.max(
        wait(all, limits.perSecond, 1000),
        wait(ofChat, limits.perChatPerSecond, 1000),
        wait(ofChat, limits.perChatPerMinute, 60_000),
      );
      if (waitMs > 0) {
        refused += 1;
        const seconds = Math.ceil(waitMs / 1000);
        throw new ApiRefusal(429, `Too Many Requests: retry after ${seconds}`, seconds);
      }
      keepNewest(all, clock(), limits.perSecond ?? 0);
      keepNewest(ofChat, clock(), Math.max(limits.perChatPerSecond ?? 0, limits.perChatPerMinute ?? 0));
      byChat.set(chatId, ofChat);
    },
    refused: () => refused,
  };
}

function keepNewest(passed: number[], now: number, most: number): void {
  passed.push(now);
  if (passed.length > 2 * most + 16) passed.splice(0, passed.length - most);
}
