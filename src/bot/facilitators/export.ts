import { Composer } from 'grammy';
import { queueJob } from '../../store/jobs.ts';
import type { BotContext, Dependencies } from '../context.ts';
import { withChosenStudy } from './chosen-study.ts';

/** `/export`: all files of the study in one archive, made beside the updates. */
export function exportFeature({ wakeJobs }: Dependencies): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  feature.command('export', (ctx) => {
    withChosenStudy(ctx, (tx, study) => {
      queueJob(tx, {
        key: `export:${ctx.account.id}:${ctx.update.update_id}:${ctx.at.getTime()}`,
        kind: 'export',
        accountId: ctx.account.id,
        studyId: study.id,
        args: {},
        createdAt: ctx.at,
      });
    });
    wakeJobs();
  });
  return feature;
}
