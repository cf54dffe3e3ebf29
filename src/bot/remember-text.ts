import type { Transaction } from '../store/file/database.ts';
import { type SentText, saveSentText } from '../store/sent-texts.ts';
import type { BotContext } from './context.ts';

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
