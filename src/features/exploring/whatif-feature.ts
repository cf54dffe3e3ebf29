import type { Command } from '../../bot/command.ts';
import { onFacilitatorPress, type PressHandler, showInPlace } from '../../bot/presses.ts';
import { unpackOthers } from '../../domain/other-rules.ts';
import { whatifButton, whatifRuleButton } from '../../messages/buttons.ts';
import { studyOf } from '../studies/choose-study.ts';
import { withChosenStudy } from '../studies/chosen-study.ts';
import { exploreRules, whatifRuleScreen } from './explore-rules.ts';

/** `/whatif`: the last judged round under other rules, for looking only. */
export const whatifCommands: readonly Command[] = [
  {
    name: 'whatif',
    menus: { facilitator: { place: 137, text: 'menu.facilitator.whatif' } },
    who: 'facilitator',
    run: (ctx) =>
      withChosenStudy(ctx, (tx, study) => {
        const explored = exploreRules(tx, { study, others: {}, accountId: ctx.account.id, at: ctx.at });
        if (!explored.ok) return ctx.sayRefusal(explored.refusal);
        ctx.say(explored.message);
      }),
  },
];

export const whatifPresses: readonly PressHandler[] = [
  onFacilitatorPress(whatifButton, ({ ctx, tx, carried: { studyId, chosen } }) => {
    const found = studyOf(tx, ctx.account.id, studyId);
    if (!found.ok) return ctx.alert(found.refusal);
    const look = { others: unpackOthers(chosen), accountId: ctx.account.id, at: ctx.at };
    showInPlace(ctx, exploreRules(tx, { study: found.study, ...look }));
  }),
  onFacilitatorPress(whatifRuleButton, ({ ctx, tx, carried: { studyId, chosen, rule } }) => {
    const found = studyOf(tx, ctx.account.id, studyId);
    if (!found.ok) return ctx.alert(found.refusal);
    showInPlace(ctx, whatifRuleScreen(tx, found.study, { others: unpackOthers(chosen), place: rule }));
  }),
];
