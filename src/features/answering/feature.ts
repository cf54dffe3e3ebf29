import { type Addressed, askedWhenRendered } from '../../delivery/outgoing-kind.ts';
import type { RoundNews } from '../../store/outbox.ts';
import { loadQuestionnaire } from '../../store/questionnaires.ts';
import type { Feature } from '../feature.ts';
import { cardPresses, ideasPresses } from './card-feature.ts';
import { composeNews } from './compose-news.ts';
import { continueAnswering } from './continue-answering.ts';
import { readTypedReason, reasonPresses } from './reason-feature.ts';
import { remindersPresses } from './reminders-feature.ts';

/** Experts answer a round: its news, its card, its overview. */
export const answering = {
  commands: [
    {
      name: 'continue',
      menus: { expert: { place: 10, text: 'menu.expert.continue', help: 'expert.help.continue' } },
      who: 'everybody',
      run: (ctx) =>
        ctx.run((tx) => {
          const message = continueAnswering(tx, { accountId: ctx.account.id, at: ctx.at });
          if (message) ctx.say(message);
        }),
    },
  ],
  presses: [...cardPresses, ...ideasPresses, ...reasonPresses, ...remindersPresses],
  dialogs: {
    reason: { who: 'everybody', read: readTypedReason },
  },
  messages: {
    // Whoever does not hear that a round is open loses days of it.
    'round-opened': {
      ifUnknown: 'again',
      reaches: askedWhenRendered,
      keepsQuiet: ({ atOnce }) => !atOnce,
      render: (to, { questionnaireId }) => renderNews(to, 'round-opened', { questionnaireId }),
    },
    // Another slot follows, and being urged twice drives people away.
    reminder: {
      ifUnknown: 'never',
      reaches: askedWhenRendered,
      keepsQuiet: () => true,
      render: (to, about) => renderNews(to, 'reminder', about),
    },
    // An edit. Whoever pressed the reminder's button made it the card.
    'replaced-reminder': {
      ifUnknown: 'again',
      reaches: () => true,
      keepsQuiet: () => true,
      render({ db }, { questionnaireId, messageId }) {
        const isCard = loadQuestionnaire(db, questionnaireId)?.questionnaire.cardMessageId === messageId;
        return isCard ? { do: 'drop', why: 'it is the card' } : { do: 'strip', messageId };
      },
    },
    // A wrong idea of the deadline can cost a whole questionnaire.
    'deadline-moved': {
      ifUnknown: 'again',
      reaches: askedWhenRendered,
      render: (to, { questionnaireId }) => renderNews(to, 'deadline-moved', { questionnaireId }),
    },
  },
} satisfies Feature;

function renderNews(
  { db, zone, quietHours, rowId, accountId, at }: Addressed,
  kind: RoundNews,
  { questionnaireId, afterPutOff = false }: { questionnaireId: number; afterPutOff?: boolean },
) {
  const news = { rowId, kind, questionnaireId, accountId, afterPutOff };
  return composeNews(db, news, { at, zone, quietHours });
}
