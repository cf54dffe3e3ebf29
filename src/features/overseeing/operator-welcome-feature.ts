import { Composer } from 'grammy';
import type { BotContext, Dependencies } from '../../bot/context.ts';
import { loadEnrolments } from '../../store/experts.ts';
import { isOperator } from '../../store/operators.ts';
import { html } from '../../texts/i18n.ts';

/** `/start` by an operator who is nothing else: what the bot expects of them, not of an invited expert. */
export function operatorWelcomeFeature({ db }: Dependencies): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  feature.command('start', (ctx, next) => {
    const { account, match } = ctx;
    if (match !== '' || !isOperator(db, account.id) || loadEnrolments(db, account.id).length > 0)
      return next();
    ctx.run(() => ctx.say({ html: html('operator.welcome') }));
    return undefined;
  });
  return feature;
}
