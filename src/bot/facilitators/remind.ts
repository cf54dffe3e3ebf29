import { Composer } from 'grammy';
import { remindNow } from '../../actions/send-reminders.ts';
import { remindedMessage } from '../../messages/facilitators/reminded.ts';
import { loadLastEventAt } from '../../store/events.ts';
import type { BotContext, Dependencies } from '../context.ts';
import { withChosenStudy } from './chosen-study.ts';

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
