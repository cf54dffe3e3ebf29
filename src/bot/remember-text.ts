import type { Transaction } from '../store/file/database.ts';
import { type KeptText, loadKeptText, type SentText, saveSentText } from '../store/sent-texts.ts';
import type { BotContext } from './context.ts';
import { onPress, type Press, type Pressable, type PressHandler } from './presses.ts';

/** Notes what the speaker's message became. @param messageId of the message, where it came before this update */
export function rememberText(
  { account, at, message }: BotContext,
  tx: Transaction,
  kind: SentText['kind'],
  subjectId: number,
  messageId = message?.message_id,
): void {
  saveSentText(tx, { accountId: account.id, messageId, kind, subjectId, at });
}

/**
 * A button below a text that nobody had asked for: it goes where its writer says; what is refused may be something
 * else.
 *
 * @param take returns whether the text is taken: its buttons go
 */
export function belowText<Carried extends { readonly keptAt: number }>(
  button: Pressable<Carried>,
  take: (press: Press<Carried> & { kept: KeptText }) => boolean,
): PressHandler {
  return onPress(button, (press) => {
    const { ctx, tx, carried } = press;
    const kept = loadKeptText(tx, ctx.account.id, carried.keptAt);
    if (!kept) return ctx.alert({ code: 'text.gone' });
    if (take({ ...press, kept })) ctx.takeButtonsOff();
  });
}
