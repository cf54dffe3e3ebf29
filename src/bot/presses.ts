import type { Composer } from 'grammy';
import type { Outcome } from '../domain/refusals.ts';
import type { Message } from '../messages/message.ts';
import type { Transaction } from '../store/file/database.ts';
import type { BotContext } from './context.ts';

/** A button as its codec reads it; see `messages/buttons`. */
export interface Pressable<Carried> {
  readonly pattern: RegExp;
  read(data: string): Carried;
}

/** A press, in its transaction. */
export interface Press<Carried> {
  readonly ctx: BotContext;
  readonly tx: Transaction;
  /** What the button carries. */
  readonly carried: Carried;
}

/** Handles every press on a button, in the one transaction of its update. */
export function onPress<Carried>(
  feature: Composer<BotContext>,
  button: Pressable<Carried>,
  work: (press: Press<Carried>) => void,
): void {
  feature.callbackQuery(button.pattern, (ctx) =>
    ctx.run((tx) => work({ ctx, tx, carried: button.read(ctx.callbackQuery.data) })),
  );
}

/** The same for what many press at once: committed together with what others press in this moment. */
export function onFrequentPress<Carried>(
  feature: Composer<BotContext>,
  button: Pressable<Carried>,
  work: (press: Press<Carried>) => void,
): void {
  feature.callbackQuery(button.pattern, (ctx) =>
    ctx.runTogether((tx) => work({ ctx, tx, carried: button.read(ctx.callbackQuery.data) })),
  );
}

/** Turns the pressed message into another, or says by an alert why not. */
export function showInPlace(ctx: BotContext, outcome: Outcome<{ message: Message }>): void {
  if (!outcome.ok) return ctx.alert(outcome.refusal);
  ctx.sayInPlace(outcome.message);
}
