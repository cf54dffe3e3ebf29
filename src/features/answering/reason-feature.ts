import type { BotContext } from '../../bot/context.ts';
import { rememberText } from '../../bot/remember-text.ts';
import type { Dialog } from '../../store/dialogs.ts';
import type { Transaction } from '../../store/file/database.ts';
import { html, plain } from '../../texts/i18n.ts';
import { giveReason } from './give-reason.ts';

/** The reason for an answer, typed. */
export function readTypedReason(ctx: BotContext, tx: Transaction, { args }: Dialog): void {
  const { text } = ctx.message ?? {};
  if (text === undefined) {
    return ctx.say({ html: html('expert.unexpected.reasonNeedsText', { label: plain('label.cancel') }) });
  }
  const press = { accountId: ctx.account.id, pressedAt: ctx.pressedAt, at: ctx.at };
  const outcome = giveReason(tx, Number(args['answerId']), text, press);
  if (!outcome.ok) return ctx.sayRefusal(outcome.refusal);
  rememberText(ctx, tx, 'reason', Number(args['answerId']));
}
