import type { Watcher } from '../../bot/context.ts';
import { html } from '../../texts/i18n.ts';

/** Messengers' apps cut what is pasted beyond 4,096 characters into messages, at the end of a word. */
const CUT_FROM = 3500;
/** Pieces leave together; their times are whole seconds. */
const TOGETHER_WITHIN_S = 2;

/**
 * Refuses the rest of a text that an app cut in pieces. Nothing that people write here may be so long, so the first
 * piece is refused by whoever waits for it; the last one, short enough by itself, would be taken for the whole.
 */
export function refuseLongPastes(): Watcher {
  /** By account, the last text that may go on in the next message. */
  const pieces = new Map<number, { readonly date: number; readonly first: number }>();
  return (ctx, next) => {
    const { date, text, message_id } = ctx.message ?? {};
    if (date === undefined || text === undefined || message_id === undefined) return next();
    const before = pieces.get(ctx.account.id);
    pieces.delete(ctx.account.id);
    const goesOn = before !== undefined && date - before.date <= TOGETHER_WITHIN_S && !text.startsWith('/');
    const first = goesOn ? before.first : message_id;
    if (text.length >= CUT_FROM) pieces.set(ctx.account.id, { date, first });
    if (!goesOn) return next();
    return ctx.run(() => ctx.say({ html: html('refusal.longPaste') }, { once: `pieces:${first}` }));
  };
}
