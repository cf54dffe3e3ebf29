import { Composer } from 'grammy';
import { requestInvitations } from '../../actions/prepare-invitations.ts';
import type { BotContext } from '../context.ts';
import { withChosenStudy } from './chosen-study.ts';

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
