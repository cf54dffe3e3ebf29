import { askedWhenRendered } from '../../delivery/outgoing-kind.ts';
import { loadProposal } from '../../store/proposals.ts';
import type { Feature } from '../feature.ts';
import { runsStudyOf } from '../studies/runs-study-of.ts';
import { curationPresses, readTitles, readWords } from './curation-feature.ts';
import { composeObjection } from './object-to-decision.ts';
import { proposersPresses, readObjection } from './proposers-feature.ts';
import {
  readBeforeKind,
  readItem,
  readProposal,
  suggestCommands,
  suggestPresses,
} from './suggest-feature.ts';
import { readWhyRejected, suggestionsCommands, suggestionsPresses } from './suggestions-feature.ts';
import { composeProposalsTold } from './tell-proposers.ts';

/** Experts propose, facilitators decide. */
export const proposals = {
  commands: [...suggestCommands, ...suggestionsCommands],
  presses: [...suggestPresses, ...suggestionsPresses, ...curationPresses, ...proposersPresses],
  dialogs: {
    suggest: { who: 'everybody', read: readProposal },
    'suggest-kind': { who: 'everybody', lapses: true, read: readBeforeKind },
    'suggest-item': { who: 'everybody', read: readItem },
    'why-rejected': { who: 'facilitator', read: readWhyRejected },
    retitle: { who: 'facilitator', read: readTitles },
    merge: { who: 'facilitator', read: readWords },
    objection: { who: 'everybody', lapses: true, read: readObjection },
  },
  messages: {
    // Who does not hear of it cannot say that it was not meant.
    'proposals-told': {
      ifUnknown: 'again',
      reaches: askedWhenRendered,
      keepsQuiet: () => true,
      render: ({ db, accountId }, args) => composeProposalsTold(db, accountId, args),
    },
    objection: {
      ifUnknown: 'again',
      reaches: (tx, { proposalId }, accountId) => runsStudyOf(tx, accountId, loadProposal(tx, proposalId)),
      render: ({ db }, { proposalId }) => composeObjection(db, proposalId),
    },
  },
} satisfies Feature;
