import { Composer } from 'grammy';
import { confirmAccount, refuseAccount, voidLink } from '../../actions/change-account.ts';
import { announceOpenRound } from '../../actions/enrol.ts';
import { isMeButton, isNotMeButton, voidLinkButton } from '../../messages/buttons.ts';
import { linkAnsweredMessage, notYoursMessage } from '../../messages/link.ts';
import { loadEnrolments } from '../../store/experts.ts';
import { queueMessage } from '../../store/outbox.ts';
import type { BotContext, Dependencies } from '../context.ts';

/** What the account of an expert says of a new link: that the one who opened it is the same person, or is not. */
export function newLinkFeature({ randomBelow }: Pick<Dependencies, 'randomBelow'>): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  feature.callbackQuery(isMeButton.pattern, (ctx) =>
    ctx.run((tx) => {
      const [tenureId] = isMeButton.read(ctx.callbackQuery.data);
      const confirmed = confirmAccount(tx, { tenureId, ...speaker(ctx) });
      if (!confirmed.ok) return ctx.alert(confirmed.refusal);
      ctx.concernsOthers();
      ctx.say(linkAnsweredMessage('isMe', confirmed.study), replacing(ctx));
    }),
  );
  feature.callbackQuery(isNotMeButton.pattern, (ctx) =>
    ctx.run((tx) => {
      const [tenureId] = isNotMeButton.read(ctx.callbackQuery.data);
      const refused = refuseAccount(tx, { tenureId, randomBelow, ...speaker(ctx) });
      if (!refused.ok) return ctx.alert(refused.refusal);
      ctx.concernsOthers();
      ctx.say(linkAnsweredMessage('isNotMe', refused.study), replacing(ctx));
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
  );
  feature.callbackQuery(voidLinkButton.pattern, (ctx) =>
    ctx.run((tx) => {
      const [expertId, mark] = voidLinkButton.read(ctx.callbackQuery.data);
      const made = voidLink(tx, { expertId, mark, ...speaker(ctx) });
      if (!made.ok) return ctx.alert(made.refusal);
      ctx.concernsOthers();
      ctx.say(linkAnsweredMessage('void', made.study), replacing(ctx));
    }),
  );
  return feature;
}

function speaker({ account, at }: BotContext) {
  return { accountId: account.id, at };
}

function replacing(ctx: BotContext): { replacing: number } {
  return { replacing: ctx.callbackQuery?.message?.message_id ?? 0 };
}
