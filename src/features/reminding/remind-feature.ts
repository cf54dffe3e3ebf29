import { Composer } from 'grammy';
import type { BotContext, Dependencies } from '../../bot/context.ts';
import { onPress } from '../../bot/presses.ts';
import { remindButton } from '../../messages/buttons.ts';
import { withChosenStudy } from '../studies/chosen-study.ts';
import { prepareReminding, remindPreviewed } from './remind-now.ts';
import { remindedMessage, remindPreviewMessage } from './reminded-message.ts';

/** `/remind`: shows whom a reminder would reach, and sends it. */
export function remindFeature({ zone, quietHours }: Dependencies): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  feature.command('remind', (ctx) => {
    withChosenStudy(ctx, (tx, study) => {
      const request = { study, accountId: ctx.account.id, at: ctx.at, quietHours, zone };
      const prepared = prepareReminding(tx, request);
      if (!prepared.ok) return ctx.sayRefusal(prepared.refusal);
      ctx.say(remindPreviewMessage({ title: study.title, ...prepared }, zone));
    });
  });
  onPress(feature, remindButton, ({ ctx, tx, carried: { previewId } }) => {
    const press = { previewId, accountId: ctx.account.id, at: ctx.at, quietHours, zone };
    const done = remindPreviewed(tx, press);
    if (!done.ok) return ctx.alert(done.refusal);
    ctx.takeButtonsOff();
    ctx.say(remindedMessage(done.reminding, zone));
  });
  return feature;
}
