import type { Command } from '../../bot/command.ts';

import { html } from '../../texts/i18n.ts';
import { claimFacilitator, isClaimable } from './claim-facilitator.ts';
import { composeWelcome } from './compose-welcome.ts';

/**
 * `/claim CODE` by anybody: the code printed at the first start makes its sender a facilitator. Where no code is out,
 * the command exists for nobody but facilitators.
 */
export const claimCommands: readonly Command[] = [
  {
    name: 'claim',
    who: 'everybody',
    when: ({ isFacilitator }, db) => isFacilitator || isClaimable(db),
    run: (ctx, { zone }) =>
      ctx.run((tx) => {
        const outcome = claimFacilitator(tx, { accountId: ctx.account.id, code: ctx.match, at: ctx.at });
        if (!outcome.ok) return ctx.sayRefusal(outcome.refusal);
        ctx.say({ html: html(outcome.already ? 'facilitator.claim.already' : 'facilitator.claim.done') });
        if (outcome.already) return;
        ctx.say(composeWelcome(tx, ctx.account.id, { now: ctx.at, zone }));
      }),
  },
];
