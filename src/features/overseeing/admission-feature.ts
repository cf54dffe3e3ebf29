import { Composer } from 'grammy';
import type { BotContext, Dependencies } from '../../bot/context.ts';
import { admitButton } from '../../messages/buttons.ts';
import { isOperator } from '../../store/operators.ts';
import { decideJoining } from './join-study.ts';

/** «پذیرفتن» and «رد کردن» of a facilitator who wants to join a study: by one of its own, else by an operator. */
export function admissionFeature({ db }: Pick<Dependencies, 'db'>): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  feature.callbackQuery(admitButton.pattern, (ctx, next) => {
    if (!ctx.isFacilitator && !isOperator(db, ctx.account.id)) return next();
    ctx.run((tx) => {
      const { requestId, accept } = admitButton.read(ctx.callbackQuery.data);
      const press = { requestId, accept: accept === 1, accountId: ctx.account.id, at: ctx.at };
      const decided = decideJoining(tx, press);
      if (!decided.ok) return ctx.alert(decided.refusal);
      ctx.concernsOthers();
      ctx.sayInPlace(decided.message);
    });
    return undefined;
  });
  return feature;
}
