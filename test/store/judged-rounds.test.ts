import { expect, test } from 'vitest';
import { insertItemVersion } from '../../src/store/items.ts';
import { loadJudgedRound } from '../../src/store/judged-rounds.ts';
import { setPanelVerdict } from '../../src/store/panel-rounds.ts';
import { DAY, TestStudy } from '../fixtures/study.ts';

const words = { experts: { e1: 'A', e2: 'A', e3: 'A' }, items: { x: 'A', y: 'A', z: 'A' } };
const load = (study: TestStudy, number?: number) =>
  loadJudgedRound(study.db, study.panelRound('A', number).id);

test('a panel-round is told of only once it is judged', async () => {
  const study = new TestStudy(words).join().open();
  study.answerAll('x y z\n e1 5 4 1').close();
  expect(load(study)).toBeNull();
  expect(loadJudgedRound(study.db, 99)).toBeNull();
  await study.judge();
  expect(load(study)).toMatchObject({ number: 1, kind: 'likert', answered: 1 });
});

test('a judged panel-round has its figures, panel and moment, and its items in the order asked', async () => {
  const study = new TestStudy(words).join();
  await study.playRound('x y z\n e1 5 4 1\n e2 4 3 -\n e3 5 5 2');
  const { openedAt, closedAt } = study.round;
  const judged = load(study)!;
  expect(judged).toMatchObject({
    ...{ panel: { id: study.panel('A').id, code: 'A', name: 'پانل A' }, number: 1, openedAt, closedAt },
    ...{ invited: 3, answered: 3, submitted: 3, notHandedIn: 0, raters: 2, previousNumber: null },
    ...{ verdict: 'active', unchangedShare: null },
  });
  expect(closedAt!.getTime() - openedAt.getTime()).toBe(2 * DAY);
  expect(judged.concordance).toMatchObject({ df: 2, change: null });
  expect(judged.items.map(({ code, n, kept, why }) => [code, n, kept, why])).toEqual([
    ['x', 3, true, 'above_rule'],
    ['y', 3, true, 'above_rule'],
    ['z', 2, false, 'below_rule'],
  ]);
  expect(judged.items[2]).toMatchObject({
    noOpinion: 1,
    mean: 1.5,
    counts: { 1: 1, 2: 1, 3: 0, 4: 0, 5: 0 },
  });
});

test('a judged panel-round keeps the wordings that were put, and knows the round before it of the same kind', async () => {
  const study = new TestStudy(words).join();
  await study.playRound('x y\n e1 5 4\n e2 4 5');
  insertItemVersion(study.db, study.itemId('x'), {
    ...{ title: 'واژه‌های تازه', definition: '', reason: '', createdAt: study.at },
  });
  await study.playRound('x y\n e1 5 4\n e2 4 5');
  expect(load(study, 1)!.items[0]!.title).toBe('گویهٔ x');
  expect(load(study, 2)).toMatchObject({ previousNumber: 1, unchangedShare: 1 });
  expect(load(study, 2)!.items[0]!.title).toBe('واژه‌های تازه');
});

test('a verdict that was changed afterwards is the one told', async () => {
  const study = new TestStudy(words).join();
  await study.playRound('x y\n e1 5 4\n e2 4 5');
  setPanelVerdict(study.db, study.round.id, study.panel('A').id, 'dropped');
  expect(load(study)!.verdict).toBe('dropped');
});
