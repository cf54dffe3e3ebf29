import type { BotContext } from '../../bot/context.ts';
import type { Transaction } from '../../store/file/database.ts';
import { findWritten, recordWritten } from './record-answer.ts';

/**
 * Takes what was said while a card is open whose answer is written: by whoever nothing else is expected of.
 *
 * @returns false where no such card is open
 */
export function readWritten(ctx: BotContext, tx: Transaction): boolean {
  const answer = ctx.message && findWritten(tx, ctx.account.id);
  if (!answer) return false;
  const { text } = ctx.message;
  const press = { accountId: ctx.account.id, pressedAt: ctx.pressedAt, at: ctx.at };
  const outcome =
    text === undefined
      ? ({ ok: false, refusal: { code: 'number.unreadable' } } as const)
      : recordWritten(tx, answer.id, text, press);
  if (!outcome.ok) ctx.sayRefusal(outcome.refusal);
  return true;
}
