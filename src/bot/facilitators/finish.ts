import { Composer } from 'grammy';
import { cancelPreview } from '../../actions/cancel-preview.ts';
import { finishPreviewed, prepareFinish } from '../../actions/finish-study.ts';
import { cancelPreviewButton, finishButton } from '../../messages/buttons.ts';
import { finishPreviewMessage } from '../../messages/round-previews.ts';
import { html } from '../../texts/i18n.ts';
import type { BotContext } from '../context.ts';
import { withChosenStudy } from './chosen-study.ts';
import { takeButtonsOff } from './pressed-message.ts';

/** `/finish`: ends the study once shown what that means; and «لغو» of every preview about a round. */
export function finishFeature(): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  feature.command('finish', (ctx) =>
    withChosenStudy(ctx, (tx, study) => {
      const prepared = prepareFinish(tx, { study, accountId: ctx.account.id, at: ctx.at });
      if (!prepared.ok) return ctx.sayRefusal(prepared.refusal);
      ctx.say(finishPreviewMessage({ title: study.title, ...prepared }));
    }),
  );
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
