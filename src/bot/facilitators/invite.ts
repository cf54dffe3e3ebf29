import { Composer } from 'grammy';
import { requestInvitations } from '../../actions/prepare-invitations.ts';
import type { BotContext, Dependencies } from '../context.ts';
import { withChosenStudy } from './chosen-study.ts';
import { jobKey } from './job-key.ts';

/** `/invite`: the workbook of personal links, made beside the updates. */
export function inviteFeature({ wakeJobs }: Dependencies): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  feature.command('invite', (ctx) => {
    withChosenStudy(ctx, (tx, study) => {
      const request = { key: jobKey(ctx, 'invite'), accountId: ctx.account.id, study, at: ctx.at };
      const outcome = requestInvitations(tx, request);
      if (!outcome.ok) ctx.sayRefusal(outcome.refusal);
    });
    wakeJobs();
  });
  return feature;
}
