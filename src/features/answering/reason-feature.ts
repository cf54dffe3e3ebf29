import type { BotContext } from '../../bot/context.ts';
import type { PressHandler } from '../../bot/presses.ts';
import { belowText, rememberText } from '../../bot/remember-text.ts';
import { keptReasonButton } from '../../messages/buttons.ts';
import type { Dialog } from '../../store/dialogs.ts';
import type { Transaction } from '../../store/file/database.ts';
import { html, plain } from '../../texts/i18n.ts';
import { giveReason } from './give-reason.ts';

/** The writer of an unexpected text says that it is a reason. */
export const reasonPresses: readonly PressHandler[] = [
  belowText(keptReasonButton, ({ ctx, tx, kept, carried: { answerId } }) => {
    const press = { accountId: ctx.account.id, pressedAt: ctx.pressedAt, at: ctx.at };
    const given = giveReason(tx, answerId, kept.text, press);
    if (given.ok) rememberText(ctx, tx, 'reason', answerId, kept.messageId);
    else ctx.alert(given.refusal);
    return given.ok;
  }),
];

/** Takes the typed reason for an answer. */
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
