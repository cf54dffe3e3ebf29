import { Composer } from 'grammy';
import type { BotContext, Dependencies } from '../../bot/context.ts';
import { html } from '../../texts/i18n.ts';
import { claimFacilitator, isClaimable } from './claim-facilitator.ts';
import { composeWelcome } from './compose-welcome.ts';

/**
 * `/claim CODE` by anybody: the code printed at the first start makes its sender a facilitator. Where no code is out,
 * the command exists for nobody but facilitators.
 */
export function claimFeature({ db, zone }: Dependencies): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  feature.command('claim', (ctx, next) => {
    if (!ctx.isFacilitator && !isClaimable(db)) return next();
    ctx.run((tx) => {
      const outcome = claimFacilitator(tx, { accountId: ctx.account.id, code: ctx.match, at: ctx.at });
      if (!outcome.ok) return ctx.sayRefusal(outcome.refusal);
      ctx.say({ html: html(outcome.already ? 'facilitator.claim.already' : 'facilitator.claim.done') });
      if (outcome.already) return;
      ctx.say(composeWelcome(tx, ctx.account.id, { now: ctx.at, zone }));
    });
    return undefined;
  });
  return feature;
}
