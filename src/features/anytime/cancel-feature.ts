import type { Command } from '../../bot/command.ts';

import { html } from '../../texts/i18n.ts';
import { giveUpDialog } from '../answering/give-up-dialog.ts';

/** `/cancel`: the next typed text is for nothing any more. */
export const cancelCommands: readonly Command[] = [
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
