/** Spaces the sends and edits of one messenger. Times are milliseconds of the monotonic clock. */
export interface Pace {
  /** When the next call may leave; not after `now`: at once. */
  next(now: number): number;
  /** A call is made. */
  depart(now: number): PacedCall;
}

/** What is heard of a call. */
export interface PacedCall {
  /** Its request was handed to the network. */
  left(at: number): void;
  /** Its answer is there, or it is known that there will be none. */
  ended(at: number): void;
}

/** Spaces lie a little above even, so that a clock that runs ahead of the server's draws no 429. */
const SPACING = 1.01;

/** How far the program may fall behind the even spacing (a stop of the event loop) and catch up on. */
const CATCH_UP_MS = 60;

/** A call that is not answered has been counted so long after it left, or it never will be. */
const UNANSWERED_MS = 100;

/** An answer that comes later is slow for other reasons than a late arrival. */
const LATEST_MS = 1000;

/** Answers over which the quickest journey is sought. */
const REMEMBERED = 128;

const GUARD_MS = 2;

interface Departure {
  readonly madeAt: number;
  leftAt: number | null;
  endedAt: number | null;
}

/**
 * At most `perSecond` calls in any second, evenly spaced, as the messenger counts them: by when they arrive. A call
 * arrives somewhere between its leaving and its answer, at the latest so long before its answer as the way back takes.
 * Of the whole journey the quickest answer's is distance alone, which the next call has before it too: only what
 * exceeds it can bring calls closer together. So a call counts as arrived when its answer came, less the quickest
 * journey, and no call is made while as many as are allowed count as arrived within the last second. Distance costs
 * nothing then, a messenger that stood still costs as long as it did, and a single slow answer one slot.
 *
 * @param perSecond 0: no pacing at all
 */
export function createPace(perSecond: number): Pace {
  if (perSecond <= 0) return { next: (now) => now, depart: () => ({ left() {}, ended() {} }) };

  const spacing = (1000 / perSecond) * SPACING;
  const windowCalls = Math.ceil(perSecond);
  const windowMs = (windowCalls / perSecond) * 1000 + GUARD_MS;
  const journeys = quickest();
  let recent: Departure[] = [];
  let slot = Number.NEGATIVE_INFINITY;

  const nextSlot = (now: number) => Math.max(slot + spacing, now - CATCH_UP_MS);
  /** When a call has arrived at the latest. */
  const arrival = ({ madeAt, leftAt, endedAt }: Departure, now: number): number => {
    const left = leftAt ?? Math.min(now, madeAt + UNANSWERED_MS);
    if (endedAt === null) return Math.min(Math.max(left, now - journeys.shortest()), left + UNANSWERED_MS);
    return Math.max(left, Math.min(endedAt, left + LATEST_MS) - journeys.shortest());
  };
  const forget = (now: number) => {
    const kept = now - windowMs - LATEST_MS;
    if (recent.length > 3 * windowCalls) recent = recent.filter(({ madeAt }) => madeAt > kept);
  };

  return {
    next(now) {
      const slotAt = nextSlot(now);
      const arrived = recent.map((call) => arrival(call, now)).filter((at) => at > now - windowMs);
      if (arrived.length < windowCalls) return slotAt;
      const first = arrived.sort((one, other) => other - one)[windowCalls - 1]!;
      return Math.max(slotAt, first + windowMs);
    },
    depart(now) {
      slot = nextSlot(now);
      forget(now);
      const call: Departure = { madeAt: now, leftAt: null, endedAt: null };
      recent.push(call);
      return {
        left(at) {
          call.leftAt = at;
        },
        ended(at) {
          call.leftAt ??= now;
          call.endedAt = at;
          journeys.add(at - call.leftAt);
        },
      };
    },
  };
}

/**
 * The quickest journey that is to be expected: below the quickest seen by as much as the next of so many might be,
 * were they spread evenly.
 */
function quickest(): { add(ms: number): void; shortest(): number } {
  const times: number[] = [];
  let shortest = 0;
  return {
    add(ms) {
      times.push(ms);
      if (times.length > REMEMBERED) times.shift();
      const least = Math.min(...times);
      const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
      shortest = Math.max(0, least - (4 * (mean - least)) / (times.length + 1));
    },
    shortest: () => (times.length < 8 ? 0 : shortest),
  };
}

/** Spaces the sends and edits of one chat. */
export interface ChatPace {
  readyAt(): number;
  /** When the chat has forgotten all that was sent. */
  restedAt(): number;
  take(now: number): void;
}

/**
 * A chat takes about one message a second; a few at once pass. 20 ms more, so that a clock running ahead of the
 * server's does not matter.
 */
const CHAT_SPACING_MS = 1020;
const CHAT_BURST = 4;

export function createChatPace(): ChatPace {
  /** When the chat will have room for a whole burst again. */
  let rested = Number.NEGATIVE_INFINITY;
  return {
    restedAt: () => rested,
    readyAt: () => rested - (CHAT_BURST - 1) * CHAT_SPACING_MS,
    take(now) {
      rested = Math.max(rested, now) + CHAT_SPACING_MS;
    },
  };
}

/** For a messenger without pacing. */
export const UNPACED_CHAT: ChatPace = {
  readyAt: () => Number.NEGATIVE_INFINITY,
  restedAt: () => Number.NEGATIVE_INFINITY,
  take: () => {},
};
