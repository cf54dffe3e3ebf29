import type { Command } from '../../bot/command.ts';

import { withChosenStudy } from '../studies/chosen-study.ts';
import { answerLater, answerVerdictCommand, mustWait } from './answer-after-verdict.ts';

/** In the menu. */
const PLACES = { open: 70, summary: 130, finish: 160 };

/**
 * `/open`, `/finish` and `/summary`: answered at once, or as soon as the verdicts of a round that has just closed are
 * there; the summary of a large round beside the updates.
 */
export const verdictCommands: readonly Command[] = (['open', 'finish', 'summary'] as const).map((name) => ({
  name,
  menus: { facilitator: { place: PLACES[name], text: `menu.facilitator.${name}` } },
  who: 'facilitator',
  run: (ctx, deps) =>
    withChosenStudy(ctx, (tx, study) => {
      const request = { command: name, study, accountId: ctx.account.id, text: ctx.match, at: ctx.at };
      if (mustWait(tx, request)) {
        ctx.jobWaits();
        return answerLater(tx, ctx.jobKey(name), request);
      }
      for (const message of answerVerdictCommand(tx, request, deps)) ctx.say(message);
      ctx.jobWaits();
    }),
}));
