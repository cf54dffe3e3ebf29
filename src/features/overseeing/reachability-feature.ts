import { Composer } from 'grammy';
import type { BotContext } from '../../bot/context.ts';
import { markReachable, markUnreachable } from '../../store/accounts.ts';
import { tellOfUnreachable } from './tell-of-unreachable.ts';

/** Whoever writes can be reached again; who blocks the bot cannot, from that moment on. */
export function reachabilityFeature(): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  feature.on('my_chat_member', (ctx) =>
    ctx.run((tx) => {
      const { status } = ctx.myChatMember.new_chat_member;
      if (status !== 'kicked') return void markReachable(tx, ctx.account.id);
      if (markUnreachable(tx, ctx.account.id, 'blocked', ctx.at)) {
        tellOfUnreachable(tx, ctx.account.id, 'blocked', ctx.at);
        ctx.concernsOthers();
      }
    }),
  );
  feature.on(['message', 'callback_query'], (ctx, next) => {
    if (ctx.account.unreachableSince !== null) ctx.heardFrom();
    return next();
  });
  return feature;
}
