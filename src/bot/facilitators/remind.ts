import { Composer } from 'grammy';
import { remindNow } from '../../actions/send-reminders.ts';
import { loadLastEventAt } from '../../store/events.ts';
import { dateTimeText } from '../../texts/dates.ts';
import { html } from '../../texts/i18n.ts';
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
      const { reminded, waitsUntil } = done;
      ctx.say({
        html: waitsUntil
          ? html('round.remind.doneQuiet', { reminded, until: dateTimeText(waitsUntil, zone) })
          : html('round.remind.done', { reminded }),
      });
    });
  });
  return feature;
}
