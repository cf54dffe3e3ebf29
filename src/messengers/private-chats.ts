import type { Context, MiddlewareFn } from 'grammy';
import { html } from '../texts/i18n.ts';
import { messageOptions, textOf } from './api-message.ts';

/** A group that was told so is not told again so soon: one that adds the bot brings two updates. */
const TOLD_FOR_MS = 60_000;

/**
 * A group has no business here: what an expert answers is nobody else's. Who adds the bot to one, or gives it a command
 * there by its name, is told so in one sentence; all else passes by. A press may come without its chat.
 */
export function privateChatsOnly(elapsed: () => number): MiddlewareFn {
  const told = new Map<number, number>();
  return async (ctx, next) => {
    const { chat } = ctx;
    if (!chat || chat.type === 'private') return next();
    // The bot puts no button into a group; one that comes from there all the same is left without a spinner.
    if (ctx.callbackQuery) void ctx.answerCallbackQuery().catch(() => undefined);
    const now = elapsed();
    if (!isSpokenTo(ctx) || now - (told.get(chat.id) ?? -TOLD_FOR_MS) < TOLD_FOR_MS) return;
    told.set(chat.id, now);
    // Nobody waits for it, and where it cannot be said nothing is lost.
    const notice = { html: html('expert.unexpected.group') };
    void ctx.api.sendMessage(chat.id, textOf(notice), messageOptions(notice)).catch(() => undefined);
  };
}

function isSpokenTo({ me, message, myChatMember }: Context): boolean {
  if (myChatMember) {
    const { old_chat_member: before, new_chat_member: now } = myChatMember;
    return isMember(now.status) && !isMember(before.status);
  }
  if (message?.new_chat_members?.some(({ id }) => id === me.id)) return true;
  const named = /^\/\w+@(\w+)/.exec(message?.text ?? '')?.[1];
  return named?.toLowerCase() === me.username?.toLowerCase() && named !== undefined;
}

function isMember(status: string): boolean {
  return status === 'member' || status === 'administrator';
}
