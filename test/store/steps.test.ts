import { describe, expect, test } from 'vitest';
import { insertAnswers, loadAnswersAt, loadAskedItems, saveAnswer } from '../../src/store/answers.ts';
import { updateProposal } from '../../src/store/proposals.ts';
import { updateQuestionnaire } from '../../src/store/questionnaires.ts';
import { proposals } from '../../src/store/schema.ts';
import {
  BEFORE_ALL,
  countMissing,
  loadNextOpen,
  loadSteps,
  loadUntouchedPanels,
  sumOf,
} from '../../src/store/steps.ts';
import { TestStudy } from '../fixtures/study.ts';

/** Three panels, one kind of step each: A puts its items together, B item by item, C asks for none. */
function threePanels() {
  const study = new TestStudy({
    experts: { e1: 'A B C' },
    items: { x: 'A', y: 'A', u: 'B', v: 'B', z: 'C' },
  })
    .join()
    .open();
  const expertId = study.expert('e1').id;
  const { id } = study.questionnaire('e1');
  const panelId = (code: string) => study.panel(code).id;
  const asked = loadAskedItems(study.db, { roundId: study.round.id, expertId, hidden: null }, () => false);
  const of = (code: string) => asked.filter((item) => item.panelId === panelId(code));
  const apart = of('A').map((item) => ({ ...item, countsIn: item.panelId }));
  study.run((tx) => {
    insertAnswers(tx, id, [apart, [], ...of('B').map((item) => [item])]);
    updateQuestionnaire(tx, id, {
      begunAt: study.at,
      itemlessSteps: [{ position: 1, panelId: panelId('C') }],
    });
  });
  return {
    ...{ study, expertId, panelId },
    steps: () => loadSteps(study.db, study.questionnaire('e1')),
    nextOpen: (behind: number, within?: { first: number; last: number }) =>
      loadNextOpen(study.db, study.questionnaire('e1'), { first: behind, last: behind }, within)?.position,
    missing: (within?: { first: number; last: number }) =>
      countMissing(study.db, study.questionnaire('e1'), within),
    untouched: () => loadUntouchedPanels(study.db, id),
    save: (position: number, at: number, state: 'open' | 'rated', value: number) =>
      study.run((tx) =>
        saveAnswer(tx, loadAnswersAt(tx, id, position)[at]!.id, {
          ...{ state, value, how: 'chosen' },
          answeredAt: study.at,
        }),
      ),
  };
}

describe('the steps of a questionnaire', () => {
  test('stand in their order, whether they put one item, several or none', () => {
    const { steps, panelId } = threePanels();
    expect(steps().map(({ position, panelId: of, asked }) => [position, of, asked])).toEqual([
      [0, panelId('A'), 2],
      [1, panelId('C'), 1],
      [2, 0, 1],
      [3, 0, 1],
    ]);
    expect(steps().every(({ isOpen }) => isOpen)).toBe(true);
    expect(sumOf(steps(), 'asked')).toBe(5);
  });

  test('with several items are open until all are answered, and miss those without a place', () => {
    const { steps, save } = threePanels();
    save(0, 0, 'open', 1);
    expect(steps()[0]).toMatchObject({ isOpen: true, missing: 1 });
    save(0, 0, 'rated', 1);
    save(0, 1, 'rated', 2);
    expect(steps()[0]).toMatchObject({ isOpen: false, missing: 0 });
    expect(sumOf(steps(), 'missing')).toBe(3);
  });

  test('with none are open until something is written there and not withdrawn', () => {
    const { study, steps, expertId, panelId } = threePanels();
    const idea = { studyId: study.studyId, roundId: study.round.id, panelId: panelId('C'), expertId };
    study.db
      .insert(proposals)
      .values({ ...idea, id: 5, kind: 'idea', text: 'x', state: 'new', createdAt: study.at })
      .run();
    expect(steps()[1]).toMatchObject({ answerId: null, isOpen: false, missing: 0 });
    study.run((tx) => updateProposal(tx, 5, { state: 'withdrawn' }));
    expect(steps()[1]).toMatchObject({ isOpen: true, missing: 1 });
  });

  test('go on to the next open one, from the beginning again, and never to the same', () => {
    const { study, nextOpen, save } = threePanels();
    expect([0, 1, 2, 3].map((position) => nextOpen(position))).toEqual([1, 2, 3, 0]);
    expect(loadNextOpen(study.db, study.questionnaire('e1'), BEFORE_ALL)?.position).toBe(0);
    save(2, 0, 'rated', 1);
    expect([1, 2].map((position) => nextOpen(position))).toEqual([3, 3]);
    expect(nextOpen(3, { first: 2, last: 3 })).toBeUndefined();
    expect(nextOpen(3, { first: 1, last: 3 })).toBe(1);
  });

  test('miss as many answers as their open ones together', () => {
    const { steps, missing, save, untouched } = threePanels();
    expect(missing()).toBe(5);
    expect(untouched()).toEqual([0]);
    save(0, 0, 'open', 1);
    save(3, 0, 'rated', 1);
    expect(missing()).toBe(sumOf(steps(), 'missing'));
    expect([missing(), missing({ first: 1, last: 2 })]).toEqual([3, 2]);
    expect(untouched()).toEqual([]);
  });

  test('are none before it is begun', () => {
    const study = new TestStudy({ experts: { e1: 'A' }, items: { x: 'A' } }).join().open();
    expect(loadSteps(study.db, study.questionnaire('e1'))).toEqual([]);
  });
});
