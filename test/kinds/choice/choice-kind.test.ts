import { expect, test } from 'vitest';
import type { OwnAnswer } from '../../../src/domain/answering.ts';
import { NO_BOUNDS } from '../../../src/domain/number-bounds.ts';
import { choiceKind } from '../../../src/kinds/choice/choice-kind.ts';
import { plainNumber } from '../../../src/texts/numerals.ts';
import { SCALE } from '../../fixtures/study.ts';

const kind = choiceKind((scale) => scale.toReversed(), { ratings: 'numbers', gist: () => null });
const answer: OwnAnswer = { id: 12, state: 'open', value: null, previousValue: null };
const take = (pressed: Parameters<typeof kind.take>[1], its: Partial<OwnAnswer> = {}) =>
  kind.take({ answer: { ...answer, ...its }, scale: SCALE, bounds: NO_BOUNDS }, pressed);

test('a press chooses by the place of a button, in the order shown', () => {
  expect(take({ rating: 0 })).toEqual({
    ...{ ok: true, changes: [{ answerId: 12, state: 'rated', value: 5, how: 'chosen' }] },
  });
  expect(take({ rating: 9 })).toMatchObject({ refusal: { code: 'answer.offScale' } });
});

test('an item is left without an opinion, or answered as before', () => {
  expect(take('noOpinion')).toMatchObject({ changes: [{ answerId: 12, state: 'no_opinion', value: null }] });
  expect(take('keep', { previousValue: 4 })).toMatchObject({ changes: [{ value: 4, how: 'kept' }] });
  expect(take('keep', { previousValue: 7 })).toMatchObject({ refusal: { code: 'answer.noPrevious' } });
});

test('the card has a button for each choice of the kind', () => {
  const { buttons } = kind.card({
    ...{ questionnaireId: 1, roundNumber: 1, position: 0, steps: 1, minutesLeft: null, question: '?' },
    ...{ title: 'x', definition: '', unit: '', panelNames: ['A'], scale: SCALE, answer, reason: null },
    ...{
      feedback: [],
      keepAll: null,
      sitsOnSeveral: false,
      othersReasons: [],
      standBy: 'none',
      justAnswered: null,
    },
    ...{ screen: 'item', bounds: NO_BOUNDS },
  });
  const rates = buttons!.flatMap((row) => row.toReversed()).slice(0, 5);
  expect(rates.map(({ text }) => text)).toEqual(
    SCALE.toReversed().map(({ value, label }) => `${plainNumber(value)} ${label}`),
  );
});
