import type { Watcher } from '../../bot/context.ts';
import { markReachable, markUnreachable } from '../../store/accounts.ts';
import { tellOfUnreachable } from './tell-of-unreachable.ts';

/** Whoever writes can be reached again; whoever blocks the bot can no longer be reached. */
export const watchReachability: Watcher = (ctx, next) => {
  if (ctx.myChatMember) {
    const { status } = ctx.myChatMember.new_chat_member;
    return ctx.run((tx) => {
      if (status !== 'kicked') return void markReachable(tx, ctx.account.id);
      if (markUnreachable(tx, ctx.account.id, 'blocked', ctx.at)) {
        tellOfUnreachable(tx, ctx.account.id, 'blocked', ctx.at);
        ctx.concernsOthers();
      }
    });
  }
  if ((ctx.message ?? ctx.callbackQuery) && ctx.account.unreachableSince !== null) ctx.heardFrom();
  return next();
};
