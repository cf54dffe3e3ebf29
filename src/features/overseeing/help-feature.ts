import { Composer } from 'grammy';
import type { BotContext, Dependencies } from '../../bot/context.ts';
import { loadEnrolments } from '../../store/experts.ts';
import { loadChosenStudy } from '../../store/studies.ts';
import { loadStanding } from '../studies/load-standing.ts';
import { helpMessage } from './help-message.ts';

/** `/help` for a facilitator: the commands by task, and what comes next. */
export function helpFeature({ zone }: Dependencies): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  feature.command('help', (ctx) =>
    ctx.run((tx) => {
      const study = loadChosenStudy(tx, ctx.account.id);
      const isExpert = loadEnrolments(tx, ctx.account.id).length > 0;
      ctx.say(helpMessage(study ? loadStanding(tx, study) : null, { now: ctx.at, zone, isExpert }));
    }),
  );
  return feature;
}
