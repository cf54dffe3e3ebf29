import { html } from '../../texts/i18n.ts';
import { refusalText } from '../../texts/refusal-text.ts';
import type { Screen } from '../studies/screens.ts';
import { composeOpeningPreview } from './compose-round-previews.ts';
import { loadOpening } from './open-round.ts';
import { openingPreviewMessage } from './round-previews-message.ts';

/** What is shown before a round, by name. */
export const roundScreens = {
  /** `at`: when it was asked for. */
  opening(tx, study, { previewId = 0, at: ms = 0 }, surroundings) {
    const at = new Date(ms);
    const opening = loadOpening(tx, study, { previewId, at });
    if (!opening.ok) return { html: html('refusal.message', { text: refusalText(opening.refusal) }) };
    return openingPreviewMessage(composeOpeningPreview(tx, { study, ...opening }, { at, ...surroundings }));
  },
} satisfies Record<string, Screen>;
