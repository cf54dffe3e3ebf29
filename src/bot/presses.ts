import type { Outcome } from '../domain/refusals.ts';
import type { Message } from '../messages/message.ts';
import type { Transaction } from '../store/file/database.ts';
import type { About } from '../store/languages.ts';
import type { ForSome, Handed } from './command.ts';
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
  readonly deps: Handed;
}

/** What a press on a button does, in the one transaction of its update. */
export interface PressHandler extends ForSome {
  readonly pattern: RegExp;
  /** Many press it at once: committed together with what others press in this moment. */
  readonly isFrequent: boolean;
  /** What the button is about. */
  about(data: string): About;
  work(press: Omit<Press<unknown>, 'carried'>, data: string): void;
}

export function onPress<Carried>(
  { pattern, read }: Pressable<Carried>,
  work: (press: Press<Carried>) => void,
  { who = 'everybody', isFrequent = false, when = () => true }: Partial<PressHandler> = {},
): PressHandler {
  return {
    who,
    when,
    pattern,
    isFrequent,
    about: (data) => read(data) as About,
    work: (press, data) => work({ carried: read(data), ...press }),
  };
}

export function onFacilitatorPress<Carried>(
  button: Pressable<Carried>,
  work: (press: Press<Carried>) => void,
): PressHandler {
  return onPress(button, work, { who: 'facilitator' });
}

/** Turns the pressed message into another, or says by an alert why not. */
export function showInPlace(ctx: BotContext, outcome: Outcome<{ message: Message }>): void {
  if (!outcome.ok) return ctx.alert(outcome.refusal);
  ctx.sayInPlace(outcome.message);
}
