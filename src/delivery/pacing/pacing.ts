import type { Api } from 'grammy';
import type { Logger } from 'pino';
import type { Clock } from '../../clock.ts';
import { growingWait } from '../../growing-wait.ts';
import type { CallOutcome } from '../../messengers/outcome.ts';
import { createFlights } from './flights.ts';
import { createOutage } from './outage.ts';
import { type ChatPace, createPace } from './pace.ts';
import { probeMessenger } from './probe-messenger.ts';
import { createRefusals } from './refusals.ts';
import { createStandstill } from './standstill.ts';

/** May a call leave for one messenger? Times are of the monotonic clock. */
export interface Pacing {
  /** When the next call may leave; null: what is awaited will say, by `goOn` or the end of a call. */
  nextSlot(now: number): number | null;
  chatReadyAt(chat: PacedChat): number;
  /** Whether what goes out by itself may leave as well: it leaves room for what people press. */
  hasRoomForOthers(): boolean;
  depart(chat: PacedChat, now: number): Passage;
  /** A wait that was kept over a restart, or asked of what was sent past the outbox. */
  restore(wait: AskedWait): void;
  /** How long the messenger has asked to leave a chat alone; 0: not at all. */
  waitMs(chatId: number): number;
  /** The messenger was heard from: where it did not answer, it is asked again at once. */
  heardFrom(): void;
  inFlight(): number;
  /** Whether no call is under way, and none waits for the messenger to answer. */
  idle(): boolean;
  stop(): void;
}

export interface PacedChat {
  readonly chatId: number;
  readonly pace: ChatPace;
  /** Failures in a row. */
  failures: number;
  /** Not before, after a failure. */
  retryAt: number;
}

/** A call under way. */
export interface Passage {
  /** Its request was handed to the network. */
  left(): void;
  /** @returns a wait that the messenger asked for */
  ended(outcome: CallOutcome): AskedWait | null;
}

/** By a 429: of one chat, or of all (0). */
export interface AskedWait {
  readonly chatId: number;
  readonly waitMs: number;
}

export interface PacingParts {
  readonly api: Api;
  /** 0: no pacing at all. */
  readonly messagesPerSecond: number;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
  readonly botRefused: (reason: string | null) => void;
  /** The messenger answers again, after so long. */
  readonly goOn: (afterMs: number) => void;
}

/** Where a 429 names no time. */
const UNNAMED_WAIT_MS = 5000;

export function createPacing(parts: PacingParts): Pacing {
  const { api, messagesPerSecond, clock, random, log, botRefused, goOn } = parts;
  const pace = createPace(messagesPerSecond);
  const flights = createFlights(clock, messagesPerSecond);
  const refusals = createRefusals();
  const standstill = createStandstill({ random, log, botRefused });
  const outage = createOutage(() => probeMessenger(api, clock), goOn, { clock, random, log });
  let probes = 0;
  let tooFast = 0;

  /** Whether calls leave one at a time, each a probe. */
  const isFindingOut = () => refusals.suspiciousSince() !== null || standstill.lasting();

  const noteHealth = ({ chatId }: PacedChat, outcome: CallOutcome, startedAt: number): void => {
    const { kind } = outcome;
    if (kind === 'bot-refused' || (kind === 'cut-off' && outcome.answered)) {
      const ofBot = kind === 'bot-refused';
      const sure = kind === 'bot-refused' && outcome.sure;
      standstill.refused({ chatId, startedAt, now: clock.elapsed(), reason: outcome.reason, ofBot, sure });
      return;
    }
    if (kind === 'page' || kind === 'cut-off' || kind === 'not-taken') {
      outage.suspect(outcome.reason);
      return;
    }
    outage.answered();
    standstill.passed(startedAt);
    if (kind !== 'too-fast') refusals.passed(startedAt);
  };
  const noteWait = (chat: PacedChat, outcome: CallOutcome, startedAt: number): AskedWait | null => {
    if (outcome.kind !== 'too-fast') return null;
    const now = clock.elapsed();
    const waitMs =
      outcome.retryAfterMs ?? growingWait(chat.failures + 1, random, { firstMs: UNNAMED_WAIT_MS });
    const chatId = refusals.refused(chat.chatId, { startedAt, now, waitMs });
    tooFast += 1;
    log.warn({ waitMs, all: chatId === 0, count: tooFast }, 'the messenger refuses: too fast');
    return { chatId, waitMs };
  };

  return {
    nextSlot(now) {
      if (outage.lasting() || !flights.room().pressed) return null;
      if (isFindingOut() && probes > 0) return null;
      return Math.max(refusals.messengerUntil(), standstill.until(), pace.next(now));
    },
    chatReadyAt: ({ chatId, retryAt, pace: ownPace }) =>
      Math.max(retryAt, ownPace.readyAt(), refusals.chatUntil(chatId)),
    hasRoomForOthers: () => flights.room().others,
    depart(chat, startedAt) {
      chat.pace.take(startedAt);
      const paced = pace.depart(startedAt);
      const landed = flights.depart();
      const isProbe = isFindingOut();
      if (isProbe) probes += 1;
      return {
        left: () => paced.left(clock.elapsed()),
        ended(outcome) {
          paced.ended(clock.elapsed());
          landed();
          if (isProbe) probes -= 1;
          noteHealth(chat, outcome, startedAt);
          return noteWait(chat, outcome, startedAt);
        },
      };
    },
    restore: ({ chatId, waitMs }) => refusals.restore(chatId, clock.elapsed() + waitMs),
    waitMs: (chatId) =>
      Math.max(0, refusals.chatUntil(chatId) - clock.elapsed(), refusals.messengerUntil() - clock.elapsed()),
    heardFrom: outage.heardFrom,
    inFlight: flights.count,
    idle: () => flights.count() === 0 && !outage.lasting(),
    stop: outage.stop,
  };
}
