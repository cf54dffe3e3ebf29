import type { Command } from '../../bot/command.ts';
import { onFacilitatorPress, type PressHandler } from '../../bot/presses.ts';
import { whatifButton, whatifRuleButton } from '../../messages/buttons.ts';
import { studyOf } from '../studies/choose-study.ts';
import { withChosenStudy } from '../studies/chosen-study.ts';
import { showScreen } from '../studies/show-screen.ts';
import { whatifScreens as screens } from './whatif-screens.ts';

/** `/whatif`: the last judged round under other rules, for looking only. */
export const whatifCommands: readonly Command[] = [
  {
    name: 'whatif',
    menus: { facilitator: { place: 137, text: 'menu.facilitator.whatif' } },
    who: 'facilitator',
    run: (ctx, deps) =>
      withChosenStudy(ctx, (tx, study) => showScreen({ ctx, tx, deps }, study, { screens, name: 'whatif' })),
  },
];

export const whatifPresses: readonly PressHandler[] = [
  onFacilitatorPress(whatifButton, (press) => {
    const { ctx, tx, carried } = press;
    const found = studyOf(tx, ctx.account.id, carried.studyId);
    if (!found.ok) return ctx.alert(found.refusal);
    showScreen(press, found.study, { screens, name: 'whatif', numbers: carried });
  }),
  onFacilitatorPress(whatifRuleButton, (press) => {
    const { ctx, tx, carried } = press;
    const found = studyOf(tx, ctx.account.id, carried.studyId);
    if (!found.ok) return ctx.alert(found.refusal);
    showScreen(press, found.study, { screens, name: 'whatifRule', numbers: carried });
  }),
];
