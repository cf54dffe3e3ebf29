import { Composer } from 'grammy';
import { giveUpDialog } from '../actions/give-up-dialog.ts';
import { cancelDialogButton } from '../messages/buttons.ts';
import { loadDialog } from '../store/dialogs.ts';
import { html } from '../texts/i18n.ts';
import type { BotContext } from './context.ts';
import { onPress } from './presses.ts';

/** «لغو» under what asked for a typed text: that dialog is over; one begun since goes on. */
export function dialogCancelFeature(): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  onPress(feature, cancelDialogButton, ({ ctx, tx, carried: { startedAt } }) => {
    const dialog = loadDialog(tx, ctx.account.id);
    if (dialog?.startedAt.getTime() === startedAt) giveUpDialog(tx, ctx.account.id, ctx.at);
    ctx.sayInPlace({ html: html('ask.cancelled') });
  });
  return feature;
}
