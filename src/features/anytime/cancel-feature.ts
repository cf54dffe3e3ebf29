import { Composer } from 'grammy';
import type { BotContext } from '../../bot/context.ts';
import { html } from '../../texts/i18n.ts';
import { giveUpDialog } from '../answering/give-up-dialog.ts';

/** `/cancel`: the next typed text is for nothing any more. */
export function cancelFeature(): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  feature.command('cancel', (ctx) =>
    ctx.run((tx) => {
      const given = giveUpDialog(tx, ctx.account.id, ctx.at);
      ctx.say({ html: html(given ? 'facilitator.cancel.done' : 'facilitator.cancel.nothing') });
    }),
  );
  return feature;
}
