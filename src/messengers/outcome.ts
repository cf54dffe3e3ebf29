import { GrammyError, HttpError } from 'grammy';
import type { Departure } from './departure.ts';

/** What came of a send or an edit. */
export type CallOutcome =
  /** `messageId`: of a message sent; `fileId`: what the messenger calls a file that came with it. */
  | { readonly kind: 'done'; readonly messageId: number | null; readonly fileId?: string | undefined }
  /** The message to edit is not there, or cannot be edited. */
  | { readonly kind: 'gone' }
  /** Too fast: for this chat, or for all. */
  | { readonly kind: 'too-fast'; readonly retryAfterMs: number | null }
  | { readonly kind: 'unreachable'; readonly reason: string }
  /** Can never succeed. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** The same where it may pass: it is tried again at a moment. */
  | { readonly kind: 'refused-for-now'; readonly reason: string; readonly until: Date }
  | { readonly kind: 'token-refused' }
  /** The messenger refuses the bot, whatever it asks: logged out, frozen; not `sure`: most likely. */
  | { readonly kind: 'bot-refused'; readonly reason: string; readonly sure: boolean }
  /** Surely not carried out: the request never left. */
  | { readonly kind: 'not-taken'; readonly reason: string }
  /** Something between answered with a page of its own: mostly not carried out, but nobody can tell. */
  | { readonly kind: 'page'; readonly reason: string }
  /**
   * The request left and no answer came: as likely carried out as not. So is what a 5xx answers: Telegram's "Internal
   * Server Error: restart" and "Request aborted" also come for sends that are on their way to the person.
   */
  | { readonly kind: 'cut-off'; readonly reason: string; readonly answered: boolean };

/** In capitals they come from Telegram's inner servers, as a 400 even where they mean a 403. */
const UNREACHABLE =
  /bot was blocked|user is deactivated|can't initiate conversation|bot was kicked|chat not found|user not found|peer_id_invalid|user_is_blocked|user_deactivated|user_is_bot|chat_write_forbidden|no such group or user|permission_denied/;
/**
 * Refusals of the bot, not of the message: after `logOut` for a server of one's own; of a frozen bot (a 420 within
 * Telegram, a 400 outside); after `close`.
 */
const BOT_REFUSED = /logged out|frozen_\w+_invalid|frozen_participant_missing|bot has already been closed/;
/** Of a method that the server does not have: an older one of one's own, or Bale's. */
const NO_METHOD = /method not found|not implemented/;
const GONE = /message to edit not found|message can't be edited|message_id_invalid|message not found/;
const TOO_FAST = /too many requests|bot limit exceed|local_rate_limited/;

/** Failures before there is a connection; without one nothing can have left. */
const NO_CONNECTION = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EPROXYREFUSED)$/;

/** Judges a call that failed, by code first and then by words: those change, and Bale leaves codes out. */
export function outcomeOf(error: unknown, departure: Departure): CallOutcome {
  if (error instanceof GrammyError) return outcomeOfRefusal(error);
  const cause = error instanceof HttpError ? error.error : error;
  const { code, type } = (cause ?? {}) as { code?: unknown; type?: unknown };
  const reason = String(code ?? type ?? (cause instanceof Error ? cause.name : 'unknown'));
  if (NO_CONNECTION.test(reason) || (departure.begun && !departure.left)) {
    return { kind: 'not-taken', reason };
  }
  return type === 'invalid-json' ? { kind: 'page', reason } : { kind: 'cut-off', reason, answered: false };
}

/** Why a messenger refuses the bot itself, whatever it asks; null where it does not. */
export function botRefusal(error: unknown): string | null {
  if (!(error instanceof GrammyError)) return null;
  const outcome = outcomeOfRefusal(error);
  return outcome.kind === 'bot-refused' ? outcome.reason : null;
}

function outcomeOfRefusal({ error_code: code, description = '', parameters }: GrammyError): CallOutcome {
  const words = description.toLowerCase();
  const reason = `${code ?? ''} ${description}`.trim();
  if (BOT_REFUSED.test(words)) return { kind: 'bot-refused', reason, sure: true };
  if (code === 429 || code === 420 || TOO_FAST.test(words)) {
    const seconds = parameters?.retry_after;
    return { kind: 'too-fast', retryAfterMs: seconds === undefined ? null : seconds * 1000 };
  }
  if (code === 501 || NO_METHOD.test(words)) return { kind: 'refused', reason };
  if (code >= 500) return { kind: 'cut-off', reason, answered: true };
  if (code === 401) return { kind: 'token-refused' };
  if (words.includes('message is not modified')) return { kind: 'done', messageId: null };
  if (GONE.test(words)) return { kind: 'gone' };
  if (code === 403 || UNREACHABLE.test(words)) return { kind: 'unreachable', reason: description };
  // No refusal of a message: another server answers (421), or none that knows the bot (404, a redirection).
  if (code === 404 || code === 421 || code < 400) return { kind: 'bot-refused', reason, sure: false };
  return { kind: 'refused', reason };
}
