import { beforeEach, expect, test } from 'vitest';
import { loadStranded } from '../../../src/features/rounds/load-stranded.ts';
import { TestStudy } from '../../fixtures/study.ts';

let study: TestStudy;
const stranded = () => loadStranded(study.db, study.study);

beforeEach(() => {
  study = new TestStudy({
    experts: { e1: 'L A B', e2: 'L A B' },
    items: { x: 'L', y: 'L A', z: 'L B', w: 'L' },
    rules: { maxRounds: 2 },
    rounds: [
      { number: 1, kind: 'screening', panelCodes: ['L'] },
      { number: 1, panelCodes: ['B'] },
      { number: 2, panelCodes: ['A'] },
    ],
  }).join();
});

test('before the first round no item is stranded: each has a panel with a round to come', () => {
  expect(stranded()).toEqual([]);
});

test('an item that was screened and has no panel that goes on is stranded; one that was rated or dropped is not', async () => {
  // In a table 1 is «بله» and 2 is «خیر» for the screening panel, and a rating for the other.
  await study.playRound('x y w\ne1 1 1 2\ne2 1 1 2');
  expect(stranded()).toEqual(['x']);
});
