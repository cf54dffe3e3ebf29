import { askedWhenRendered } from '../../delivery/outgoing-kind.ts';
import { loadExpert } from '../../store/experts.ts';
import { isFacilitator } from '../../store/facilitators.ts';
import { mayAskForCopy } from '../../store/operators.ts';
import type { Feature } from '../feature.ts';
import { runsStudyOf } from '../studies/runs-study-of.ts';
import { admissionPresses } from './admission-feature.ts';
import { claimCommands } from './claim-feature.ts';
import { helpCommands } from './help-feature.ts';
import { composeJoinDecided, composeJoinRequest } from './join-study.ts';
import { operatorWelcomeCommands } from './operator-welcome-feature.ts';
import { panelsCommands, panelsPresses } from './panels-feature.ts';
import { statusCommands, statusPresses } from './status-feature.ts';
import { studiesCommands, studiesPresses } from './studies-feature.ts';
import { composeRefusedBot } from './tell-of-refused-bot.ts';
import { composeUnreachable } from './tell-of-unreachable.ts';
import { welcomeCommands } from './welcome-feature.ts';

/** Facilitators and operators look after studies and who runs them. */
export const overseeing = {
  commands: [
    ...claimCommands,
    ...helpCommands,
    ...operatorWelcomeCommands,
    ...panelsCommands,
    ...statusCommands,
    ...studiesCommands,
    ...welcomeCommands,
  ],
  presses: [...admissionPresses, ...panelsPresses, ...statusPresses, ...studiesPresses],
  messages: {
    // Somebody waits for the decision, and for its answer.
    'join-request': {
      ifUnknown: 'again',
      reaches: askedWhenRendered,
      render: ({ db, accountId }, { requestId }) => composeJoinRequest(db, requestId, accountId),
    },
    'join-decided': {
      ifUnknown: 'again',
      reaches: (tx, _args, accountId) => isFacilitator(tx, accountId),
      render: ({ db }, { requestId }) => composeJoinDecided(db, requestId),
    },
    // Promised to be told once; `/status` shows it anyway.
    'expert-unreachable': {
      ifUnknown: 'never',
      reaches: (tx, { expertId }, accountId) => runsStudyOf(tx, accountId, loadExpert(tx, expertId)),
      render: ({ db }, { expertId }) => composeUnreachable(db, expertId),
    },
    // Told once in each trouble, and everything hangs on its being heard.
    'bot-refused': {
      ifUnknown: 'again',
      reaches: (tx, _args, accountId) => mayAskForCopy(tx, accountId),
      render: ({ db, ...to }, refusal) => composeRefusedBot(db, refusal, to),
    },
  },
} satisfies Feature;
