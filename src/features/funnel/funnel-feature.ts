import type { Command } from '../../bot/command.ts';
import type { BotContext } from '../../bot/context.ts';
import { onFacilitatorPress, type PressHandler, showInPlace } from '../../bot/presses.ts';
import {
  funnelButton,
  funnelGroupsButton,
  funnelLeftButton,
  funnelUnitsButton,
  themeButton,
  themesButton,
} from '../../messages/buttons.ts';
import type { Message } from '../../messages/message.ts';
import type { Transaction } from '../../store/file/database.ts';
import type { Study } from '../../store/studies.ts';
import { plain } from '../../texts/i18n.ts';
import { studyOf } from '../studies/choose-study.ts';
import { withChosenStudy } from '../studies/chosen-study.ts';
import { exclusionsScreen, funnelGroupsScreen, funnelScreen, funnelUnitsScreen } from './compose-funnel.ts';
import { nextThemeScreen, themeScreen } from './compose-themes.ts';
import { requestFunnelPicture } from './draw-funnel.ts';
import { sortReason } from './sort-reason.ts';
import { themeName } from './themes-message.ts';

/** `/funnel`: how many items reached each step and left at it, as text; the picture follows. */
export const funnelCommands: readonly Command[] = [
  {
    name: 'funnel',
    menus: { facilitator: { place: 135, text: 'menu.facilitator.funnel' } },
    who: 'facilitator',
    run: (ctx) =>
      withChosenStudy(ctx, (tx, study) => {
        ctx.say(funnelScreen(tx, study));
        const { account, at } = ctx;
        const request = { key: ctx.jobKey('funnel-picture'), accountId: account.id, at };
        if (requestFunnelPicture(tx, study, request)) ctx.jobWaits();
      }),
  },
];

export const funnelPresses: readonly PressHandler[] = [
  onFacilitatorPress(funnelButton, ({ ctx, tx, carried: { studyId } }) =>
    show(ctx, tx, studyId, (study) => funnelScreen(tx, study)),
  ),
  onFacilitatorPress(funnelUnitsButton, ({ ctx, tx, carried: { studyId, page } }) =>
    show(ctx, tx, studyId, (study) => funnelUnitsScreen(tx, study, page)),
  ),
  onFacilitatorPress(funnelGroupsButton, ({ ctx, tx, carried: { studyId, page, ...place } }) =>
    show(ctx, tx, studyId, (study) => funnelGroupsScreen(tx, study, place, page)),
  ),
  onFacilitatorPress(funnelLeftButton, ({ ctx, tx, carried: { studyId, step, page } }) =>
    show(ctx, tx, studyId, (study) => exclusionsScreen(tx, study, step, page)),
  ),
  onFacilitatorPress(themesButton, ({ ctx, tx, carried: { studyId, place } }) =>
    show(ctx, tx, studyId, (study) => themeScreen(tx, study, place)),
  ),
  onFacilitatorPress(themeButton, ({ ctx, tx, carried: { place, ...press } }) => {
    const sorted = sortReason(tx, { ...press, accountId: ctx.account.id, at: ctx.at });
    if (!sorted.ok) return ctx.alert(sorted.refusal);
    ctx.acknowledge(plain('funnel.theme.pressed', { name: themeName(sorted.theme) }));
    showInPlace(ctx, { ok: true, message: nextThemeScreen(tx, sorted.study, place) });
  }),
];

function show(ctx: BotContext, tx: Transaction, studyId: number, screen: (study: Study) => Message): void {
  const found = studyOf(tx, ctx.account.id, studyId);
  if (!found.ok) return ctx.alert(found.refusal);
  showInPlace(ctx, { ok: true, message: screen(found.study) });
}
