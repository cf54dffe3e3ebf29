import { expect, test } from 'vitest';
import { mostJudges } from '../../src/domain/most-judges.ts';

test('an item of several panels has the judges of all of them, each counted once', () => {
  const panels = [
    { panel: 'A', experts: [1, 2, 3], items: ['x', 's'] },
    { panel: 'B', experts: [3, 4], items: ['s'] },
    { panel: 'C', experts: [5, 6], items: ['y'] },
    { panel: 'D', experts: [7], items: [] },
  ];
  expect([...mostJudges(panels)]).toEqual([
    ['A', 4],
    ['B', 4],
    ['C', 2],
    ['D', 0],
  ]);
});
