import type { Command } from '../../bot/command.ts';

import { composeWelcome } from './compose-welcome.ts';

/** `/start` by a facilitator: what this is, or where the study stands, and what to do first. A link's secret passes by. */
export const welcomeCommands: readonly Command[] = [
  {
    name: 'start',
    who: 'facilitator',
    when: ({ match }) => match === '',
    run: (ctx, { zone }) =>
      ctx.run((tx) => ctx.say(composeWelcome(tx, ctx.account.id, { now: ctx.at, zone }))),
  },
];
