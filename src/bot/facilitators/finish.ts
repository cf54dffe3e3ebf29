import { Composer } from 'grammy';
import { cancelPreview } from '../../actions/cancel-preview.ts';
import { finishPreviewed } from '../../actions/finish-study.ts';
import { cancelPreviewButton, finishButton } from '../../messages/buttons.ts';
import { html } from '../../texts/i18n.ts';
import type { BotContext } from '../context.ts';
import { onPress } from '../presses.ts';

/** The preview of `/finish`: ends the study; and «لغو» of every preview about a round. */
export function finishFeature(): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  onPress(feature, finishButton, ({ ctx, tx, carried: { previewId } }) => {
    const finished = finishPreviewed(tx, { previewId, accountId: ctx.account.id, at: ctx.at });
    if (!finished.ok) return ctx.alert(finished.refusal);
    ctx.takeButtonsOff();
    ctx.say({ html: html('round.finish.done', { letters: finished.letters }) });
  });
  onPress(feature, cancelPreviewButton, ({ ctx, tx, carried: { previewId } }) => {
    const cancelled = cancelPreview(tx, { previewId, accountId: ctx.account.id });
    if (!cancelled.ok) return ctx.alert(cancelled.refusal);
    ctx.takeButtonsOff();
    ctx.say({ html: html(`round.${cancelled.kind}.cancelled`) });
  });
  return feature;
}
