import type { Command } from '../../bot/command.ts';

import { queueJob } from '../../store/jobs.ts';
import { withChosenStudy } from '../studies/chosen-study.ts';

/** `/export`: all files of the study in one archive, made beside the updates. */
export const exportCommands: readonly Command[] = [
  {
    name: 'export',
    menus: { facilitator: { place: 150, text: 'menu.facilitator.export' } },
    who: 'facilitator',
    run: (ctx) =>
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
  },
];
