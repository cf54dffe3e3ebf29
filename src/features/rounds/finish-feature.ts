import { onFacilitatorPress, type PressHandler } from '../../bot/presses.ts';
import { cancelPreviewButton, finishButton } from '../../messages/buttons.ts';
import { isolate } from '../../texts/direction.ts';
import { html } from '../../texts/i18n.ts';
import { cancelPreview } from './cancel-preview.ts';
import { finishPreviewed } from './finish-study.ts';

/** The preview of `/finish`: ends the study; and «لغو» of every preview about a round. */
export const finishPresses: readonly PressHandler[] = [
  onFacilitatorPress(finishButton, ({ ctx, tx, carried: { previewId } }) => {
    const finished = finishPreviewed(tx, { previewId, accountId: ctx.account.id, at: ctx.at });
    if (!finished.ok) return ctx.alert(finished.refusal);
    ctx.takeButtonsOff();
    const { title, letters } = finished;
    ctx.say({ html: html('round.finish.done', { title: isolate(title), letters }) });
  }),
  onFacilitatorPress(cancelPreviewButton, ({ ctx, tx, carried: { previewId } }) => {
    const cancelled = cancelPreview(tx, { previewId, accountId: ctx.account.id });
    if (!cancelled.ok) return ctx.alert(cancelled.refusal);
    ctx.takeButtonsOff();
    ctx.say({ html: html(`round.${cancelled.kind}.cancelled`) });
  }),
];
