import { onPress, type PressHandler } from '../../bot/presses.ts';
import { cancelDialogButton } from '../../messages/buttons.ts';
import { loadDialog } from '../../store/dialogs.ts';
import { html } from '../../texts/i18n.ts';
import { giveUpDialog } from '../answering/give-up-dialog.ts';

/** «لغو» under what asked for a typed text: that dialog is over; one begun since goes on. */
export const dialogCancelPresses: readonly PressHandler[] = [
  onPress(cancelDialogButton, ({ ctx, tx, carried: { startedAt } }) => {
    const dialog = loadDialog(tx, ctx.account.id);
    if (dialog?.startedAt.getTime() === startedAt) giveUpDialog(tx, ctx.account.id, ctx.at);
    ctx.sayInPlace({ html: html('ask.cancelled') });
  }),
];
