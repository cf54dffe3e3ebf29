import type { Command } from '../../bot/command.ts';
import { onFacilitatorPress, type Press, type PressHandler } from '../../bot/presses.ts';
import {
  funnelButton,
  funnelGroupsButton,
  funnelLeftButton,
  funnelUnitsButton,
  themeButton,
  themesButton,
} from '../../messages/buttons.ts';
import { plain } from '../../texts/i18n.ts';
import { studyOf } from '../studies/choose-study.ts';
import { withChosenStudy } from '../studies/chosen-study.ts';
import { showScreen } from '../studies/show-screen.ts';
import { requestFunnelPicture } from './draw-funnel.ts';
import { funnelScreens } from './funnel-screens.ts';
import { sortReason } from './sort-reason.ts';
import { themeName } from './themes-message.ts';

/** `/funnel`: how many items reached each step and left at it, as text; the picture follows. */
export const funnelCommands: readonly Command[] = [
  {
    name: 'funnel',
    menus: { facilitator: { place: 135, text: 'menu.facilitator.funnel' } },
    who: 'facilitator',
    run: (ctx, deps) =>
      withChosenStudy(ctx, (tx, study) => {
        showScreen({ ctx, tx, deps }, study, { screens: funnelScreens, name: 'funnel' });
        const { account, at } = ctx;
        const request = { key: ctx.jobKey('funnel-picture'), accountId: account.id, at };
        if (requestFunnelPicture(tx, study, request)) ctx.jobWaits();
      }),
  },
];

export const funnelPresses: readonly PressHandler[] = [
  onFacilitatorPress(funnelButton, (press) => show(press, 'funnel')),
  onFacilitatorPress(funnelUnitsButton, (press) => show(press, 'funnelUnits')),
  onFacilitatorPress(funnelGroupsButton, (press) => show(press, 'funnelGroups')),
  onFacilitatorPress(funnelLeftButton, (press) => show(press, 'funnelLeft')),
  onFacilitatorPress(themesButton, (press) => show(press, 'theme')),
  onFacilitatorPress(themeButton, ({ ctx, tx, deps, carried: { place, ...press } }) => {
    const sorted = sortReason(tx, { ...press, accountId: ctx.account.id, at: ctx.at });
    if (!sorted.ok) return ctx.alert(sorted.refusal);
    showScreen({ ctx, tx, deps }, sorted.study, {
      ...{ screens: funnelScreens, name: 'nextTheme' },
      numbers: { place },
    });
    ctx.acknowledge(plain('funnel.theme.pressed', { name: themeName(sorted.theme) }));
  }),
];

function show(press: Press<{ studyId: number }>, name: keyof typeof funnelScreens): void {
  const { ctx, tx, carried } = press;
  const found = studyOf(tx, ctx.account.id, carried.studyId);
  if (!found.ok) return ctx.alert(found.refusal);
  showScreen(press, found.study, { screens: funnelScreens, name, numbers: carried });
}
