import { Composer } from 'grammy';
import { cancelPreview } from '../../actions/cancel-preview.ts';
import { finishPreviewed } from '../../actions/finish-study.ts';
import { cancelPreviewButton, finishButton } from '../../messages/buttons.ts';
import { html } from '../../texts/i18n.ts';
import type { BotContext } from '../context.ts';
import { takeButtonsOff } from './pressed-message.ts';

/** The preview of `/finish`: ends the study; and «لغو» of every preview about a round. */
export function finishFeature(): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  feature.callbackQuery(finishButton.pattern, (ctx) => {
    ctx.run((tx) => {
      const [previewId] = finishButton.read(ctx.callbackQuery.data);
      const finished = finishPreviewed(tx, { previewId, accountId: ctx.account.id, at: ctx.at });
      if (!finished.ok) return ctx.alert(finished.refusal);
      takeButtonsOff(ctx, tx);
      ctx.say({ html: html('round.finish.done', { letters: finished.letters }) });
    });
  });
  feature.callbackQuery(cancelPreviewButton.pattern, (ctx) =>
    ctx.run((tx) => {
      const [previewId] = cancelPreviewButton.read(ctx.callbackQuery.data);
      const cancelled = cancelPreview(tx, { previewId, accountId: ctx.account.id });
      if (!cancelled.ok) return ctx.alert(cancelled.refusal);
      takeButtonsOff(ctx, tx);
      ctx.say({ html: html(`round.${cancelled.kind}.cancelled`) });
    }),
  );
  return feature;
}
