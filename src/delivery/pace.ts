/** Spaces the sends and edits of one messenger. */
export interface Pace {
  /** When the next call may leave; not after `now`: at once. Milliseconds of the monotonic clock. */
  next(now: number): number;
  /** A call leaves. @returns what to call when its answer is there, or when there will be none */
  depart(now: number): (answeredAt: number) => void;
}

/** Spaces lie a little above even, so that a clock that runs ahead of the server's draws no 429. */
const SPACING = 1.01;

/** How far the program may fall behind the even spacing (a stop of the event loop) and catch up on. */
const CATCH_UP_MS = 60;

/** A call whose answer is not there yet counts as taken at most so long after it left. */
const UNANSWERED_MS = 30;

/** The same for one whose answer came late. */
const LATE_MS = 200;

/** Answers over which the quickest is remembered. */
const REMEMBERED = 64;

const GUARD_MS = 2;

interface Departure {
  readonly at: number;
  answeredAt: number | null;
}

/**
 * At most `perSecond` calls in any second, evenly spaced, as the messenger counts them: by when they arrive. A call
 * arrives somewhere between its leaving and its answer. Of that time the quickest answer's is the way there and back
 * alone, which the next call takes too; only what exceeds it can bring two calls closer together, and is waited for.
 * So an even delay costs nothing, and an uneven one costs itself.
 *
 * @param perSecond 0: no pacing at all
 */
export function createPace(perSecond: number): Pace {
  if (perSecond <= 0) return { next: (now) => now, depart: () => () => {} };

  const spacing = (1000 / perSecond) * SPACING;
  const windowCalls = Math.ceil(perSecond);
  const windowMs = (windowCalls / perSecond) * 1000 + GUARD_MS;
  const recent: Departure[] = [];
  const journeys = quickest();
  let slot = Number.NEGATIVE_INFINITY;

  const nextSlot = (now: number) => Math.max(slot + spacing, now - CATCH_UP_MS);
  const arrived = ({ at, answeredAt }: Departure, now: number): number => {
    const excess = Math.max(0, (answeredAt ?? now) - at - journeys.shortest());
    return at + Math.min(excess, answeredAt === null ? UNANSWERED_MS : LATE_MS);
  };

  return {
    next(now) {
      const first = recent.length < windowCalls ? undefined : recent[recent.length - windowCalls];
      return Math.max(nextSlot(now), first ? arrived(first, now) + windowMs : now);
    },
    depart(now) {
      slot = nextSlot(now);
      const departure: Departure = { at: now, answeredAt: null };
      recent.push(departure);
      if (recent.length > windowCalls) recent.shift();
      return (answeredAt) => {
        departure.answeredAt = answeredAt;
        journeys.add(answeredAt - now);
      };
    },
  };
}

function quickest(): { add(ms: number): void; shortest(): number } {
  const times: number[] = [];
  let shortest = 0;
  return {
    add(ms) {
      times.push(ms);
      if (times.length > REMEMBERED) times.shift();
      shortest = Math.min(...times);
    },
    shortest: () => shortest,
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
