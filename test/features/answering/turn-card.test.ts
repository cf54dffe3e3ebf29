import { describe, expect, test } from 'vitest';
import { showDetails, showOverview, showStep } from '../../../src/features/answering/turn-card.ts';
import { refusalOf, TestStudy } from '../../fixtures/study.ts';

const begun = () =>
  new TestStudy({ experts: { e1: 'A', e2: 'A' }, items: { x: 'A', y: 'A' } }).join().open().begin('e1', 7);
const id = (study: TestStudy) => study.questionnaire('e1').id;

describe('the card turns', () => {
  test('to an item by its place, answered or not', () => {
    const study = begun().rate('e1', 'x', 5);
    expect(showStep(study.db, id(study), 0, study.press('e1')).ok).toBe(true);
    expect(study.questionnaire('e1')).toMatchObject({
      screen: 'item',
      currentAnswerId: study.answer('e1', 'x').id,
    });
  });

  test('on from an open item, and says that it was left open; not from an answered one, nor back', () => {
    const study = begun();
    const turn = (position: number) => showStep(study.db, id(study), position, study.press('e1'));
    const list = () => showOverview(study.db, id(study), 0, study.press('e1'));
    expect(turn(1)).toEqual({ ok: true, leftOpen: true });
    expect(turn(0)).toEqual({ ok: true, leftOpen: false });
    expect(turn(1)).toEqual({ ok: true, leftOpen: true });
    expect(list()).toEqual({ ok: true, leftOpen: true });
    expect(turn(0)).toEqual({ ok: true, leftOpen: false });
    expect(list()).toEqual({ ok: true, leftOpen: false });
    study.rate('e1', 'x', 5);
    expect(turn(0)).toEqual({ ok: true, leftOpen: false });
    expect(turn(1)).toEqual({ ok: true, leftOpen: false });
  });

  test('to all there is to read about an item', () => {
    const study = begun();
    showDetails(study.db, study.answer('e1', 'y').id, study.press('e1'));
    expect(study.questionnaire('e1')).toMatchObject({
      screen: 'details',
      currentAnswerId: study.answer('e1', 'y').id,
    });
  });

  test('to a page of the overview', () => {
    const study = begun();
    showOverview(study.db, id(study), 3, study.press('e1'));
    expect(study.questionnaire('e1')).toMatchObject({ screen: 'overview', overviewPage: 3 });
  });
});

describe('the card stays', () => {
  test('where there is no such item', () => {
    const study = begun();
    expect(refusalOf(showStep(study.db, id(study), 2, study.press('e1')))).toBe('answer.itemGone');
  });

  test('where another presses, or the round is closed', () => {
    const study = begun();
    const answerId = study.answer('e1', 'x').id;
    const turns = (name: string) => [
      showStep(study.db, id(study), 1, study.press(name)),
      showOverview(study.db, id(study), 0, study.press(name)),
      showDetails(study.db, answerId, study.press(name)),
    ];
    expect(turns('e2').map(refusalOf)).toEqual(Array(3).fill('answer.notYours'));
    study.close();
    expect(turns('e1').map(refusalOf)).toEqual(Array(3).fill('round.closed'));
    expect(study.questionnaire('e1').currentAnswerId).toBe(answerId);
  });
});
