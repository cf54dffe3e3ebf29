import { GrammyError, HttpError } from 'grammy';
import type { Departure } from './departure.ts';

/** What came of a send or an edit. */
export type Outcome =
  /** `messageId`: of a message sent. */
  | { readonly kind: 'done'; readonly messageId: number | null }
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
  /** Surely not carried out: the request never left, or the messenger says so itself (5xx with `ok: false`). */
  | { readonly kind: 'not-taken'; readonly reason: string; readonly answered: boolean }
  /** Something between answered with a page of its own: mostly not carried out, but nobody can tell. */
  | { readonly kind: 'page'; readonly reason: string }
  /** The request left and no answer came: as likely carried out as not. */
  | { readonly kind: 'cut-off'; readonly reason: string };

const UNREACHABLE =
  /bot was blocked|user is deactivated|can't initiate conversation|bot was kicked|chat not found|user not found|peer_id_invalid|no such group or user|permission_denied/;
const GONE = /message to edit not found|message can't be edited|message_id_invalid|message not found/;
const TOO_FAST = /too many requests|bot limit exceed|local_rate_limited/;

/** Failures before there is a connection; without one nothing can have left. */
const NO_CONNECTION = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EPROXYREFUSED)$/;

/** Judges a call that failed, by code first and then by words: those change, and Bale leaves codes out. */
export function outcomeOf(error: unknown, departure: Departure): Outcome {
  if (error instanceof GrammyError) return outcomeOfRefusal(error);
  const cause = error instanceof HttpError ? error.error : error;
  const { code, type } = (cause ?? {}) as { code?: unknown; type?: unknown };
  const reason = String(code ?? type ?? (cause instanceof Error ? cause.name : 'unknown'));
  if (NO_CONNECTION.test(reason) || (departure.begun && !departure.left)) {
    return { kind: 'not-taken', reason, answered: false };
  }
  return type === 'invalid-json' ? { kind: 'page', reason } : { kind: 'cut-off', reason };
}

function outcomeOfRefusal({ error_code: code, description = '', parameters }: GrammyError): Outcome {
  const words = description.toLowerCase();
  if (code === 429 || code === 420 || TOO_FAST.test(words)) {
    const seconds = parameters?.retry_after;
    return { kind: 'too-fast', retryAfterMs: seconds === undefined ? null : seconds * 1000 };
  }
  if (code >= 500) return { kind: 'not-taken', reason: String(code), answered: true };
  if (code === 401) return { kind: 'token-refused' };
  if (words.includes('message is not modified')) return { kind: 'done', messageId: null };
  if (GONE.test(words)) return { kind: 'gone' };
  if (code === 403 || UNREACHABLE.test(words)) return { kind: 'unreachable', reason: description };
  return { kind: 'refused', reason: `${code ?? ''} ${description}`.trim() };
}
