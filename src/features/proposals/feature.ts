import type { Feature } from '../feature.ts';
import {
  readBeforeKind,
  readItem,
  readProposal,
  suggestCommands,
  suggestPresses,
} from './suggest-feature.ts';
import { readWhyRejected, suggestionsCommands, suggestionsPresses } from './suggestions-feature.ts';

/** Experts propose, facilitators decide. */
export const proposals = {
  commands: [...suggestCommands, ...suggestionsCommands],
  presses: [...suggestPresses, ...suggestionsPresses],
  dialogs: {
    suggest: { who: 'everybody', read: readProposal },
    'suggest-kind': { who: 'everybody', read: readBeforeKind },
    'suggest-item': { who: 'everybody', read: readItem },
    'why-rejected': { who: 'facilitator', read: readWhyRejected },
  },
} satisfies Feature;
