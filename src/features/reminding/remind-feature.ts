import type { Command } from '../../bot/command.ts';

import { onFacilitatorPress, type PressHandler } from '../../bot/presses.ts';
import { remindButton } from '../../messages/buttons.ts';
import { withChosenStudy } from '../studies/chosen-study.ts';
import { prepareReminding, remindPreviewed } from './remind-now.ts';
import { remindedMessage, remindPreviewMessage } from './reminded-message.ts';

/** `/remind`: shows whom a reminder would reach, and sends it. */
export const remindCommands: readonly Command[] = [
  {
    name: 'remind',
    menus: { facilitator: { place: 100, text: 'menu.facilitator.remind' } },
    who: 'facilitator',
    run: (ctx, { zone, quietHours }) => {
      withChosenStudy(ctx, (tx, study) => {
        const request = { study, accountId: ctx.account.id, at: ctx.at, quietHours, zone };
        const prepared = prepareReminding(tx, request);
        if (!prepared.ok) return ctx.sayRefusal(prepared.refusal);
        ctx.say(remindPreviewMessage({ title: study.title, ...prepared }, zone));
      });
    },
  },
];

export const remindPresses: readonly PressHandler[] = [
  onFacilitatorPress(remindButton, ({ deps: { zone, quietHours }, ctx, tx, carried: { previewId } }) => {
    const press = { previewId, accountId: ctx.account.id, at: ctx.at, quietHours, zone };
    const done = remindPreviewed(tx, press);
    if (!done.ok) return ctx.alert(done.refusal);
    ctx.takeButtonsOff();
    ctx.say(remindedMessage(done.reminding, zone));
  }),
];
