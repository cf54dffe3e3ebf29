import type { BotContext } from '../../bot/context.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadChosenStudy, type Study } from '../../store/studies.ts';

/** Runs a command about the chosen study, or says that there is none yet; inside the update's one transaction. */
export function withChosenStudy(ctx: BotContext, work: (tx: Transaction, study: Study) => void): void {
  ctx.run((tx) => {
    const study = loadChosenStudy(tx, ctx.account.id);
    if (!study) return ctx.sayRefusal({ code: 'study.none' });
    work(tx, study);
  });
}
