import { Composer } from 'grammy';
import { closeRoundEarly, prepareClosing } from '../../actions/close-round.ts';
import { composeClosingPreview } from '../../actions/compose-round-previews.ts';
import { closeRoundButton } from '../../messages/buttons.ts';
import { closingPreviewMessage } from '../../messages/round-previews.ts';
import { html } from '../../texts/i18n.ts';
import type { BotContext, Dependencies } from '../context.ts';
import { onPress } from '../presses.ts';
import { withChosenStudy } from './chosen-study.ts';

/** `/close`: shows who would be missing, and closes the round before its deadline. */
export function closeFeature({ zone }: Dependencies): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  feature.command('close', (ctx) =>
    withChosenStudy(ctx, (tx, study) => {
      const prepared = prepareClosing(tx, { study, accountId: ctx.account.id, at: ctx.at });
      if (!prepared.ok) return ctx.sayRefusal(prepared.refusal);
      ctx.say(closingPreviewMessage(composeClosingPreview(tx, { study, ...prepared }, zone)));
    }),
  );
  onPress(feature, closeRoundButton, ({ ctx, tx, carried: { previewId } }) => {
    const closed = closeRoundEarly(tx, { previewId, accountId: ctx.account.id, at: ctx.at });
    if (!closed.ok) return ctx.alert(closed.refusal);
    ctx.jobWaits();
    ctx.takeButtonsOff();
    ctx.say({ html: html('round.close.done', { round: closed.number }) });
  });
  return feature;
}
