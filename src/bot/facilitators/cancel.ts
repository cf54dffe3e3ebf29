import { Composer } from 'grammy';
import { leaveReason } from '../../actions/give-reason.ts';
import { endDialog, loadDialog } from '../../store/dialogs.ts';
import { html } from '../../texts/i18n.ts';
import type { BotContext } from '../context.ts';

/** `/cancel`: the next typed text is for nothing any more. */
export function cancelFeature(): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  feature.command('cancel', (ctx) =>
    ctx.run((tx) => {
      const dialog = loadDialog(tx, ctx.account.id);
      // An expert's card shows that a reason is waited for.
      if (dialog?.kind === 'reason') {
        const press = { accountId: ctx.account.id, pressedAt: ctx.at, at: ctx.at };
        leaveReason(tx, Number(dialog.args['answerId']), press);
      }
      endDialog(tx, ctx.account.id);
      ctx.say({ html: html(dialog ? 'facilitator.cancel.done' : 'facilitator.cancel.nothing') });
    }),
  );
  return feature;
}
