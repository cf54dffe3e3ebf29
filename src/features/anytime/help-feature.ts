import { type Command, menuOf } from '../../bot/command.ts';

import { loadEnrolments } from '../../store/experts.ts';
import { isOperator } from '../../store/operators.ts';
import { loadOpenQuestionnaires } from '../../store/questionnaires.ts';
import { needStudy } from '../../store/studies.ts';
import { dateTimeText } from '../../texts/dates.ts';
import { isolate } from '../../texts/direction.ts';
import { html } from '../../texts/i18n.ts';

/** `/help` for all but facilitators: what can be done, and until when. */
export const helpCommands: readonly Command[] = [
  {
    name: 'help',
    menus: {
      expert: { place: 70, text: 'menu.expert.help', help: 'expert.help.help' },
      operator: { place: 20, text: 'menu.facilitator.help' },
    },
    who: 'everybody',
    run: (ctx, { zone, commands }) =>
      ctx.run((tx) => {
        const joined = loadEnrolments(tx, ctx.account.id).length > 0;
        const open = loadOpenQuestionnaires(tx, ctx.account.id).map(({ roundNumber, studyId, deadline }) =>
          html('expert.help.open', {
            round: roundNumber,
            title: isolate(needStudy(tx, studyId).title),
            deadline: dateTimeText(deadline, zone),
          }),
        );
        const lines = menuOf(commands, 'expert').flatMap(({ help }) => (help ? [html(help)] : []));
        const operator = isOperator(tx, ctx.account.id);
        const paragraphs = [
          html('expert.help.heading'),
          ...open,
          joined ? lines.join('\n') : '',
          joined || operator ? '' : html('expert.help.notJoined'),
          operator ? html('operator.help') : '',
        ];
        ctx.say({ html: paragraphs.filter((paragraph) => paragraph !== '').join('\n\n') });
      }),
  },
];
