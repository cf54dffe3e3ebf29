import { Composer } from 'grammy';
import { giveReason } from '../../actions/give-reason.ts';
import { loadDialog } from '../../store/dialogs.ts';
import { html, plain } from '../../texts/i18n.ts';
import type { BotContext } from '../context.ts';

/** A typed text: the reason that was asked for. Anything that nobody expects gets a helpful answer. */
export function typedTextFeature(): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  feature.on('message', (ctx) =>
    ctx.run((tx) => {
      const { text } = ctx.message;
      if (text?.startsWith('/')) return ctx.say({ html: html('refusal.unknownCommand') });
      const dialog = loadDialog(tx, ctx.account.id);
      if (dialog?.kind !== 'reason') {
        const key = ctx.isFacilitator ? 'facilitator.unexpected' : 'expert.unexpected.text';
        return ctx.say({ html: html(key) });
      }
      if (text === undefined) {
        return ctx.say({ html: html('expert.unexpected.reasonNeedsText', { label: plain('label.cancel') }) });
      }
      const press = { accountId: ctx.account.id, pressedAt: ctx.pressedAt, at: ctx.at };
      const outcome = giveReason(tx, Number(dialog.args['answerId']), text, press);
      if (!outcome.ok) ctx.sayRefusal(outcome.refusal);
    }),
  );
  return feature;
}
