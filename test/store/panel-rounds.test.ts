import { describe, expect, test } from 'vitest';
import { loadAskingPanels, loadPreviousPanelRound } from '../../src/store/panel-rounds.ts';
import { TestStudy } from '../fixtures/study.ts';

const words = { experts: { e1: 'A', e2: 'A B', e3: 'B' }, items: { x: 'A', s: 'A B', y: 'B' } };

test('an item is asked by each of the expert’s panels, with that panel’s question', () => {
  const study = new TestStudy({
    ...words,
    rounds: [
      { number: 1, panelCodes: ['A'], question: 'در الف؟' },
      { number: 1, panelCodes: ['B'], question: 'در ب؟' },
    ],
  }).open();
  const asking = (name: string) =>
    loadAskingPanels(study.db, study.round.id, study.expert(name).id, study.itemId('s'), 'likert');
  expect(asking('e2')).toEqual([
    {
      panelName: 'پانل A',
      question: 'در الف؟',
      version: 1,
      panelId: study.panel('A').id,
      feedbackFromId: null,
    },
    {
      panelName: 'پانل B',
      question: 'در ب؟',
      version: 1,
      panelId: study.panel('B').id,
      feedbackFromId: null,
    },
  ]);
  expect(asking('e3').map(({ panelName }) => panelName)).toEqual(['پانل B']);
});

describe('a panel’s previous round', () => {
  test('is its last one of the kind, past rounds that it skipped and kinds that differ', async () => {
    const study = new TestStudy({
      ...words,
      rounds: [
        { number: 1 },
        { number: 2, panelCodes: ['B'] },
        { number: 3, kind: 'screening' },
        { number: 4 },
      ],
      rules: { maxRounds: 4 },
    }).join();
    await study.playRound('x s\n e1 5 5');
    await study.playRound('s y\n e3 5 5');
    await study.playRound('x s\n e1 1 1\n e2 1 1');
    const previous = (code: string) =>
      loadPreviousPanelRound(study.db, study.panel(code).id, 'likert', 4)?.id;
    expect(previous('A')).toBe(study.panelRound('A', 1).id);
    expect(previous('B')).toBe(study.panelRound('B', 2).id);
    expect(loadPreviousPanelRound(study.db, study.panel('A').id, 'cvr', 4)).toBeUndefined();
    expect(loadPreviousPanelRound(study.db, study.panel('A').id, 'likert', 1)).toBeUndefined();
  });
});
