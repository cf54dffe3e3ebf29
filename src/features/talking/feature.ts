import { askedWhenRendered } from '../../delivery/outgoing-kind.ts';
import { loadQuestion } from '../../store/questions.ts';
import type { Feature } from '../feature.ts';
import { runsStudyOf } from '../studies/runs-study-of.ts';
import { composeAnnouncement, tellAnnouncement } from './announce.ts';
import { announceCommands, announcePresses, readAnnouncement } from './announce-feature.ts';
import { askCommands, askPresses, readTypedQuestion } from './ask-feature.ts';
import { composeQuestion, composeQuestionAnswer } from './compose-question.ts';
import { questionsPresses, questionsSaid, readAnswer } from './questions-feature.ts';

/** Questions, their answers, and what all are told. */
export const talking = {
  commands: [...announceCommands, ...askCommands],
  presses: [...announcePresses, ...askPresses, ...questionsPresses],
  said: questionsSaid,
  dialogs: {
    ask: { who: 'everybody', lapses: true, read: readTypedQuestion },
    'ask-which': { who: 'everybody', lapses: true, read: readTypedQuestion },
    announce: { who: 'facilitator', read: readAnnouncement },
    'answer-question': { who: 'facilitator', lapses: true, read: readAnswer },
  },
  tellings: { announcement: tellAnnouncement },
  messages: {
    // Somebody waits for the answer, and nobody else would bring it.
    question: {
      ifUnknown: 'again',
      reaches: (tx, { questionId }, accountId) => runsStudyOf(tx, accountId, loadQuestion(tx, questionId)),
      render: ({ db }, { questionId, corrected }) => composeQuestion(db, questionId, corrected),
    },
    'question-answer': {
      ifUnknown: 'again',
      reaches: askedWhenRendered,
      render: ({ db, accountId }, { questionId }) => composeQuestionAnswer(db, questionId, accountId),
    },
    // The facilitator relies on everybody's having read it.
    announcement: {
      ifUnknown: 'again',
      reaches: askedWhenRendered,
      render: ({ db, accountId }, args) => composeAnnouncement(db, args, accountId),
    },
  },
} satisfies Feature;
