import type { Transaction } from '../../store/database.ts';
import { queueMessage } from '../../store/outbox.ts';
import type { BotContext } from '../context.ts';

/** The message whose button was pressed. */
export function pressedMessageId(ctx: BotContext): number {
  return ctx.callbackQuery?.message?.message_id ?? 0;
}

/** Takes the buttons off the message that was pressed: what it offered is done. */
export function takeButtonsOff(ctx: BotContext, tx: Transaction): void {
  const messageId = pressedMessageId(ctx);
  queueMessage(tx, {
    kind: 'strip',
    key: `strip:${ctx.account.id}:${messageId}:${ctx.at.getTime()}`,
    accountId: ctx.account.id,
    at: ctx.at,
    args: { messageId },
  });
}
