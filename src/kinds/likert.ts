import { judgePanelRound } from '../domain/judging.ts';
import { judgeMean } from '../domain/verdict.ts';
import { meanText } from '../messages/figures.ts';
import { plain } from '../texts/i18n.ts';
import { choiceKind } from './choice/choice-kind.ts';
import { DESCRIPTION_COLUMNS } from './item-column.ts';
import type { Kind } from './kind.ts';
import { concordanceTexts, hasSign, signTexts, warningTexts } from './told/concordance.ts';
import { itemTexts } from './told/items.ts';
import { verdictText } from './told/verdict.ts';

/** `لیکرت`: each item is rated on the study's scale; what has a mean above the neutral point stays. */
export const likert: Kind = {
  ...choiceKind((scale) => scale, {
    ratings: 'numbers',
    gist: ({ mean, median }) => (mean === null ? null : { mean, median }),
  }),
  name: 'likert',
  usesScale: true,
  dropsFrom: 'itsPanel',
  rule: {
    // The name that it has had since it was the only one.
    name: 'item_kept',
    version: 1,
    rule: 'in a Likert round: the mean is above the neutral point, or nobody rated the item; dropped in its own panel only',
  },
  asksReason: () => false,
  judge: (panel) =>
    judgePanelRound(panel, {
      ratings: panel.scale,
      verdict: (_, { mean }) => judgeMean(mean, panel.rules.neutralPoint!),
      hasConcordance: true,
      drops: true,
    }),
  cutoff: ({ neutralPoint }) => neutralPoint,
  told: (judged, { rules, scale }, listLength) => [
    ...concordanceTexts(judged),
    ...itemTexts(judged.items, listLength, ({ mean }) =>
      mean === null ? null : meanText(mean, rules.neutralPoint),
    ),
    ...signTexts(judged, rules),
    verdictText(judged, rules, hasSign(judged, rules)),
    ...warningTexts(judged, scale, rules),
  ],
  columns: DESCRIPTION_COLUMNS,
  whyDropped: () => plain('change.why.likert'),
};
