import { Composer } from 'grammy';
import { requestBackup } from '../../actions/make-backup.ts';
import type { BotContext, Dependencies } from '../context.ts';
import { jobKey } from './job-key.ts';

/** `/backup`: a copy of the whole database, made beside the updates. */
export function backupFeature({ wakeJobs }: Dependencies): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  feature.command('backup', (ctx) => {
    ctx.run((tx) => requestBackup(tx, { key: jobKey(ctx, 'backup'), accountId: ctx.account.id, at: ctx.at }));
    wakeJobs();
  });
  return feature;
}
