import type { BotContext } from '../../bot/context.ts';
import { rememberText } from '../../bot/remember-text.ts';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import type { Transaction } from '../../store/file/database.ts';
import { onlyGreets } from '../../texts/only-greets.ts';
import { findWritten, recordWritten } from '../answering/record-answer.ts';
import { findCall, writeIdea } from '../answering/write-ideas.ts';

/**
 * Takes what was said while a card is open whose answer is written: by whoever nothing else is expected of.
 *
 * @returns null where no such card is open
 */
export function readWritten(ctx: BotContext, tx: Transaction): Outcome | null {
  if (!ctx.message) return null;
  return takeAnswer(ctx, tx) ?? takeIdea(ctx, tx);
}

function takeAnswer(ctx: BotContext, tx: Transaction): Outcome | null {
  const answer = findWritten(tx, ctx.account.id);
  if (!answer) return null;
  const text = ctx.message?.text;
  if (text === undefined) return refuse({ code: 'number.unreadable' });
  const recorded = recordWritten(tx, answer.id, text, pressOf(ctx));
  if (recorded.ok) rememberText(ctx, tx, 'answer', answer.id);
  return recorded;
}

/**
 * Every message but a greeting is meant as an idea there: one that is refused is answered by why, and by nothing that
 * it might be else.
 */
function takeIdea(ctx: BotContext, tx: Transaction): Outcome | null {
  const call = findCall(tx, ctx.account.id, ctx.pressedAt);
  if (!call) return null;
  const text = ctx.message?.text;
  if (text !== undefined && onlyGreets(text)) return null;
  const written =
    text === undefined ? refuse({ code: 'idea.needsText' }) : writeIdea(tx, call, text, pressOf(ctx));
  if (written.ok) rememberText(ctx, tx, 'proposal', written.proposalId);
  else ctx.sayRefusal(written.refusal);
  return { ok: true };
}

function pressOf({ account, pressedAt, at }: BotContext) {
  return { accountId: account.id, pressedAt, at };
}
