import type { Command } from '../../bot/command.ts';

import { seenText } from '../../domain/seen-text.ts';
import { parseWhen } from '../../domain/when.ts';
import { dateTimeText } from '../../texts/dates.ts';
import { html } from '../../texts/i18n.ts';
import { languageSpoken } from '../../texts/speaking.ts';
import { withChosenStudy } from '../studies/chosen-study.ts';
import { extendRound } from './extend-round.ts';

/** `/extend when`: moves the open round's deadline. */
export const extendCommands: readonly Command[] = [
  {
    name: 'extend',
    menus: { facilitator: { place: 110, text: 'menu.facilitator.extend' } },
    who: 'facilitator',
    run: (ctx, { zone }) => {
      withChosenStudy(ctx, (tx, study) => {
        const { at, account } = ctx;
        if (seenText(ctx.match) === '') return ctx.sayRefusal({ code: 'when.missing' });
        const read = parseWhen(ctx.match, { now: at, zone, language: languageSpoken() });
        if (!read.ok) return ctx.sayRefusal(read.refusal);
        const extended = extendRound(tx, { study, accountId: account.id, when: read.when, at });
        if (!extended.ok) return ctx.sayRefusal(extended.refusal);
        const { number: round, deadline, told } = extended;
        const moved = { round, deadline: dateTimeText(deadline, zone) };
        ctx.say({
          html:
            told === 0
              ? html('round.extend.doneUntold', moved)
              : html('round.extend.done', { ...moved, told }),
        });
      });
    },
  },
];
