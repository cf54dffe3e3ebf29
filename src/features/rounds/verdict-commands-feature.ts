import { Composer } from 'grammy';
import type { BotContext, Dependencies } from '../../bot/context.ts';
import { withChosenStudy } from '../studies/chosen-study.ts';
import { answerVerdictCommand, mustWait, putOff, type VerdictCommand } from './answer-after-verdict.ts';

/**
 * `/open`, `/finish` and `/summary`: answered at once, or as soon as the verdicts of a round that has just closed are
 * there; the summary of a large round beside the updates.
 */
export function verdictCommandsFeature(deps: Dependencies): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  for (const command of ['open', 'finish', 'summary'] satisfies VerdictCommand[]) {
    feature.command(command, (ctx) =>
      withChosenStudy(ctx, (tx, study) => {
        const request = { command, study, accountId: ctx.account.id, text: ctx.match, at: ctx.at };
        if (mustWait(tx, request)) {
          ctx.jobWaits();
          return putOff(tx, ctx.jobKey(command), request);
        }
        for (const message of answerVerdictCommand(tx, request, deps)) ctx.say(message);
      }),
    );
  }
  return feature;
}
