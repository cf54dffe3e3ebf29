import { Composer } from 'grammy';
import type { BotContext } from '../../bot/context.ts';
import { withChosenStudy } from '../studies/chosen-study.ts';
import { requestInvitations } from './prepare-invitations.ts';

/** `/invite`: the workbook of personal links, made beside the updates. */
export function inviteFeature(): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  feature.command('invite', (ctx) =>
    withChosenStudy(ctx, (tx, study) => {
      const request = { key: ctx.jobKey('invite'), accountId: ctx.account.id, study, at: ctx.at };
      const outcome = requestInvitations(tx, request);
      if (!outcome.ok) return ctx.sayRefusal(outcome.refusal);
      ctx.jobWaits();
    }),
  );
  return feature;
}
