import type { Command } from '../../bot/command.ts';
import type { BotContext, Dependencies } from '../../bot/context.ts';
import { onFacilitatorPress, type PressHandler, showInPlace } from '../../bot/presses.ts';
import { panelStatusButton, statusButton } from '../../messages/buttons.ts';
import { studyOf } from '../studies/choose-study.ts';
import { withChosenStudy } from '../studies/chosen-study.ts';
import { panelStatusScreen, statusScreen } from './compose-status.ts';

/** `/status`: one message that a button brings up to date. */
export const statusCommands: readonly Command[] = [
  {
    name: 'status',
    menus: { facilitator: { place: 80, text: 'menu.facilitator.status' } },
    who: 'facilitator',
    run: (ctx, deps) =>
      withChosenStudy(ctx, (tx, study) => ctx.say(statusScreen(tx, study, 0, surroundings(ctx, deps)))),
  },
];

export const statusPresses: readonly PressHandler[] = [
  onFacilitatorPress(statusButton, ({ ctx, tx, carried: { studyId, page }, deps }) => {
    const found = studyOf(tx, ctx.account.id, studyId);
    if (!found.ok) return ctx.alert(found.refusal);
    showInPlace(ctx, { ok: true, message: statusScreen(tx, found.study, page, surroundings(ctx, deps)) });
  }),
  onFacilitatorPress(panelStatusButton, ({ ctx, tx, carried: { studyId, ...place }, deps }) => {
    const found = studyOf(tx, ctx.account.id, studyId);
    if (!found.ok) return ctx.alert(found.refusal);
    showInPlace(ctx, panelStatusScreen(tx, found.study, place, surroundings(ctx, deps)));
  }),
];

function surroundings({ at: now }: BotContext, { zone, quietHours }: Dependencies) {
  return { now, zone, quietHours };
}
