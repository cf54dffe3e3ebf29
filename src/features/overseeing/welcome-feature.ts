import { Composer } from 'grammy';
import type { BotContext, Dependencies } from '../../bot/context.ts';
import { composeWelcome } from './compose-welcome.ts';

/** `/start` by a facilitator: what this is, or where the study stands, and what to do first. A link's secret passes by. */
export function welcomeFeature({ zone }: Dependencies): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  feature.command('start', (ctx, next) => {
    if (ctx.match !== '') return next();
    ctx.run((tx) => ctx.say(composeWelcome(tx, ctx.account.id, { now: ctx.at, zone })));
    return undefined;
  });
  return feature;
}
