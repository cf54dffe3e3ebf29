import { Composer } from 'grammy';
import type { BotContext, Dependencies } from '../../bot/context.ts';
import { mayAskForCopy } from '../../store/operators.ts';
import { requestBackup } from './make-backup.ts';

/** `/backup` by an operator or a facilitator: a copy of the whole database, made beside the updates. */
export function backupFeature({ db }: Dependencies): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  feature.command('backup', (ctx, next) => {
    if (!mayAskForCopy(db, ctx.account.id)) return next();
    ctx.run((tx) => {
      requestBackup(tx, { key: ctx.jobKey('backup'), accountId: ctx.account.id, at: ctx.at });
      ctx.jobWaits();
    });
    return undefined;
  });
  return feature;
}
