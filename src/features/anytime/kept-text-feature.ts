import { onPress, type Press, type Pressable, type PressHandler } from '../../bot/presses.ts';
import { rememberText } from '../../bot/remember-text.ts';
import { keptAskButton, keptReasonButton, keptSuggestButton } from '../../messages/buttons.ts';
import { type KeptText, loadKeptText } from '../../store/sent-texts.ts';
import { giveReason } from '../answering/give-reason.ts';
import { beginProposal } from '../proposals/suggest-feature.ts';
import { ask } from '../talking/ask-feature.ts';

/** A text that nobody had asked for goes where its writer says; what is refused may be something else. */
export const keptTextPresses: readonly PressHandler[] = [
  belowText(keptAskButton, ({ ctx, tx, kept }) => ask(ctx, tx, kept)),
  belowText(keptSuggestButton, ({ ctx, tx, kept }) => beginProposal(ctx, tx, kept)),
  belowText(keptReasonButton, ({ ctx, tx, kept, carried: { answerId } }) => {
    const press = { accountId: ctx.account.id, pressedAt: ctx.pressedAt, at: ctx.at };
    const given = giveReason(tx, answerId, kept.text, press);
    if (given.ok) rememberText(ctx, tx, 'reason', answerId, kept.messageId);
    else ctx.alert(given.refusal);
    return given.ok;
  }),
];

/** @param take returns whether the text is taken: its buttons go */
function belowText<Carried extends { readonly keptAt: number }>(
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
