import { Composer } from 'grammy';
import { composeSummary, summaryParts } from '../../actions/compose-summary.ts';
import { foldDigits } from '../../domain/digits.ts';
import { loadRounds } from '../../store/rounds.ts';
import type { BotContext, Dependencies } from '../context.ts';
import { withChosenStudy } from './chosen-study.ts';

/** `/summary [round]`: the figures and verdicts of a judged round, the last one where none is named. */
export function summaryFeature({ zone }: Dependencies): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  feature.command('summary', (ctx) =>
    withChosenStudy(ctx, (tx, study) => {
      const judged = loadRounds(tx, study.id).filter(({ state }) => state === 'judged');
      const named = foldDigits(ctx.match).trim();
      const last = judged.at(-1);
      if (!last) return ctx.sayRefusal({ code: 'round.noneJudged' });
      const round = named === '' ? last : judged.find(({ number }) => String(number) === named);
      if (!round) return ctx.sayRefusal({ code: 'round.notJudged', rounds: last.number });
      const parts = summaryParts(tx, round.id);
      for (let part = 0; part < parts; part += 1) {
        const message = composeSummary(tx, round.id, part, zone);
        if (message) ctx.say(message);
      }
    }),
  );
  return feature;
}
