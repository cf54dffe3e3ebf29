import { describe, expect, test } from 'vitest';
import { planNextRound, workloads } from '../../../src/features/rounds/plan-round.ts';
import { must, TestStudy } from '../../fixtures/study.ts';

const words = { experts: { e1: 'A', both: 'A B', e3: 'B' }, items: { x: 'A', s: 'A B', y: 'B', z: 'B' } };
const planned = (study: TestStudy) => must(planNextRound(study.db, study.study, new Set())).planned;
const work = (study: TestStudy) => workloads(study.db, study.study, planned(study)).sort();

describe('each expert’s work', () => {
  test('is an item once, however many panels share it', () => {
    expect(work(new TestStudy(words))).toEqual([2, 3, 4]);
  });

  test('is a shared item twice where the panels do different kinds', () => {
    const rounds = [
      { number: 1, kind: 'screening', panelCodes: ['A'] },
      { number: 1, kind: 'cvi', panelCodes: ['B'] },
    ] as const;
    expect(work(new TestStudy({ ...words, rounds, rules: { maxRounds: 1 } }))).toEqual([2, 3, 5]);
  });

  test('is what the verdicts have left', async () => {
    const study = new TestStudy(words).join();
    await study.playRound('x s\n e1 1 5\n both 2 5');
    expect(work(study)).toEqual([1, 3, 3]);
  });
});
