import { Composer } from 'grammy';
import type { BotContext } from '../../bot/context.ts';
import { loadEnrolments } from '../../store/experts.ts';
import { isOperator } from '../../store/operators.ts';
import { loadOpenQuestionnaires } from '../../store/questionnaires.ts';
import { needStudy } from '../../store/studies.ts';
import { dateTimeText } from '../../texts/dates.ts';
import { isolate } from '../../texts/direction.ts';
import { html } from '../../texts/i18n.ts';

/** `/help` for all but facilitators: what can be done, and until when. */
export function helpFeature(zone: string): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  feature.command('help', (ctx) =>
    ctx.run((tx) => {
      const joined = loadEnrolments(tx, ctx.account.id).length > 0;
      const open = loadOpenQuestionnaires(tx, ctx.account.id).map(({ roundNumber, studyId, deadline }) =>
        html('expert.help.open', {
          round: roundNumber,
          title: isolate(needStudy(tx, studyId).title),
          deadline: dateTimeText(deadline, zone),
        }),
      );
      const commands = [
        html('expert.help.continue'),
        html('expert.help.suggest'),
        html('expert.help.ask'),
        html('expert.help.history'),
        html('expert.help.privacy'),
        html('expert.help.leave'),
        html('expert.help.help'),
      ].join('\n');
      const operator = isOperator(tx, ctx.account.id);
      const paragraphs = [
        html('expert.help.heading'),
        ...open,
        joined ? commands : '',
        joined || operator ? '' : html('expert.help.notJoined'),
        operator ? html('operator.help') : '',
      ];
      ctx.say({ html: paragraphs.filter((paragraph) => paragraph !== '').join('\n\n') });
    }),
  );
  return feature;
}
