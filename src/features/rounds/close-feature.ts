import type { Command } from '../../bot/command.ts';

import { onFacilitatorPress, type PressHandler } from '../../bot/presses.ts';
import { closeRoundButton } from '../../messages/buttons.ts';
import { isolate } from '../../texts/direction.ts';
import { html } from '../../texts/i18n.ts';
import { withChosenStudy } from '../studies/chosen-study.ts';
import { closeRoundEarly, prepareClosing } from './close-round.ts';
import { composeClosingPreview } from './compose-round-previews.ts';
import { closingPreviewMessage } from './round-previews-message.ts';

/** `/close`: shows who would be missing, and closes the round before its deadline. */
export const closeCommands: readonly Command[] = [
  {
    name: 'close',
    menus: { facilitator: { place: 120, text: 'menu.facilitator.close' } },
    who: 'facilitator',
    run: (ctx, { zone }) =>
      withChosenStudy(ctx, (tx, study) => {
        const prepared = prepareClosing(tx, { study, accountId: ctx.account.id, at: ctx.at });
        if (!prepared.ok) return ctx.sayRefusal(prepared.refusal);
        ctx.say(closingPreviewMessage(composeClosingPreview(tx, { study, ...prepared }, zone)));
      }),
  },
];

export const closePresses: readonly PressHandler[] = [
  onFacilitatorPress(closeRoundButton, ({ ctx, tx, carried: { previewId } }) => {
    const closed = closeRoundEarly(tx, { previewId, accountId: ctx.account.id, at: ctx.at });
    if (!closed.ok) return ctx.alert(closed.refusal);
    ctx.jobWaits();
    ctx.takeButtonsOff();
    ctx.say({ html: html('round.close.done', { round: closed.number, title: isolate(closed.title) }) });
  }),
];
