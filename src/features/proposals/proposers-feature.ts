import type { BotContext } from '../../bot/context.ts';
import { onPress, type PressHandler } from '../../bot/presses.ts';
import { objectButton } from '../../messages/buttons.ts';
import type { Dialog } from '../../store/dialogs.ts';
import type { Transaction } from '../../store/file/database.ts';
import { html, plain } from '../../texts/i18n.ts';
import { giveUpDialog } from '../answering/give-up-dialog.ts';
import { awaitObjection, objectToDecision } from './object-to-decision.ts';
import { askObjectionMessage } from './proposers-message.ts';

/** Proposers answer what became of their proposals. The message that told it stays: it may have more of them. */
export const proposersPresses: readonly PressHandler[] = [
  onPress(objectButton, ({ ctx, tx, carried: { proposalId } }) => {
    giveUpDialog(tx, ctx.account.id, ctx.at);
    const waiting = awaitObjection(tx, { proposalId, accountId: ctx.account.id, at: ctx.at });
    if (!waiting.ok) return ctx.alert(waiting.refusal);
    ctx.say(askObjectionMessage(waiting.told, ctx.at));
  }),
];

/** What a proposer meant, typed. */
export function readObjection(ctx: BotContext, tx: Transaction, { args }: Dialog): void {
  const text = ctx.message?.text;
  if (text === undefined)
    return ctx.say({ html: html('suggest.needsText', { label: plain('label.cancel') }) });
  const given = { proposalId: Number(args['proposalId']), text, accountId: ctx.account.id, at: ctx.at };
  const objected = objectToDecision(tx, given);
  if (!objected.ok) return ctx.sayRefusal(objected.refusal);
  ctx.concernsOthers();
  ctx.say({ html: html('suggest.object.received') });
}
