import { describe, expect, test } from 'vitest';
import {
  type Anonymity,
  callByCode,
  callByName,
  countTellable,
  findRecognisable,
  isLoosened,
  type PartTaken,
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
});

describe('by how experts took part', () => {
  const REACHED = { '.': 'nothing', b: 'begun', h: 'handedIn', k: 'kept', '?': 'toCome' } as const;

  /** One row an expert, one letter a round of one panel; `l`: handed in and left, `d`: disowned, blank: not asked. */
  function parts(...courses: string[]): PartTaken[] {
    return courses.flatMap((course, expert) =>
      [...course].flatMap((letter, panelRound): PartTaken[] => {
        if (letter === ' ') return [];
        if (letter === 'l') return [{ expert, panelRound, reached: 'handedIn', turn: 'left' }];
        if (letter === 'd') return [{ expert, panelRound, reached: 'begun', turn: 'disowned' }];
        return [{ expert, panelRound, reached: REACHED[letter as keyof typeof REACHED], turn: null }];
      }),
    );
  }
  const told = (...courses: string[]) => countTellable(parts(...courses), 'coded');
  const unlinked = (...courses: string[]) => countTellable(parts(...courses), 'unlinked');

  test('nobody can be told where everybody did the same', () => {
    expect(told('hh', 'hh', 'hh', 'hh', 'hh')).toBe(0);
  });

  test('the only one who was silent in a round is told by a missing code', () => {
    expect(told('hh', 'hh', 'hh', 'hh', 'h.')).toBe(1);
  });

  test('the only one who began and did not hand in is told by an incomplete one', () => {
    expect(told('h', 'h', 'h', 'b')).toBe(1);
  });

  test('two alike do not hide one another, three do', () => {
    expect(told('hh', 'hh', 'hh', 'h.', 'h.')).toBe(2);
    expect(told('hh', 'hh', 'hh', 'h.', 'h.', 'h.')).toBe(0);
  });

  test('who answered nothing has nothing to be told', () => {
    expect(told('hh', 'hh', 'hh', '..')).toBe(0);
  });

  test('who came later is like who was silent before, and who left afterwards like who is silent then', () => {
    expect(told('hh', 'hh', 'hh', '.h', ' h', ' h')).toBe(0);
    expect(told('hh', 'hh', 'hh', 'h.', 'h ', 'h ')).toBe(0);
  });

  test('who left amid a round may have taken answers back, and is like nobody who stayed', () => {
    expect(told('h', 'h', 'h', 'l')).toBe(1);
  });

  test('who alone kept everything at once was done in no time, which can be seen by name', () => {
    expect(told('hh', 'hh', 'hh', 'hk')).toBe(1);
    expect(told('hk', 'hk', 'hk', 'hh', 'hh', 'hh')).toBe(0);
  });

  test('who said that somebody else had answered is like nobody else', () => {
    expect(told('b', 'b', 'b', 'd')).toBe(1);
  });

  test('sets of panels count as they do in a round', () => {
    expect(told('h ', 'h ', 'h ', 'hh', ' h', ' h', ' h')).toBe(1);
  });

  test('a planned round counts by whom it asks', () => {
    expect(told('h?', 'h?', 'h?', ' ?')).toBe(1);
  });

  test('under codes of one round and panel only what is done in one of them counts', () => {
    expect(unlinked('hh', 'hh', 'hh', 'h.', '.h')).toBe(0);
    expect(told('hh', 'hh', 'hh', 'h.', '.h')).toBe(2);
    expect(unlinked('hh', 'hh', 'hh', 'hb', 'bh')).toBe(2);
    expect(unlinked('bb', 'hh', 'hh', 'hh')).toBe(1);
  });

  test('under names there is nothing to tell', () => {
    expect(countTellable(parts('h', 'b'), 'named')).toBe(0);
  });
});
