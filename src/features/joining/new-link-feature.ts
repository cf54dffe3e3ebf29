import type { BotContext } from '../../bot/context.ts';
import { onPress, type PressHandler } from '../../bot/presses.ts';
import { isMeButton, isNotMeButton, voidLinkButton } from '../../messages/buttons.ts';
import { loadEnrolments } from '../../store/experts.ts';
import { queueMessage } from '../../store/outbox.ts';
import { confirmAccount, refuseAccount, voidLink } from './change-account.ts';
import { announceOpenRound } from './enrol.ts';
import { linkAnsweredMessage, notYoursMessage } from './link-message.ts';

/** What the account of an expert says of a new link: that the one who opened it is the same person, or is not. */
export const newLinkPresses: readonly PressHandler[] = [
  onPress(isMeButton, ({ ctx, tx, carried: { tenureId } }) => {
    const confirmed = confirmAccount(tx, { tenureId, ...speaker(ctx) });
    if (!confirmed.ok) return ctx.alert(confirmed.refusal);
    ctx.concernsOthers();
    ctx.sayInPlace(linkAnsweredMessage('isMe', confirmed.study));
  }),
  onPress(isNotMeButton, ({ deps: { randomBelow }, ctx, tx, carried: { tenureId } }) => {
    const refused = refuseAccount(tx, { tenureId, randomBelow, ...speaker(ctx) });
    if (!refused.ok) return ctx.alert(refused.refusal);
    ctx.concernsOthers();
    ctx.sayInPlace(linkAnsweredMessage('isNotMe', refused.study));
    const own = loadEnrolments(tx, ctx.account.id).find(({ studyId }) => studyId === refused.study.id);
    if (own && refused.refusedAccountId !== null) announceOpenRound(tx, own, speaker(ctx));
    if (refused.refusedAccountId === null) return;
    queueMessage(tx, {
      kind: 'reply',
      key: `not-yours:${refused.refusedAccountId}:${tenureId}`,
      accountId: refused.refusedAccountId,
      at: ctx.at,
      args: { message: notYoursMessage() },
    });
  }),
  onPress(voidLinkButton, ({ ctx, tx, carried: { expertId, mark } }) => {
    const made = voidLink(tx, { expertId, mark, ...speaker(ctx) });
    if (!made.ok) return ctx.alert(made.refusal);
    ctx.concernsOthers();
    ctx.sayInPlace(linkAnsweredMessage('void', made.study));
  }),
];

function speaker({ account, at }: BotContext) {
  return { accountId: account.id, at };
}
