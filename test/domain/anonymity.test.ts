import { describe, expect, test } from 'vitest';
import {
  type Anonymity,
  callByCode,
  callByName,
  findRecognisable,
  isLoosened,
} from '../../src/domain/anonymity.ts';

test('a promise is loosened by each step towards the name, and by no other', () => {
  const levels: readonly Anonymity[] = ['named', 'coded', 'unlinked'];
  const loosened = levels.flatMap((from) => levels.map((to) => isLoosened(from, to)));
  expect(loosened).toEqual([false, false, false, true, false, false, true, true, false]);
});

describe('by code', () => {
  const experts = [
    { id: 3, code: 'B' },
    { id: 1, code: 'C' },
    { id: 2, code: 'A' },
  ];

  test('an expert is a code', () => {
    expect(callByCode(experts).get(1)).toEqual({ by: 'code', code: 'C' });
  });

  test('experts are listed in an order of the codes, which tells nothing of the workbook', () => {
    expect([...callByCode(experts).keys()]).toEqual([2, 3, 1]);
  });
});

describe('by name', () => {
  test('namesakes are numbered as they came, in whatever order a later workbook has them', () => {
    const experts = [
      { id: 3, name: 'علی' },
      { id: 1, name: 'علی' },
      { id: 2, name: 'سارا' },
    ];
    const called = callByName(experts);
    expect(called.get(1)).toEqual({ by: 'name', name: 'علی', ordinal: 1 });
    expect(called.get(3)).toEqual({ by: 'name', name: 'علی', ordinal: 2 });
    expect(called).toEqual(callByName(experts.toReversed()));
  });
});

describe('by what answers under codes could be told', () => {
  const seats = (...panels: string[][]) => panels.map((own, expert) => ({ expert, panels: own }));

  test('panels of fewer than five experts, with their number', () => {
    const { smallPanels } = findRecognisable(seats(['A', 'B'], ['A', 'B'], ['A', 'B'], ['A', 'B'], ['A']));
    expect(smallPanels).toEqual([{ panel: 'B', experts: 4 }]);
  });

  test('experts whose set of panels nobody shares, in whatever order it is written', () => {
    expect(findRecognisable(seats(['A'], ['A'], ['A', 'B'], ['B', 'A'], ['B'])).alone).toEqual([4]);
    expect(findRecognisable(seats(['A'], ['A'])).alone).toEqual([]);
    expect(findRecognisable(seats(['A'])).alone).toEqual([0]);
  });

  test('experts whom no other is like once the rounds before count: moved, come or gone alone, or alone silent', () => {
    const both = { round: 1, panel: 'A' };
    const found = findRecognisable([
      { expert: 'stayed', panels: ['A'], before: [both] },
      { expert: 'stayed too', panels: ['A'], before: [both] },
      { expert: 'came', panels: ['A'], before: [] },
      { expert: 'moved', panels: ['B'], before: [both] },
      { expert: 'was on B', panels: ['B'], before: [{ round: 1, panel: 'B' }] },
      { expert: 'left', panels: [], before: [both] },
    ]);
    expect(found.alone).toEqual([]);
    expect(found.aloneInTime).toEqual(['came', 'moved', 'was on B', 'left']);
  });

  test('who is told by the panels alone is not named twice', () => {
    const found = findRecognisable(seats(['A'], ['A'], ['B']));
    expect([found.alone, found.aloneInTime]).toEqual([[2], []]);
  });
});
