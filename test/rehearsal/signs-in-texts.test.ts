import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../src/domain/language.ts';
import { plainIn, type TextKey } from '../../src/texts/i18n.ts';

/** What a rehearsal recognises, and the texts that it recognises by it. */
const TEXTS = {
  created: ['facilitator.workbook.created'],
  changed: ['facilitator.workbook.applied', 'facilitator.workbook.appliedWithDeviations'],
  opened: ['round.open.done', 'round.open.doneQuiet'],
  closed: ['round.close.done', 'summary.closedBy.deadline'],
  summary: ['summary.heading'],
  finished: ['round.finish.done'],
  choose: ['facilitator.studies.choose'],
  refused: ['refusal.message'],
  atWork: ['facilitator.job.working.export', 'facilitator.job.step'],
  place: ['expert.card.progress', 'expert.card.progressMixedLeft', 'expert.card.progressSitting'],
  number: ['expert.number.any', 'expert.number.ofMeasure', 'expert.number.between'],
  order: ['expert.order.heading'],
  nextPlace: ['expert.order.first', 'expert.order.next'],
  ideas: ['expert.ideas.howTo'],
  ideasWait: ['summary.ideas.written'],
  alike: ['suggest.review.similar'],
} as const satisfies Record<string, readonly TextKey[]>;

/** One word for each name that any of them takes. */
const ARGUMENTS = Object.fromEntries(
  [
    'title',
    'round',
    'number',
    'at',
    'deadline',
    'until',
    'letters',
    'experts',
    'deviations',
    'position',
    'items',
  ]
    .concat(['step', 'steps', 'what', 'least', 'most', 'measure', 'panel', 'place', 'limit', 'ideas', 'list'])
    .concat(['minutes', 'sittings', 'text'])
    .map((name) => [name, `${name}!`]),
);

describe.each(LANGUAGES)('in %s', (language) => {
  test.each(Object.entries(TEXTS))('«%s» stands in the texts that a rehearsal knows by it', (sign, keys) => {
    // Rounds are told by `round` in one text, by `number` in another.
    const args = { ...ARGUMENTS, round: ARGUMENTS['number']! };
    const known = plainIn(language, `rehearsal.sign.${sign as keyof typeof TEXTS}`, args);
    for (const key of keys)
      expect(plainIn(language, key, args).replace(/<[^>]*>/g, ''), key).toContain(known);
  });
});
