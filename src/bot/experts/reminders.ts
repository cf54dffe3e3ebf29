import { Composer } from 'grammy';
import { orForgotten } from '../../actions/forgotten-press.ts';
import { putOffReminders } from '../../actions/put-off-reminders.ts';
import { putOffButton } from '../../messages/buttons.ts';
import { putOffMessage } from '../../messages/round-news.ts';
import { plain } from '../../texts/i18n.ts';
import type { BotContext, Dependencies } from '../context.ts';

/** «امروز نه» under a reminder: what it leads to stands in the reminder's place. */
export function remindersFeature({ quietHours, zone }: Dependencies): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  feature.callbackQuery(putOffButton.pattern, (ctx) =>
    ctx.run((tx) => {
      const { account, pressedAt, at } = ctx;
      const [questionnaireId] = putOffButton.read(ctx.callbackQuery.data);
      const messageId = ctx.callbackQuery.message?.message_id;
      const press = { accountId: account.id, pressedAt, at, messageId: messageId ?? null };
      const put = putOffReminders(tx, questionnaireId, press, { quietHours, zone });
      if (!put.ok) return ctx.alert(orForgotten(tx, put.refusal, { questionnaires: questionnaireId }));
      ctx.acknowledge(plain('reminder.pressed.putOff'));
      if (messageId === undefined || put.isCard) return;
      ctx.say(putOffMessage(put.round, put.until, zone), { replacing: messageId });
    }),
  );
  return feature;
}
