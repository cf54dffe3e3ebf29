import type { BotContext } from '../../bot/context.ts';
import { onPress, type PressHandler } from '../../bot/presses.ts';
import { rememberText } from '../../bot/remember-text.ts';
import { keptAskButton, keptReasonButton, keptSuggestButton } from '../../messages/buttons.ts';
import { loadDialog } from '../../store/dialogs.ts';
import type { Transaction } from '../../store/file/database.ts';
import { giveReason } from '../answering/give-reason.ts';
import { beginProposal } from '../proposals/suggest-feature.ts';
import { ask } from '../talking/ask-feature.ts';

/** A text that nobody had asked for goes where its writer says. */
export const keptTextPresses: readonly PressHandler[] = [
  onPress(keptAskButton, ({ ctx, tx, carried: { startedAt } }) => {
    const kept = loadKept(ctx, tx, startedAt);
    if (!kept) return ctx.alert({ code: 'text.gone' });
    ask(ctx, tx, { text: kept.text, messageId: kept.sentMessageId ?? undefined });
    // What is refused, too long for one, may be something else.
    if (loadDialog(tx, ctx.account.id)?.kind !== 'kept') ctx.takeButtonsOff();
  }),
  onPress(keptSuggestButton, ({ ctx, tx, carried: { startedAt } }) => {
    const kept = loadKept(ctx, tx, startedAt);
    if (!kept) return ctx.alert({ code: 'text.gone' });
    beginProposal(ctx, tx, kept);
    ctx.takeButtonsOff();
  }),
  onPress(keptReasonButton, ({ ctx, tx, carried: { startedAt, answerId } }) => {
    const kept = loadKept(ctx, tx, startedAt);
    if (!kept) return ctx.alert({ code: 'text.gone' });
    const press = { accountId: ctx.account.id, pressedAt: ctx.pressedAt, at: ctx.at };
    const given = giveReason(tx, answerId, kept.text, press);
    if (!given.ok) return ctx.alert(given.refusal);
    rememberText(ctx, tx, 'reason', answerId, kept.sentMessageId ?? undefined);
    ctx.takeButtonsOff();
  }),
];

function loadKept(
  { account }: BotContext,
  tx: Transaction,
  startedAt: number,
): { text: string; sentMessageId: number | null } | null {
  const dialog = loadDialog(tx, account.id);
  if (dialog?.kind !== 'kept' || dialog.startedAt.getTime() !== startedAt) return null;
  const { text, sentMessageId } = dialog.args;
  return { text: String(text), sentMessageId: typeof sentMessageId === 'number' ? sentMessageId : null };
}
