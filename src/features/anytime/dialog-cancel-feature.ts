import { onPress, type PressHandler } from '../../bot/presses.ts';
import { cancelDialogButton } from '../../messages/buttons.ts';
import { type Dialog, loadDialog } from '../../store/dialogs.ts';
import { html, type TextKey } from '../../texts/i18n.ts';
import { giveUpDialog } from '../answering/give-up-dialog.ts';

/** What is said of it, where no question was to be asked. */
const GIVEN_UP: Partial<Record<Dialog['kind'], TextKey>> = {
  announce: 'announce.cancelled',
  'why-changed': 'facilitator.workbook.whyCancelled',
};

/** «لغو» under what asked for a typed text: that dialog is over; one begun since goes on. */
export const dialogCancelPresses: readonly PressHandler[] = [
  onPress(cancelDialogButton, ({ ctx, tx, carried: { startedAt } }) => {
    const dialog = loadDialog(tx, ctx.account.id);
    if (dialog?.startedAt.getTime() !== startedAt)
      return ctx.sayInPlace({ html: html('facilitator.cancel.nothing') });
    giveUpDialog(tx, ctx.account.id, ctx.at);
    ctx.sayInPlace({ html: html(GIVEN_UP[dialog.kind] ?? 'ask.cancelled') });
  }),
];
