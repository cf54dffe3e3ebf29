import { behindCommand } from '../../bot/command.ts';
import type { BotContext, Dependencies } from '../../bot/context.ts';
import { rememberText } from '../../bot/remember-text.ts';
import type { Refusal } from '../../domain/refusals.ts';
import type { Transaction } from '../../store/file/database.ts';
import { html } from '../../texts/i18n.ts';
import { onlyGreets } from '../../texts/only-greets.ts';
import { answerWantingReason, giveReason } from '../answering/give-reason.ts';
import { correctText } from './correct-text.ts';
import { answerUnexpected } from './unexpected-feature.ts';

/** What nobody had asked for: the reason of the «خیر» just pressed, or something that is answered with a way on. */
export function readUnexpected(ctx: BotContext, tx: Transaction): void {
  const { text } = ctx.message ?? {};
  const isReason = text !== undefined && !onlyGreets(text);
  const answerId = isReason ? answerWantingReason(tx, ctx.account.id, ctx.at) : null;
  if (answerId === null || text === undefined) return answerUnexpected(ctx, tx);
  const press = { accountId: ctx.account.id, pressedAt: ctx.pressedAt, at: ctx.at };
  const given = giveReason(tx, answerId, text, press);
  if (!given.ok) return ctx.sayRefusal(given.refusal);
  rememberText(ctx, tx, 'reason', answerId);
}

/** Another edit may do: the message is still what it became. */
const CORRECTABLE: ReadonlySet<Refusal['code']> = new Set(['idea.tooLong', 'idea.twice', 'idea.removed']);

/** A correction of what was sent is taken over, or it is said why not and what can be done with these words. */
export function readEdited(
  ctx: BotContext,
  tx: Transaction,
  { quietHours, zone }: Pick<Dependencies, 'quietHours' | 'zone'>,
): void {
  const { text: edit, message_id: messageId } = ctx.editedMessage!;
  if (edit === undefined) return answerUnexpected(ctx, tx);
  const text = behindCommand(edit);
  const { account, at, pressedAt } = ctx;
  const edited = { accountId: account.id, messageId, text, at, pressedAt, quietHours, zone };
  const corrected = correctText(tx, edited);
  if (!corrected) return answerUnexpected(ctx, tx);
  if (!corrected.ok && CORRECTABLE.has(corrected.refusal.code)) return ctx.sayRefusal(corrected.refusal);
  if (!corrected.ok) return answerUnexpected(ctx, tx, corrected.refusal);
  ctx.concernsOthers();
  ctx.say({ html: html(`expert.unexpected.corrected.${corrected.kind}`) });
  if (corrected.message) ctx.say(corrected.message);
}
