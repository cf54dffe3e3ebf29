import { Composer } from 'grammy';
import { loadStanding } from '../../actions/load-standing.ts';
import { welcomeMessage } from '../../messages/facilitators/welcome.ts';
import { loadChosenStudy } from '../../store/studies.ts';
import type { BotContext, Dependencies } from '../context.ts';

/** `/start` by a facilitator: what this is, or where the study stands, and what to do first. A link's secret passes by. */
export function welcomeFeature({ zone }: Dependencies): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  feature.command('start', (ctx, next) => {
    if (ctx.match !== '') return next();
    ctx.run((tx) => {
      const study = loadChosenStudy(tx, ctx.account.id);
      ctx.say(welcomeMessage(study ? loadStanding(tx, study) : null, { now: ctx.at, zone }));
    });
    return undefined;
  });
  return feature;
}
