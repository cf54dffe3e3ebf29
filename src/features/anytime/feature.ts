import type { Command } from '../../bot/command.ts';
import { onPress, type PressHandler } from '../../bot/presses.ts';
import { renderReply } from '../../delivery/rendering.ts';
import { isStill } from '../../jobs/still-asked.ts';
import { cancelDialogButton } from '../../messages/buttons.ts';
import { type Dialog, loadDialog } from '../../store/dialogs.ts';
import { mayAskForCopy } from '../../store/operators.ts';
import { html, type TextKey } from '../../texts/i18n.ts';
import { giveUpDialog } from '../answering/give-up-dialog.ts';
import { renderCopy } from '../backups/render-copy.ts';
import type { Feature } from '../feature.ts';
import { helpCommands } from './help-feature.ts';
import { languageCommands } from './language-feature.ts';

/** `/cancel`: the next typed text is for nothing any more. */
const cancelCommands: readonly Command[] = [
  {
    name: 'cancel',
    menus: {
      facilitator: { place: 200, text: 'menu.facilitator.cancel' },
      operator: { place: 30, text: 'menu.facilitator.cancel' },
    },
    who: 'everybody',
    run: (ctx) =>
      ctx.run((tx) => {
        const given = giveUpDialog(tx, ctx.account.id, ctx.at);
        ctx.say({ html: html(given ? 'facilitator.cancel.done' : 'facilitator.cancel.nothing') });
      }),
  },
];

/** What is said of it, where no question was to be asked. */
const GIVEN_UP: Partial<Record<Dialog['kind'], TextKey>> = {
  announce: 'announce.cancelled',
  'why-changed': 'facilitator.workbook.whyCancelled',
};

/** «لغو» under what asked for a typed text: that dialog is over; one begun since goes on. */
const dialogCancelPresses: readonly PressHandler[] = [
  onPress(cancelDialogButton, ({ ctx, tx, carried: { startedAt } }) => {
    const dialog = loadDialog(tx, ctx.account.id);
    if (dialog?.startedAt.getTime() !== startedAt)
      return ctx.sayInPlace({ html: html('facilitator.cancel.nothing') });
    giveUpDialog(tx, ctx.account.id, ctx.at);
    ctx.sayInPlace({ html: html(GIVEN_UP[dialog.kind] ?? 'ask.cancelled') });
  }),
];

/** What everybody may do at any time, and how anybody is answered. */
export const anytime = {
  commands: [...cancelCommands, ...helpCommands, ...languageCommands],
  presses: dialogCancelPresses,
  messages: {
    // Somebody pressed or asked and is waiting: silence looks like a failure, twice like a hiccup.
    reply: {
      ifUnknown: 'again',
      reaches: isStill,
      render: ({ db }, args) => renderReply(db, args),
    },
    // An edit: the second does nothing.
    strip: {
      ifUnknown: 'again',
      // Takes something away.
      reaches: () => true,
      render: (_to, { messageId }) => ({ do: 'strip', messageId }),
    },
    // An older version queued copies of the database by their path.
    document: {
      ifUnknown: 'again',
      reaches: (tx, args, accountId) =>
        'path' in args ? mayAskForCopy(tx, accountId) : isStill(tx, args, accountId),
      render: (to, args) => ('path' in args ? renderCopy(to, args) : { do: 'document', ...args }),
    },
  },
} satisfies Feature;
