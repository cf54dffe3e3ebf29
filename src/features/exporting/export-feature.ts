import { Composer } from 'grammy';
import type { BotContext } from '../../bot/context.ts';
import { queueJob } from '../../store/jobs.ts';
import { withChosenStudy } from '../studies/chosen-study.ts';

/** `/export`: all files of the study in one archive, made beside the updates. */
export function exportFeature(): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  feature.command('export', (ctx) =>
    withChosenStudy(ctx, (tx, study) => {
      queueJob(tx, {
        key: ctx.jobKey('export'),
        kind: 'export',
        accountId: ctx.account.id,
        studyId: study.id,
        args: {},
        createdAt: ctx.at,
      });
      ctx.jobWaits();
    }),
  );
  return feature;
}
