import { onPress, type PressHandler } from '../../bot/presses.ts';
import { putOffButton } from '../../messages/buttons.ts';
import { plain } from '../../texts/i18n.ts';
import { orForgotten } from '../studies/forgotten-press.ts';
import { putOffReminders } from './put-off-reminders.ts';
import { putOffMessage } from './round-news-message.ts';

/** «امروز نه» under a reminder: the confirmation replaces the reminder. */
export const remindersPresses: readonly PressHandler[] = [
  onPress(putOffButton, ({ deps: { quietHours, zone }, ctx, tx, carried: { questionnaireId } }) => {
    const { account, pressedAt, at } = ctx;
    const press = { accountId: account.id, pressedAt, at, messageId: ctx.pressedMessageId };
    const put = putOffReminders(tx, questionnaireId, press, { quietHours, zone });
    if (!put.ok) return ctx.alert(orForgotten(tx, put.refusal, { questionnaires: questionnaireId }));
    ctx.acknowledge(plain('reminder.pressed.putOff'));
    if (ctx.pressedMessageId === null || put.isCard) return;
    ctx.sayInPlace(putOffMessage(put.round, put.until, zone));
  }),
];
