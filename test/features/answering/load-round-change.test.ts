import { describe, expect, test } from 'vitest';
import { loadRoundChange } from '../../../src/features/answering/load-round-change.ts';
import { insertItem, insertItemVersion } from '../../../src/store/items.ts';
import { TestStudy } from '../../fixtures/study.ts';

const NOT_ABOVE = 'میانگین بالاتر از نقطهٔ خنثی نبود';

const words = {
  experts: { e1: 'A', e2: 'A', e3: 'A B' },
  items: { x: 'A', y: 'A', z: 'A', s: 'A B' },
  rules: { minAnswersForFeedback: 2 },
};

const changeFor = (study: TestStudy, name: string) =>
  loadRoundChange(study.db, study.round.id, study.expert(name).id);

test('the first round of the panels tells of no change', () => {
  const study = new TestStudy(words).join().open();
  expect(changeFor(study, 'e1')).toBeNull();
});

describe('from the second round on', () => {
  test('names what was dropped with its mean, where there were enough answers to show one', async () => {
    const study = new TestStudy(words).join();
    await study.playRound(`
          x  y  z  s
      e1  5  1  .  5
      e2  5  2  1  4
    `);
    study.open();
    expect(changeFor(study, 'e1')).toEqual({
      kept: 2,
      keptByHand: [],
      dropped: [
        { title: 'گویهٔ y', why: NOT_ABOVE, below: { mean: 1.5, cutoff: 3 } },
        { title: 'گویهٔ z', why: NOT_ABOVE, below: null },
      ],
      reworded: [],
      added: [],
    });
  });

  test('an item that another own panel still asks has not left', async () => {
    const study = new TestStudy(words).join();
    await study.playRound(`
          x  y  z  s
      e1  5  5  5  1
      e2  5  5  5  1
      e3  5  5  5  5
    `);
    study.open();
    const dropped = (name: string) => changeFor(study, name)!.dropped.map(({ title }) => title);
    expect(dropped('e1')).toEqual(['گویهٔ s']);
    expect(dropped('e3')).toEqual([]);
    expect(changeFor(study, 'e3')!.kept).toBe(4);
  });

  test('names new wordings and new items of the own panels alone', async () => {
    const study = new TestStudy(words).join();
    await study.playRound(`
          x  y  z  s
      e1  5  5  5  5
      e3  5  5  5  5
    `);
    const wording = { title: 'گویهٔ ایکس', definition: '', reason: '', createdAt: study.at };
    insertItemVersion(study.db, study.itemId('x'), wording);
    for (const [code, panel] of [
      ['n', 'A'],
      ['m', 'B'],
    ] as const) {
      insertItem(study.db, {
        ...{ studyId: study.studyId, position: 9, code, unit: '', audience: '', group: [] },
        ...{ title: `تازهٔ ${code}`, definition: '', panelIds: [study.panel(panel).id], createdAt: study.at },
      });
    }
    study.open();
    expect(changeFor(study, 'e1')).toEqual({
      ...{ kept: 4, keptByHand: [], dropped: [], reworded: ['گویهٔ ایکس'], added: ['تازهٔ n'] },
    });
    expect(changeFor(study, 'e3')!.added).toEqual(['تازهٔ n', 'تازهٔ m']);
  });

  test('is told after a round of another kind as well', async () => {
    const rounds = [
      { number: 1, kind: 'screening' as const },
      { number: 2, kind: 'likert' as const },
    ];
    const study = new TestStudy({ ...words, rounds }).join();
    study.open().begin('e1').begin('e2');
    for (const name of ['e1', 'e2']) {
      for (const [code, place] of [
        ['x', 1],
        ['y', 0],
        ['z', 0],
        ['s', 0],
      ] as const) {
        study.tryPress(name, code, { rating: place });
      }
    }
    await study.close().judge();
    study.open();
    expect(changeFor(study, 'e1')).toMatchObject({
      kept: 3,
      dropped: [{ title: 'گویهٔ x', why: '«بله» بیشتر از «خیر» نبود', below: null }],
    });
  });
});
