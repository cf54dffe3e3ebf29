import type { Composer } from 'grammy';
import type { Outcome } from '../../domain/refusals.ts';
import type { CallbackButton } from '../../messages/facilitators/buttons.ts';
import type { Message } from '../../messages/message.ts';
import type { Transaction } from '../../store/database.ts';
import type { BotContext } from '../context.ts';
import { pressedMessageId } from './pressed-message.ts';

export interface Press<Name extends string> {
  readonly ctx: BotContext;
  readonly tx: Transaction;
  /** What the button carries. */
  readonly numbers: Readonly<Record<Name, number>>;
}

/** A press on one of the facilitator's buttons, in its transaction. */
export function onPress<Name extends string>(
  feature: Composer<BotContext>,
  button: CallbackButton<Name>,
  work: (press: Press<Name>) => void,
): void {
  feature.callbackQuery(button.pattern, (ctx) =>
    ctx.run((tx) => work({ ctx, tx, numbers: button.read(ctx.callbackQuery.data) })),
  );
}

/** Turns the pressed message into another, or says by an alert why not. */
export function showInPlace(ctx: BotContext, outcome: Outcome<{ message: Message }>): void {
  if (!outcome.ok) return ctx.alert(outcome.refusal);
  ctx.say(outcome.message, { replacing: pressedMessageId(ctx) });
}
