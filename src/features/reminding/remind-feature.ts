import { Composer } from 'grammy';
import type { BotContext, Dependencies } from '../../bot/context.ts';
import { loadLastEventAt } from '../../store/events.ts';
import { withChosenStudy } from '../studies/chosen-study.ts';
import { remindedMessage } from './reminded-message.ts';
import { remindNow } from './send-reminders.ts';

/** `/remind`: reminds everybody who has not handed in. */
export function remindFeature({ zone, quietHours }: Dependencies): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  feature.command('remind', (ctx) => {
    withChosenStudy(ctx, (tx, study) => {
      const { at, account } = ctx;
      const lastAt = loadLastEventAt(tx, study.id, 'round.reminded');
      const done = remindNow(tx, { study, accountId: account.id, at, lastAt, quietHours, zone });
      if (!done.ok) return ctx.sayRefusal(done.refusal);
      ctx.say(remindedMessage(done, zone));
    });
  });
  return feature;
}
