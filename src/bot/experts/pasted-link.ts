import { Composer } from 'grammy';
import { loadDialog } from '../../store/dialogs.ts';
import type { BotContext, Dependencies } from '../context.ts';
import { openPersonalLink } from './join.ts';

/** A personal link, or its secret alone. */
const PASTED = /^\s*(?:(?:https?:\/\/)?(?:t\.me|telegram\.me|ble\.ir)\/\w+\?start=)?([A-Za-z0-9]{16,60})\s*$/;

/**
 * A personal link pasted as text, whole or its secret alone, is as good as opened: some apps do not pass the secret on.
 * Whoever is in the middle of writing something, or answers a message, means that.
 */
export function pastedLinkFeature({ db }: Pick<Dependencies, 'db'>): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  feature.on('message:text', (ctx, next) => {
    const token = PASTED.exec(ctx.message.text)?.[1];
    if (!token || ctx.message.reply_to_message || loadDialog(db, ctx.account.id)) return next();
    ctx.run((tx) => openPersonalLink(ctx, tx, token));
    return undefined;
  });
  return feature;
}
