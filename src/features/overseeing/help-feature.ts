import type { Command } from '../../bot/command.ts';

import { loadEnrolments } from '../../store/experts.ts';
import { loadChosenStudy } from '../../store/studies.ts';
import { loadStanding } from '../studies/load-standing.ts';
import { helpMessage } from './help-message.ts';

/** `/help` for a facilitator: the commands by task, and what comes next. */
export const helpCommands: readonly Command[] = [
  {
    name: 'help',
    menus: { facilitator: { place: 190, text: 'menu.facilitator.help' } },
    who: 'facilitator',
    run: (ctx, { zone }) =>
      ctx.run((tx) => {
        const study = loadChosenStudy(tx, ctx.account.id);
        const isExpert = loadEnrolments(tx, ctx.account.id).length > 0;
        ctx.say(helpMessage(study ? loadStanding(tx, study) : null, { now: ctx.at, zone, isExpert }));
      }),
  },
];
