import type { Logger } from 'pino';
import { growingWait } from '../../growing-wait.ts';

/** Whether a messenger answers, and carries nothing out. Times are of the monotonic clock. */
export interface Standstill {
  /** A call was answered so. */
  refused(call: RefusedCall): void;
  /** A call was answered otherwise. */
  passed(startedAt: number): void;
  /** Whether calls leave one at a time, to find out if it is over, or whether it is at all. */
  lasting(): boolean;
  /** No call leaves before. */
  until(): number;
}

export interface RefusedCall {
  readonly chatId: number;
  readonly startedAt: number;
  readonly now: number;
  readonly reason: string;
  /** The bot itself is refused; else the server fails. */
  readonly ofBot: boolean;
  /** The words leave no doubt; else it may be for that one chat's sake. */
  readonly sure: boolean;
}

export interface StandstillParts {
  readonly random: () => number;
  readonly log: Logger;
  /** The messenger surely refuses the bot, told once in a standstill; null: no longer. */
  readonly botRefused: (reason: string | null) => void;
}

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 5 * 60_000;
/** So many refusals, with a wait between them, and it is no hiccup. */
const CERTAIN_AFTER = 2;

/**
 * A messenger whose server fails (5xx), or that refuses the bot itself (logged out, frozen), answers every call alike:
 * each send would be lost or parked for nothing. So after such an answer calls leave one at a time. Where one to
 * another chat is answered so too, all wait, longer each time, and then one call leaves alone. Where it passes, the
 * others go on.
 */
export function createStandstill({ random, log, botRefused }: StandstillParts): Standstill {
  const refusedChats = new Set<number>();
  let refusedAt = Number.NEGATIVE_INFINITY;
  let until = Number.NEGATIVE_INFINITY;
  let waits = 0;
  let logged = false;
  let told = false;

  return {
    refused({ chatId, startedAt, now, reason, ofBot, sure }) {
      // What left before the last refusal tells nothing new of whether it is over.
      const isNew = refusedChats.size === 0 || startedAt >= refusedAt;
      if (isNew) refusedAt = now;
      refusedChats.add(chatId);
      if (!sure && refusedChats.size === 1) return;
      if (!isNew && waits > 0) return;
      waits += 1;
      until = now + growingWait(waits, random, { firstMs: FIRST_WAIT_MS, longestMs: LONGEST_WAIT_MS });
      if (waits < CERTAIN_AFTER) return;
      if (!logged) log.warn({ reason }, 'the messenger answers, and carries nothing out');
      logged = true;
      if (!ofBot || told) return;
      told = true;
      botRefused(reason);
    },
    passed(startedAt) {
      if (refusedChats.size === 0 || startedAt < refusedAt) return;
      if (logged) log.info('the messenger carries out what it is asked again');
      if (told) botRefused(null);
      refusedChats.clear();
      until = Number.NEGATIVE_INFINITY;
      waits = 0;
      logged = false;
      told = false;
    },
    lasting: () => refusedChats.size > 0,
    until: () => until,
  };
}
